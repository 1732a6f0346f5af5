// Everything the page can show, as one union; nothing here touches the browser.
import type { Recording, Session } from '../protocol/session';
import type { Action, Cause, Side } from '../protocol/words';

/** What a camera is wanted for; cards by side. */
export type Purpose = Side | 'face';

export type CameraTrouble = 'insecure' | 'denied' | 'missing' | 'in_use' | 'failed' | 'unsupported';

/** What the guide or the card watcher has to say about the picture right now. */
export type FaceHint =
  | 'no_face'
  | 'several_faces'
  | 'too_far'
  | 'too_near'
  | 'off_centre'
  | 'turned'
  | 'too_dark'
  | 'too_bright';
export type AimHint = 'dark' | 'glare' | 'blur';

/** Why an attempt broke off before it could be judged. */
export type Interruption = 'hidden' | 'network' | 'camera' | 'too_slow' | 'recording';

export type Ending = 'expired' | 'link_invalid' | 'left' | 'declined' | 'used_up';

export type View =
  | { readonly at: 'opening' }
  | { readonly at: 'start' }
  | { readonly at: 'consent'; readonly sending: 'accept' | 'decline' | null; readonly missing: boolean }
  | { readonly at: 'card_intro' }
  | { readonly at: 'face_intro' }
  | { readonly at: 'camera'; readonly purpose: Purpose }
  | { readonly at: 'camera_trouble'; readonly purpose: Purpose; readonly trouble: CameraTrouble }
  | { readonly at: 'card_aim'; readonly side: Side; readonly hint: AimHint | null; readonly notice: CardNotice | null }
  | { readonly at: 'card_check'; readonly side: Side; readonly photo: Blob; readonly hint: AimHint | null }
  | { readonly at: 'card_sending'; readonly side: Side; readonly photo: Blob; readonly progress: number }
  | { readonly at: 'card_ordering' }
  | { readonly at: 'waiting'; readonly stage: 'card_reading' | 'judging' }
  | { readonly at: 'card_confirm'; readonly sending: CardOrder | null }
  | { readonly at: 'face_aim'; readonly hint: FaceHint | null; readonly guided: boolean; readonly steady: boolean }
  | FaceRun
  | { readonly at: 'face_sending'; readonly recording: Recording; readonly progress: number }
  | { readonly at: 'attempt_failed'; readonly cause: Cause }
  | { readonly at: 'interrupted'; readonly why: Interruption }
  | { readonly at: 'finished'; readonly already: boolean }
  | { readonly at: 'leaving' }
  | { readonly at: 'ended'; readonly how: Ending }
  | { readonly at: 'trouble'; readonly back: View };

/** Why a picture of a card has to be taken again before the server read it. */
export type CardNotice = 'file_unreadable' | 'file_too_large';

export type CardOrder =
  | { readonly order: 'confirm'; readonly edits: Readonly<Record<string, string>> }
  | { readonly order: 'retake' };

export interface FaceRun {
  readonly at: 'face_run';
  readonly phase: 'beginning' | 'still' | 'prompt' | 'seen' | 'ending';
  readonly action: Action | null;
  readonly index: number;
  readonly steps: number;
  readonly hint: FaceHint | null;
}

export interface Model {
  readonly view: View;
  readonly session: Session | null;
  /** The screen has waited longer than it should; it offers a next action. */
  readonly slow: boolean;
  /** "Do you really want to leave?" is open over the screen. */
  readonly askingToLeave: boolean;
  /** The start screen has been passed. */
  readonly begun: boolean;
  /** Raised by every wish to try the same thing again, so that its effect runs anew. */
  readonly run: number;
}

export const INITIAL: Model = {
  view: { at: 'opening' },
  session: null,
  slow: false,
  askingToLeave: false,
  begun: false,
  run: 0,
};
