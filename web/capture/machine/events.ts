// Everything that can happen to the page: what the person does, what effects report.
import type { Recording, Refusal, Session } from '../protocol/session';
import type { Action } from '../protocol/words';
import type { AimHint, CameraTrouble, CardNotice, FaceHint, Interruption } from './state';

export type Event =
  // the person
  | { readonly type: 'begin' }
  | { readonly type: 'consent_answered'; readonly accepted: boolean }
  | { readonly type: 'consent_missing' }
  | { readonly type: 'camera_wanted' }
  | { readonly type: 'photo_taken'; readonly photo: Blob; readonly hint: AimHint | null }
  | { readonly type: 'photo_refused'; readonly notice: CardNotice }
  | { readonly type: 'photo_kept' }
  | { readonly type: 'photo_again' }
  | { readonly type: 'card_confirmed'; readonly edits: Readonly<Record<string, string>> }
  | { readonly type: 'card_again' }
  | { readonly type: 'face_ready' }
  | { readonly type: 'try_again' }
  | { readonly type: 'leave_asked' }
  | { readonly type: 'leave_cancelled' }
  | { readonly type: 'leave_confirmed' }
  // the server
  | { readonly type: 'session'; readonly session: Session }
  | { readonly type: 'refused'; readonly cause: Refusal | 'unknown' }
  | { readonly type: 'unreachable' }
  | { readonly type: 'left' }
  | { readonly type: 'sent' }
  | { readonly type: 'progress'; readonly part: number }
  // camera, guide and attempt
  | { readonly type: 'camera_opened' }
  | { readonly type: 'camera_failed'; readonly trouble: CameraTrouble }
  | { readonly type: 'camera_lost' }
  | { readonly type: 'aim_hint'; readonly hint: AimHint | null }
  | { readonly type: 'face_hint'; readonly hint: FaceHint | null; readonly steady: boolean }
  | { readonly type: 'unguided' }
  | { readonly type: 'attempt_begun'; readonly steps: number }
  | { readonly type: 'hold_still'; readonly index: number }
  | { readonly type: 'prompt'; readonly index: number; readonly action: Action }
  | { readonly type: 'action_seen' }
  | { readonly type: 'last_moment' }
  | { readonly type: 'recorded'; readonly recording: Recording }
  | { readonly type: 'interrupted'; readonly why: Interruption }
  // time and the tab
  | { readonly type: 'patience_over' }
  | { readonly type: 'time_over' }
  | { readonly type: 'hidden' };
