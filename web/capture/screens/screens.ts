// Which screen draws which view.
import type { Model, View } from '../machine/state';
import { camera, cameraTrouble } from './camera';
import { cardAim, cardCheck } from './card';
import { cardConfirm } from './confirm';
import { consent } from './consent';
import { ended, finished, trouble } from './endings';
import { face } from './face';
import { cardIntro, faceIntro } from './intros';
import { cardSending, faceSending, leaving, opening, waiting } from './progress';
import { attemptFailed, interrupted } from './retries';
import type { Drawn, Scene } from './scene';
import { start } from './start';

export function draw(scene: Scene): Drawn {
  const { view } = scene.model;
  switch (view.at) {
    case 'opening':
      return opening(scene);
    case 'start':
      return start(scene, view);
    case 'consent':
      return consent(scene, view);
    case 'card_intro':
      return cardIntro(scene, view);
    case 'face_intro':
      return faceIntro(scene, view);
    case 'camera':
      return camera(scene, view);
    case 'camera_trouble':
      return cameraTrouble(scene, view);
    case 'card_aim':
      return cardAim(scene, view);
    case 'card_check':
      return cardCheck(scene, view);
    case 'card_sending':
      return cardSending(scene, view);
    case 'card_ordering':
      return waiting(scene, 'card_reading');
    case 'waiting':
      return waiting(scene, view.stage);
    case 'card_confirm':
      return cardConfirm(scene, view);
    case 'face_aim':
    case 'face_run':
      return face(scene, view);
    case 'face_sending':
      return faceSending(scene, view);
    case 'attempt_failed':
      return attemptFailed(scene, view);
    case 'interrupted':
      return interrupted(scene, view);
    case 'finished':
      return finished(scene, view);
    case 'leaving':
      return leaving(scene);
    case 'ended':
      return ended(scene, view);
    case 'trouble':
      return trouble(scene, view);
  }
}

const CENTRED: readonly View['at'][] = [
  'opening',
  'camera',
  'camera_trouble',
  'card_aim',
  'card_sending',
  'card_ordering',
  'waiting',
  'face_aim',
  'face_run',
  'face_sending',
  'attempt_failed',
  'interrupted',
  'finished',
  'leaving',
  'ended',
  'trouble',
];

export const isCentred = ({ view, session }: Model): boolean =>
  CENTRED.includes(view.at) || (view.at === 'card_confirm' && session?.card?.reading?.retake === true);
