// Where a session stands, as the view to show.
import type { Session } from '../protocol/session';
import type { Model, View } from './state';

/** The model after the server told its stage. */
export function arrive(model: Model, session: Session): Model {
  const next = { ...model, session };
  const view = viewOf(next, session);
  if (samePlace(view, model.view)) return next;
  return { ...next, view, slow: false };
}

function viewOf(model: Model, session: Session): View {
  const { view, begun } = model;
  const { stage } = session;
  const first = view.at === 'opening' && !begun;
  if (first && ['consent', 'card', 'face'].includes(stage) && !session.page.skip_start) return { at: 'start' };
  switch (stage) {
    case 'consent':
      return { at: 'consent', sending: null, missing: false };
    case 'card':
      return view.at === 'card_confirm' ? { at: 'camera', purpose: firstSide(session) } : { at: 'card_intro' };
    case 'card_reading':
    case 'judging':
      return { at: 'waiting', stage };
    case 'card_confirm':
      return { at: 'card_confirm', sending: null };
    case 'face':
      return faceView(view, session);
    case 'finished':
      return finishedView(first, session);
  }
}

function faceView(view: View, session: Session): View {
  const last = session.face?.last;
  const judged = view.at === 'waiting' || view.at === 'face_sending' || view.at === 'opening';
  if (session.face?.attempts_left === 0) return { at: 'ended', how: 'used_up' };
  return last && judged ? { at: 'attempt_failed', cause: last.cause } : { at: 'face_intro' };
}

function finishedView(already: boolean, session: Session): View {
  const cause = session.result?.cause;
  if (cause === 'timed_out' || cause === 'never_opened') return { at: 'ended', how: 'expired' };
  if (cause === 'left') return { at: 'ended', how: 'left' };
  if (cause === 'consent_declined') return { at: 'ended', how: 'declined' };
  return { at: 'finished', already };
}

export function firstSide(session: Session | null): 'front' | 'back' {
  return session?.card?.sides[0] ?? 'front';
}

/** Polling answers that change nothing leave the screen (and its clock) alone. */
function samePlace(a: View, b: View): boolean {
  return a.at === 'waiting' && b.at === 'waiting' && a.stage === b.stage;
}
