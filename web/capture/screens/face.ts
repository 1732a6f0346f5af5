// The face before and during the challenge: one oval, one sentence, one ring of progress.
import { html, nothing, svg } from 'lit';
import { MIMES } from '../look/prompts';
import type { FaceHint, FaceRun, View } from '../machine/state';
import type { Texts } from '../texts/texts';
import { fill } from '../texts/texts';
import { actions, button, heading, picture, status, type Drawn, type Scene } from './scene';

type Aim = Extract<View, { at: 'face_aim' }>;

/** Both views are one template, so that the picture never blinks between them. */
export function face(scene: Scene, view: Aim | FaceRun): Drawn {
  const t = scene.texts.face;
  const mood = moodOf(view);
  return html`<div class="prompt ${actionOf(view) ? '' : 'alone'}" aria-live="assertive">${promptOf(scene, view)}</div>
    <div class="ring ${mood}">
      <div class="stage face">
        ${picture(scene.stream, t.view)}
      </div>
      ${ring(view)}
    </div>
    ${dots(view, scene.texts)}
    ${hint(view, scene.texts, mood)}
    ${view.at === 'face_aim' ? startButton(scene, view) : nothing}`;
}

function actionOf(view: Aim | FaceRun) {
  return view.at === 'face_run' && view.phase === 'prompt' ? view.action : null;
}

function promptOf({ texts }: Scene, view: Aim | FaceRun) {
  const t = texts.face;
  const action = actionOf(view);
  if (action) return html`${MIMES[action]}${heading(t.prompts[action])}<p>${t.details[action]}</p>`;
  if (view.at === 'face_aim') return heading(t.place);
  const words = { beginning: t.preparing, still: t.still, prompt: t.still, seen: t.seen, ending: t.ending };
  return heading(words[view.phase]);
}

function hint(view: Aim | FaceRun, texts: Texts, mood: string): Drawn {
  const text = hintOf(view, texts);
  return status(text, text === nothing ? 'hint none' : `hint ${mood}`);
}

function hintOf(view: Aim | FaceRun, texts: Texts) {
  const t = texts.face;
  if (view.hint) return t.hints[view.hint];
  if (view.at === 'face_aim') {
    if (!view.guided) return t.unguided;
    return view.steady ? t.good : nothing;
  }
  return view.phase === 'prompt' && view.steps > 1 ? fill(t.stepOf, { now: view.index + 1, all: view.steps }) : nothing;
}

function moodOf(view: Aim | FaceRun): '' | 'good' | 'bad' {
  const bad: FaceHint | null = view.hint;
  if (bad) return 'bad';
  if (view.at === 'face_aim') return view.steady ? 'good' : '';
  return view.phase === 'seen' || view.phase === 'ending' ? 'good' : '';
}

const AROUND = 100;
const OVAL = 'M160 3a157 207 0 0 1 0 414a157 207 0 0 1 0-414'; // from the top, clockwise

function ring(view: Aim | FaceRun): Drawn {
  const done = view.at === 'face_run' && view.steps ? (view.index + (view.phase === 'seen' ? 1 : 0)) / view.steps : 0;
  const part = view.at === 'face_run' && view.phase === 'ending' ? 1 : done;
  const arc = svg`<path class="now" d=${OVAL} pathLength=${AROUND} stroke-dasharray=${AROUND}
    stroke-dashoffset=${AROUND * (1 - part)} />`;
  return html`<svg viewBox="0 0 320 420" preserveAspectRatio="none" aria-hidden="true">
    <path d=${OVAL} />
    ${part ? arc : nothing}
  </svg>`;
}

function dots(view: Aim | FaceRun, texts: Texts) {
  if (view.at !== 'face_run' || view.steps < 2) return nothing;
  const label = fill(texts.face.stepOf, { now: Math.min(view.index + 1, view.steps), all: view.steps });
  const state = (i: number): string => {
    if (i < view.index || view.phase === 'ending' || (i === view.index && view.phase === 'seen')) return 'done';
    return i === view.index ? 'now' : '';
  };
  return html`<ol class="dots" aria-label=${label}>
    ${Array.from({ length: view.steps }, (_, i) => html`<li class=${state(i)}></li>`)}
  </ol>`;
}

function startButton({ model, texts, say }: Scene, view: Aim) {
  const t = texts.face;
  const begin = (): void => say({ type: 'face_ready' });
  if (!view.guided) return actions(button(t.begin, begin));
  return model.slow ? html`<p class="small">${t.slow}</p>${actions(button(t.beginAnyway, begin, 'second'))}` : nothing;
}
