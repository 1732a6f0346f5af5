// The first screen: what is about to happen and what is needed.
import { html, nothing } from 'lit';
import { icons } from '../look/icons';
import { fill } from '../texts/texts';
import { actions, button, heading, type Screen } from './scene';

export const start: Screen<'start'> = ({ model, texts, say, minutesLeft }) => {
  const t = texts.start;
  const need = (icon: unknown, what: string, why: string) =>
    html`<li><span>${icon}</span><span><strong>${what}</strong><small>${why}</small></span></li>`;
  return html`${heading(t.heading)}
    <p class="lead">${t.lead}</p>
    <ul class="needs">
      ${model.session?.card ? need(icons.card(), t.needCard, t.needCardWhy) : nothing}
      ${model.session?.face ? need(icons.face(), t.needFace, t.needFaceWhy) : nothing}
      ${need(icons.light(), t.needLight, t.needLightWhy)}
    </ul>
    ${minutesLeft ? html`<p class="small">${fill(t.timeLeft, { n: minutesLeft })}</p>` : nothing}
    ${actions(button(t.action, () => say({ type: 'begin' })))}`;
};
