// Sending and waiting: always a sentence about what is going on, never only a turning wheel.
import { html, nothing } from 'lit';
import { actions, button, heading, type Drawn, type Scene, type Screen, working } from './scene';
import { fill } from '../texts/texts';

function sending(scene: Scene, title: string, part: number): Drawn {
  const { texts, model, say } = scene;
  const percent = Math.round(part * 100);
  return html`<progress max="100" .value=${percent} aria-label=${title}></progress>
    ${heading(title)}
    <p class="lead">${fill(texts.sending.percent, { n: percent })}</p>
    <div role="status" class="small">${model.slow ? texts.sending.slow : nothing}</div>
    ${model.slow ? actions(button(texts.tryAgain, () => say({ type: 'try_again' }), 'second')) : nothing}`;
}

export const cardSending: Screen<'card_sending'> = (scene, view) =>
  sending(scene, scene.texts.sending.picture, view.progress);

export const faceSending: Screen<'face_sending'> = (scene, view) =>
  sending(scene, scene.texts.sending.video, view.progress);

export const waiting = (scene: Scene, what: 'card_reading' | 'judging'): Drawn => {
  const t = scene.texts.waiting;
  const card = what === 'card_reading';
  return working(scene, {
    title: card ? t.card : t.face,
    lead: card ? t.cardLead : t.faceLead,
    slow: t.slow,
    again: t.ask,
  });
};

export const opening = (scene: Scene): Drawn =>
  working(scene, { title: scene.texts.loading, slow: scene.texts.loadingSlow, again: scene.texts.tryAgain });

export const leaving = (scene: Scene): Drawn =>
  working(scene, { title: scene.texts.leave.leaving, slow: scene.texts.loadingSlow, again: scene.texts.tryAgain });
