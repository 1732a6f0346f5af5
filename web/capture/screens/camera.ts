// While the camera is asked for, and what to do when it does not come.
import { html, nothing } from 'lit';
import { icons } from '../look/icons';
import { browserOf } from '../texts/browser';
import { actions, button, fileButton, heading, type Screen, working } from './scene';

export const camera: Screen<'camera'> = (scene) => {
  const t = scene.texts.camera;
  return working(scene, {
    title: t.waiting,
    lead: t.waitingLead,
    slow: t.waitingSlow,
    again: scene.texts.tryAgain,
  });
};

export const cameraTrouble: Screen<'camera_trouble'> = (scene, { trouble, purpose }) => {
  const { texts, say, choose, copyLink, copied } = scene;
  const t = texts.trouble;
  const elsewhere = trouble === 'missing' || trouble === 'unsupported' || trouble === 'failed';
  return html`<div class="mark warn">${icons.cameraOff()}</div>
    ${heading(t[trouble])}
    <p class="lead">${t[`${trouble}Do`]}</p>
    ${trouble === 'denied' ? html`<p class="todo">${t.help[browserOf(navigator.userAgent)]}</p>` : nothing}
    <div role="status">${copied ? html`<p class="small">${t.copied}</p>` : nothing}</div>
    ${actions(
      trouble === 'insecure' ? nothing : button(texts.tryAgain, () => say({ type: 'try_again' })),
      purpose === 'face' ? nothing : fileButton(texts.aim.file, choose, 'second'),
      elsewhere && copyLink ? button(t.copyLink, copyLink, 'plain') : nothing,
    )}`;
};
