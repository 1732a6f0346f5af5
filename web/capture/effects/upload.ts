// Sends pictures and recordings, telling how far they got.
import { Refused } from '../protocol/client';
import type { Effect } from './context';

export const sendCard: Effect = async ({ client, model, report, signal }) => {
  if (model.view.at !== 'card_sending') return;
  const { side, photo } = model.view;
  await client.sendCard(side, photo, (part) => report({ type: 'progress', part }), signal);
  report({ type: 'sent' });
};

/** An attempt that the server no longer knows (a newer one was begun) is run again, not sent again. */
export const sendAttempt: Effect = async ({ client, model, report, signal }) => {
  if (model.view.at !== 'face_sending') return;
  const { attempt, video, log } = model.view.recording;
  await client.sendVideo(attempt, video, (part) => report({ type: 'progress', part }), signal);
  try {
    report({ type: 'session', session: await client.submit(attempt, log, signal) });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 422) throw error;
    report({ type: 'interrupted', why: 'recording' });
  }
};
