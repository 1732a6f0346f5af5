// After an attempt that was not accepted, or that broke off: why, what to do, and another go.
import { html, nothing } from 'lit';
import { icons } from '../look/icons';
import { fill } from '../texts/texts';
import { actions, button, heading, type Scene, type Screen } from './scene';

const FEW = 10;

function attemptsLeft({ model, texts }: Scene) {
  const left = model.session?.face?.attempts_left;
  if (left === undefined || left > FEW || left < 1) return nothing;
  return html`<p class="small">${left === 1 ? texts.failed.last : fill(texts.failed.attempts, { n: left })}</p>`;
}

export const attemptFailed: Screen<'attempt_failed'> = (scene, { cause }) => {
  const { texts, say } = scene;
  const [what, todo] = texts.causes[cause] ?? texts.causes.liveness_inconclusive;
  return html`<div class="mark warn">${icons.cross()}</div>
    ${heading(texts.failed.heading)}
    <p class="lead" role="alert">${what}</p>
    <p class="todo">${todo}</p>
    ${attemptsLeft(scene)} ${actions(button(texts.failed.action, () => say({ type: 'try_again' })))}`;
};

export const interrupted: Screen<'interrupted'> = (scene, { why }) => {
  const { texts, say } = scene;
  return html`<div class="mark warn">${icons.cross()}</div>
    ${heading(texts.interrupted.heading)}
    <p class="lead" role="alert">${texts.interrupted[why]}</p>
    ${attemptsLeft(scene)} ${actions(button(texts.failed.action, () => say({ type: 'try_again' })))}`;
};
