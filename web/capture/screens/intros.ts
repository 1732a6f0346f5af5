// The two screens before the camera opens: what will be photographed, how to do it well, and what the browser asks.
import { html, nothing } from 'lit';
import { icons } from '../look/icons';
import { fill } from '../texts/texts';
import { actions, button, fileButton, heading, type Screen } from './scene';

const line = (icon: unknown, text: string) => html`<li><span>${icon}</span><span>${text}</span></li>`;

export const cardIntro: Screen<'card_intro'> = ({ texts, say, choose }) => {
  const t = texts.cardIntro;
  return html`${heading(t.heading)}
    <p class="lead">${t.lead}</p>
    <ul class="needs">
      ${line(icons.flat(), t.flat)} ${line(icons.corners(), t.whole)} ${line(icons.noGlare(), t.glare)}
    </ul>
    <p class="small">${t.camera}</p>
    ${actions(
      button(t.action, () => say({ type: 'camera_wanted' })),
      fileButton(t.file, choose, 'plain'),
    )}`;
};

export const faceIntro: Screen<'face_intro'> = ({ model, texts, say }) => {
  const t = texts.faceIntro;
  const left = model.session?.face?.attempts_left;
  return html`${heading(t.heading)}
    <p class="lead">${t.lead}</p>
    <ul class="needs">
      ${line(icons.level(), t.hold)} ${line(icons.light(), t.light)} ${line(icons.glasses(), t.bare)}
      ${(model.session?.face?.level ?? 2) > 1 ? line(icons.follow(), t.follow) : nothing}
    </ul>
    <p class="small">${t.camera}</p>
    ${left !== undefined && left <= 5 ? html`<p class="small">${fill(t.attempts, { n: left })}</p>` : nothing}
    ${actions(button(t.action, () => say({ type: 'camera_wanted' })))}`;
};
