// The whole behaviour of the page: a pure function from what is shown and what happened to what is shown next.
import type { Refusal } from '../protocol/session';
import { arrive, firstSide } from './arrive';
import { cardView } from './card';
import type { Event } from './events';
import { faceView } from './face';
import type { Model, View } from './state';

/** Events that do not belong to the present view leave the model as it is (the same object). */
export function transition(model: Model, event: Event): Model {
  switch (event.type) {
    case 'session':
      return model.view.at === 'leaving' ? model : arrive(model, event.session);
    case 'refused':
      return refused(model, event.cause);
    case 'unreachable':
      return show(model, model.view.at === 'face_run' ? { at: 'interrupted', why: 'network' } : trouble(model.view));
    case 'time_over':
      return outlivesTheClock(model.view) ? model : show(model, { at: 'ended', how: 'expired' });
    case 'patience_over':
      return model.slow ? model : { ...model, slow: true };
    case 'begin':
      return begin(model);
    case 'try_again':
      return tryAgain(model);
    case 'leave_asked':
      return outlivesTheClock(model.view) ? model : { ...model, askingToLeave: true };
    case 'leave_cancelled':
      return { ...model, askingToLeave: false };
    case 'leave_confirmed':
      return show({ ...model, askingToLeave: false }, { at: 'leaving' });
    case 'left':
      return show(model, { at: 'ended', how: 'left' });
    case 'attempt_begun':
      return show(countAttempt(model), faceView(model, event) ?? model.view);
    default: {
      const view = consentView(model.view, event) ?? cameraView(model, event) ?? cardView(model, event);
      return show(model, view ?? faceView(model, event) ?? model.view);
    }
  }
}

/** The server counts an attempt when it begins; the page need not ask to know. */
function countAttempt(model: Model): Model {
  const { session } = model;
  if (!session?.face) return model;
  const face = { ...session.face, attempts_left: Math.max(0, session.face.attempts_left - 1) };
  return { ...model, session: { ...session, face } };
}

function show(model: Model, wished: View): Model {
  if (wished === model.view) return model;
  const over = wished.at === 'interrupted' && model.session?.face?.attempts_left === 0;
  const view: View = over ? { at: 'ended', how: 'used_up' } : wished;
  const moved = view.at !== model.view.at;
  return { ...model, view, slow: moved ? false : model.slow, askingToLeave: moved ? false : model.askingToLeave };
}

function begin(model: Model): Model {
  if (model.view.at !== 'start' || !model.session) return model;
  return arrive({ ...model, begun: true }, model.session);
}

function consentView(view: View, event: Event): View | null {
  if (view.at !== 'consent' || view.sending) return null;
  if (event.type === 'consent_missing') return { ...view, missing: true };
  if (event.type !== 'consent_answered') return null;
  return { ...view, missing: false, sending: event.accepted ? 'accept' : 'decline' };
}

function cameraView(model: Model, event: Event): View | null {
  const { view } = model;
  switch (event.type) {
    case 'camera_wanted':
      if (view.at === 'card_intro') return { at: 'camera', purpose: firstSide(model.session) };
      return view.at === 'face_intro' ? { at: 'camera', purpose: 'face' } : null;
    case 'photo_taken':
    case 'photo_refused':
      if (view.at !== 'card_intro') return null;
      return cardView({ ...model, view: { at: 'camera', purpose: firstSide(model.session) } }, event);
    case 'camera_opened':
      if (view.at !== 'camera') return null;
      return view.purpose === 'face'
        ? { at: 'face_aim', hint: null, guided: true, steady: false }
        : { at: 'card_aim', side: view.purpose, hint: null, notice: null };
    case 'camera_failed':
      return view.at === 'camera' ? { at: 'camera_trouble', purpose: view.purpose, trouble: event.trouble } : null;
    case 'camera_lost':
      if (view.at === 'card_aim') return { at: 'camera_trouble', purpose: view.side, trouble: 'in_use' };
      return view.at === 'face_aim' ? { at: 'camera_trouble', purpose: 'face', trouble: 'in_use' } : null;
    default:
      return null;
  }
}

function tryAgain(model: Model): Model {
  const again = { ...model, run: model.run + 1, slow: false };
  const { view } = model;
  switch (view.at) {
    case 'trouble':
      return show(again, view.back);
    case 'camera_trouble':
      return show(again, { at: 'camera', purpose: view.purpose });
    case 'attempt_failed':
    case 'interrupted':
      return show(again, { at: 'camera', purpose: 'face' });
    default:
      return again;
  }
}

function refused(model: Model, cause: Refusal | 'unknown'): Model {
  const { view } = model;
  switch (cause) {
    case 'token_illegal':
      return show(model, { at: 'ended', how: 'link_invalid' });
    case 'process_expired':
      return show(model, { at: 'ended', how: view.at === 'leaving' ? 'left' : 'expired' });
    case 'step_out_of_order':
    case 'process_finished':
    case 'attempts_used_up':
      return show({ ...model, begun: true, run: model.run + 1 }, { at: 'opening' });
    case 'media_too_large':
    case 'media_undecodable':
      return show(model, unusable(view, cause) ?? trouble(view));
    default:
      return show(model, view.at === 'face_run' ? { at: 'interrupted', why: 'network' } : trouble(view));
  }
}

function unusable(view: View, cause: 'media_too_large' | 'media_undecodable'): View | null {
  if (view.at === 'face_sending') return { at: 'interrupted', why: 'recording' };
  if (view.at !== 'card_sending') return null;
  const notice = cause === 'media_too_large' ? 'file_too_large' : 'file_unreadable';
  return { at: 'card_aim', side: view.side, hint: null, notice };
}

function trouble(view: View): View {
  if (view.at === 'trouble') return view;
  return { at: 'trouble', back: view.at === 'consent' || view.at === 'card_confirm' ? { ...view, sending: null } : view };
}

/** What is handed in is judged even after the time to hand in is over; what has ended stays ended. */
function outlivesTheClock(view: View): boolean {
  return ['finished', 'ended', 'leaving'].includes(view.at) || (view.at === 'waiting' && view.stage === 'judging');
}
