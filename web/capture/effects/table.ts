// Which effect runs in which view.
import { aimFace } from './aiming';
import { runAttempt } from './attempt';
import { CameraRefused } from './camera';
import { watchAim } from './card-photo';
import type { Effect } from './context';
import { poll } from './polling';
import { answerConsent, leave, openSession, orderReading, returnToCaller, settleCard } from './session';
import { sendAttempt, sendCard } from './upload';
import { canRecord } from './recorder';
import type { View } from '../machine/state';
import { cameraFor } from '../machine/needs';

const openCamera: Effect = async ({ camera, model, report, signal }) => {
  const facing = cameraFor(model.view);
  if (!facing) return;
  if (facing === 'user' && !canRecord()) {
    report({ type: 'camera_failed', trouble: 'unsupported' });
    return;
  }
  try {
    await camera.open(facing, signal);
    report({ type: 'camera_opened' });
  } catch (error) {
    if (!(error instanceof CameraRefused)) throw error;
    report({ type: 'camera_failed', trouble: error.trouble });
  }
};

export const EFFECTS: Partial<Record<View['at'], Effect>> = {
  opening: openSession,
  consent: answerConsent,
  camera: openCamera,
  card_aim: watchAim,
  card_sending: sendCard,
  card_ordering: orderReading,
  waiting: poll,
  card_confirm: settleCard,
  face_aim: aimFace,
  face_run: runAttempt,
  face_sending: sendAttempt,
  finished: returnToCaller,
  leaving: leave,
};
