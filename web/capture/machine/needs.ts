// What a view needs while it is shown: which effect runs, which camera is on, how long before it counts as slow.
import type { Model, View } from './state';

/** Views whose effect starts anew when the key changes and stops when it goes. */
export function effectKey(model: Model): string | null {
  const { view, run } = model;
  switch (view.at) {
    case 'opening':
    case 'card_ordering':
    case 'waiting':
    case 'leaving':
    case 'face_aim':
    case 'face_run':
    case 'face_sending':
      return `${view.at}/${run}`;
    case 'camera':
      return `camera/${view.purpose}/${run}`;
    case 'card_aim':
    case 'card_sending':
      return `${view.at}/${view.side}/${run}`;
    case 'consent':
      return view.sending && `consent/${view.sending}/${run}`;
    case 'card_confirm':
      return view.sending && `card_confirm/${view.sending.order}/${run}`;
    case 'finished':
      return returnsByItself(model) ? 'returning' : null;
    default:
      return null;
  }
}

export type Facing = 'environment' | 'user';

/** The camera that must be on; null stops it. */
export function cameraFor(view: View): Facing | null {
  switch (view.at) {
    case 'camera':
      return view.purpose === 'face' ? 'user' : 'environment';
    case 'card_aim':
    case 'card_check':
    case 'card_sending':
      return 'environment';
    case 'face_aim':
    case 'face_run':
      return 'user';
    default:
      return null;
  }
}

/** Milliseconds after which the screen offers another way on; null where nothing is awaited. */
export function patience(view: View): number | null {
  switch (view.at) {
    case 'opening':
    case 'card_ordering':
    case 'leaving':
      return 8_000;
    case 'camera':
      return 10_000;
    case 'consent':
    case 'card_confirm':
      return view.sending ? 8_000 : null;
    case 'card_sending':
    case 'face_sending':
    case 'waiting':
      return 20_000;
    case 'face_aim':
      return 15_000;
    default:
      return null;
  }
}

/** A passed process whose caller wants no result page goes straight back. */
export function returnsByItself({ view, session }: Model): boolean {
  if (view.at !== 'finished' || !session?.result?.redirect_url) return false;
  return session.page.skip_result && session.result.passed;
}

/** The step names and the place in them that the bar at the top shows. */
export function progressOf({ view, session }: Model): { readonly now: number; readonly all: number } | null {
  if (!session || view.at === 'opening' || view.at === 'ended') return null;
  const steps = [session.consent?.required && 'consent', session.card && 'card', session.face && 'face', 'finished'].filter(Boolean);
  const now = steps.indexOf(view.at === 'finished' ? 'finished' : groupOf(session.stage));
  return { now: view.at === 'start' ? 0 : Math.max(0, now), all: steps.length };
}

function groupOf(stage: string): string {
  if (stage.startsWith('card')) return 'card';
  return stage === 'judging' ? 'face' : stage;
}
