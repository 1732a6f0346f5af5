// The face's part of the machine: find the place, run the challenge, send the recording.
import type { Event } from './events';
import type { FaceRun, Model, View } from './state';

const BEGINNING: FaceRun = { at: 'face_run', phase: 'beginning', action: null, index: 0, steps: 0, hint: null };

/** The next view for a face event, or null when the event does not belong here. */
export function faceView(model: Model, event: Event): View | null {
  const { view } = model;
  if (view.at === 'face_aim') return aimed(view, event);
  if (view.at === 'face_run') return running(view, event);
  if (view.at === 'face_sending') {
    if (event.type === 'progress') return { ...view, progress: event.part };
    return event.type === 'interrupted' ? { at: 'interrupted', why: event.why } : null;
  }
  return null;
}

function aimed(view: Extract<View, { at: 'face_aim' }>, event: Event): View | null {
  switch (event.type) {
    case 'face_hint':
      return { ...view, hint: event.hint, steady: event.steady, guided: true };
    case 'unguided':
      return { ...view, hint: null, steady: false, guided: false };
    case 'face_ready':
      return BEGINNING;
    default:
      return null;
  }
}

function running(view: FaceRun, event: Event): View | null {
  switch (event.type) {
    case 'attempt_begun':
      return { ...view, phase: 'still', steps: event.steps };
    case 'hold_still':
      return { ...view, phase: 'still', action: null, index: event.index };
    case 'prompt':
      return { ...view, phase: 'prompt', action: event.action, index: event.index };
    case 'action_seen':
      return view.phase === 'prompt' ? { ...view, phase: 'seen' } : null;
    case 'last_moment':
      return { ...view, phase: 'ending', action: null };
    case 'face_hint':
      return { ...view, hint: event.hint };
    case 'recorded':
      return { at: 'face_sending', recording: event.recording, progress: 0 };
    case 'interrupted':
      return { at: 'interrupted', why: event.why };
    case 'hidden':
      return { at: 'interrupted', why: 'hidden' };
    case 'camera_lost':
      return { at: 'interrupted', why: 'camera' };
    default:
      return null;
  }
}
