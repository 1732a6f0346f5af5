// The keys that every language has, and how a language is chosen.
import type { Action, CardHint, Cause } from '../protocol/words';
import type { AimHint, CameraTrouble, CardNotice, Ending, FaceHint, Interruption } from '../machine/state';

type Of<Key extends string> = Readonly<Record<Key, string>>;

/** What happened, and what the person can do about it. */
export type CauseText = readonly [what: string, todo: string];

export type BrowserKind = 'safari_ios' | 'chrome_android' | 'chrome' | 'firefox' | 'safari' | 'other';

export type Texts = Readonly<{
  title: string;
  cancel: string;
  tryAgain: string;
  goOn: string;
  goBack: string;
  closePage: string;
  stepOf: string;
  loading: string;
  loadingSlow: string;
  start: Of<
    | 'heading'
    | 'lead'
    | 'needCard'
    | 'needCardWhy'
    | 'needFace'
    | 'needFaceWhy'
    | 'needLight'
    | 'needLightWhy'
    | 'action'
    | 'timeLeft'
  >;
  consent: Of<'heading' | 'lead' | 'tick' | 'tickMissing' | 'accept' | 'decline' | 'version'> & {
    readonly points: Of<'what' | 'whatText' | 'why' | 'whyText' | 'who' | 'whoText' | 'long' | 'longText'>;
  };
  leave: Of<'heading' | 'lead' | 'stay' | 'leave' | 'leaving'>;
  sides: Of<'front' | 'back'>;
  cardIntro: Of<'heading' | 'lead' | 'flat' | 'whole' | 'glare' | 'camera' | 'action' | 'file'>;
  camera: Of<'waiting' | 'waitingLead' | 'waitingSlow'>;
  trouble: Of<CameraTrouble | `${CameraTrouble}Do` | 'copyLink' | 'copied'> & { readonly help: Of<BrowserKind> };
  aim: Of<'front' | 'back' | 'lead' | 'shutter' | 'file' | 'view' | AimHint | CardNotice>;
  check: Of<'heading' | 'lead' | 'picture' | 'keep' | 'again' | AimHint>;
  sending: Of<'picture' | 'video' | 'slow' | 'percent'>;
  waiting: Of<'card' | 'cardLead' | 'face' | 'faceLead' | 'slow' | 'ask'>;
  confirm: Of<
    'heading' | 'lead' | 'empty' | 'edited' | 'retakeHeading' | 'retakeLead' | 'noticed' | 'action' | 'again'
  > & { readonly hints: Of<CardHint> };
  faceIntro: Of<'heading' | 'lead' | 'hold' | 'light' | 'bare' | 'follow' | 'camera' | 'action' | 'attempts'>;
  face: Of<
    | 'place'
    | 'good'
    | 'unguided'
    | 'slow'
    | 'begin'
    | 'beginAnyway'
    | 'preparing'
    | 'still'
    | 'seen'
    | 'ending'
    | 'view'
    | 'stepOf'
  > & { readonly prompts: Of<Action>; readonly details: Of<Action>; readonly hints: Of<FaceHint> };
  failed: Of<'heading' | 'attempts' | 'last' | 'action'>;
  interrupted: Of<'heading' | Interruption>;
  finished: Of<'passed' | 'passedLead' | 'failed' | 'already' | 'returning'>;
  ended: Of<Ending | `${Ending}Do`>;
  offline: Of<'heading' | 'lead'>;
  causes: Readonly<Record<Cause, CauseText>>;
}>;

/** Puts numbers into a sentence: `fill('Step {now} of {all}', {now: 1, all: 3})`. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}
