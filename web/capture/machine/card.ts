// The card's part of the machine: aim, look at the picture, send each side, confirm what was read.
import type { Event } from './events';
import type { Model, View } from './state';
import type { Side } from '../protocol/words';

/** The next view for a card event, or null when the event does not belong here. */
export function cardView(model: Model, event: Event): View | null {
  const { view } = model;
  switch (event.type) {
    case 'photo_taken':
      return sideOf(view) && { at: 'card_check', side: sideOf(view) as Side, photo: event.photo, hint: event.hint };
    case 'photo_refused':
      return sideOf(view) && { at: 'card_aim', side: sideOf(view) as Side, hint: null, notice: event.notice };
    case 'aim_hint':
      return view.at === 'card_aim' ? { ...view, hint: event.hint } : null;
    case 'photo_again':
      return view.at === 'card_check' ? { at: 'camera', purpose: view.side } : null;
    case 'photo_kept':
      return view.at === 'card_check'
        ? { at: 'card_sending', side: view.side, photo: view.photo, progress: 0 }
        : null;
    case 'progress':
      return view.at === 'card_sending' ? { ...view, progress: event.part } : null;
    case 'sent':
      return view.at === 'card_sending' ? afterSide(model, view.side) : null;
    case 'card_confirmed':
      return view.at === 'card_confirm' && !view.sending
        ? { ...view, sending: { order: 'confirm', edits: event.edits } }
        : null;
    case 'card_again':
      return view.at === 'card_confirm' && !view.sending ? { ...view, sending: { order: 'retake' } } : null;
    default:
      return null;
  }
}

function afterSide(model: Model, side: Side): View {
  const sides = model.session?.card?.sides ?? [];
  const next = sides[sides.indexOf(side) + 1];
  return next ? { at: 'camera', purpose: next } : { at: 'card_ordering' };
}

/** The side a picture would be of, where the view is one that takes pictures. */
export function sideOf(view: View): Side | null {
  if (view.at === 'card_aim' || view.at === 'card_check') return view.side;
  const purposeful = view.at === 'camera' || view.at === 'camera_trouble';
  return purposeful && view.purpose !== 'face' ? view.purpose : null;
}
