// Where it ends: verified, not verified, out of time, left, or a link that does not work; and lost connections.
import { html, nothing } from 'lit';
import { safeAddress } from '../effects/returning';
import { icons } from '../look/icons';
import { returnsByItself } from '../machine/needs';
import { actions, button, heading, type Scene, type Screen } from './scene';

const MARKS = { expired: icons.clock, link_invalid: icons.link, left: icons.cross, declined: icons.cross, used_up: icons.cross } as const;

export const finished: Screen<'finished'> = (scene, view) => {
  const { model, texts } = scene;
  const t = texts.finished;
  const result = model.session?.result;
  const passed = result?.passed === true;
  const [what] = texts.causes[result?.cause ?? 'liveness_inconclusive'] ?? [''];
  const [, todo] = texts.causes.attempts_used_up; // it is over: what helps in another attempt would mislead
  return html`<div class="mark ${passed ? 'ok' : 'bad'}">${passed ? icons.check() : icons.cross()}</div>
    ${heading(passed ? t.passed : t.failed)}
    <p class="lead">${passed ? t.passedLead : what}</p>
    ${!passed ? html`<p class="todo">${todo}</p>` : nothing}
    ${view.already ? html`<p class="small">${t.already}</p>` : nothing}
    ${returnsByItself(model) ? html`<p class="small" role="status">${t.returning}</p>` : nothing} ${wayBack(scene)}`;
};

export const ended: Screen<'ended'> = (scene, { how }) => {
  const t = scene.texts.ended;
  return html`<div class="mark warn">${MARKS[how]()}</div>
    ${heading(t[how])}
    <p class="lead">${t[`${how}Do`]}</p>
    ${wayBack(scene)}`;
};

function wayBack({ model, texts, goBack }: Scene) {
  const address = safeAddress(model.session?.result?.redirect_url);
  if (!address) return html`<p class="small">${texts.closePage}</p>`;
  return actions(button(texts.goBack, goBack));
}

export const trouble: Screen<'trouble'> = ({ texts, say }) =>
  html`<div class="mark warn">${icons.cloud()}</div>
    ${heading(texts.offline.heading)}
    <p class="lead" role="alert">${texts.offline.lead}</p>
    ${actions(button(texts.tryAgain, () => say({ type: 'try_again' })))}`;
