// Tells the embedding page what happens, as events on the element.
import type { Model } from './machine/state';

/** False when the embedding page took over the way back (`preventDefault` on `finished`). */
export function announce(element: EventTarget, now: Model, before: Model, heading: string): boolean {
  const tell = (type: string, detail: object): boolean =>
    element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }));
  if (now.session && !before.session) tell('ready', { flow: now.session.flow, stage: now.session.stage });
  if (now.view.at === before.view.at) return true;
  tell('step', { step: now.view.at, heading });
  if (now.view.at === 'ended') tell('failed', { cause: now.view.how });
  const result = now.session?.result;
  if (now.view.at !== 'finished' || !result) return true;
  if (!result.passed) tell('failed', { cause: result.cause });
  return tell('finished', { passed: result.passed, cause: result.cause, redirectUrl: result.redirect_url });
}
