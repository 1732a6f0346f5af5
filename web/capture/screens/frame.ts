// What surrounds every screen: the name of the page, the way through it, the way out, and the question before leaving.
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { icons } from '../look/icons';
import { progressOf } from '../machine/needs';
import type { View } from '../machine/state';
import { fill } from '../texts/texts';
import type { Drawn, Scene } from './scene';
import { draw, isCentred } from './screens';

export function frame(scene: Scene): Drawn {
  const { model, texts, say } = scene;
  const over = ['ended', 'finished', 'leaving', 'opening'].includes(model.view.at);
  return html`<div class="page" data-step=${model.view.at}>
    <header>
      <span class="brand">${icons.shield()}${texts.title}</span>
      ${over
        ? nothing
        : html`<button type="button" class="plain" @click=${() => say({ type: 'leave_asked' })}>${texts.cancel}</button>`}
      ${bar(scene)}
    </header>
    <main class=${isCentred(model) ? 'centre' : ''}>${keyed(placeOf(model.view), draw(scene))}</main>
    ${model.askingToLeave ? leaveQuestion(scene) : nothing}
  </div>`;
}

/** Screens are rebuilt when they change, except the face's two, which share one picture. */
function placeOf(view: View): string {
  return view.at.startsWith('face_') && view.at !== 'face_intro' && view.at !== 'face_sending' ? 'face' : view.at;
}

function bar({ model, texts }: Scene) {
  const progress = progressOf(model);
  if (!progress) return nothing;
  const label = fill(texts.stepOf, { now: progress.now + 1, all: progress.all });
  return html`<ol class="bar" aria-label=${label}>
    ${Array.from({ length: progress.all }, (_, i) => html`<li class=${i <= progress.now ? 'done' : ''}></li>`)}
  </ol>`;
}

function leaveQuestion({ texts, say }: Scene): Drawn {
  const t = texts.leave;
  return html`<dialog
    aria-labelledby="leave-heading"
    aria-describedby="leave-lead"
    @cancel=${() => say({ type: 'leave_cancelled' })}
  >
    <h2 id="leave-heading">${t.heading}</h2>
    <p id="leave-lead" class="lead">${t.lead}</p>
    <div>
      <button type="button" autofocus @click=${() => say({ type: 'leave_cancelled' })}>${t.stay}</button>
      <button type="button" class="plain danger" @click=${() => say({ type: 'leave_confirmed' })}>${t.leave}</button>
    </div>
  </dialog>`;
}
