// The plain calls: open the session, answer consent, order and confirm the card, leave.
import { safeAddress } from './returning';
import type { Effect } from './context';
import { pause } from './pause';

export const openSession: Effect = async ({ client, report, signal }) => {
  report({ type: 'session', session: await client.session(signal) });
};

export const answerConsent: Effect = async ({ client, model, report, signal }) => {
  if (model.view.at !== 'consent') return;
  const version = model.session?.consent?.version ?? '';
  const session = await client.consent(version, model.view.sending === 'accept', signal);
  report({ type: 'session', session });
};

export const orderReading: Effect = async ({ client, report, signal }) => {
  report({ type: 'session', session: await client.readCard(signal) });
};

export const settleCard: Effect = async ({ client, model, report, signal }) => {
  if (model.view.at !== 'card_confirm' || !model.view.sending) return;
  const { sending } = model.view;
  const call = sending.order === 'confirm' ? client.confirmCard(sending.edits, signal) : client.retakeCard(signal);
  report({ type: 'session', session: await call });
};

export const leave: Effect = async ({ client, report, signal }) => {
  await client.leave(signal);
  report({ type: 'left' });
};

const LOOK_AROUND_MS = 900;

/** Lets a reader of the screen see where the journey goes, then goes back to the caller. */
export const returnToCaller: Effect = async ({ model, goBack, signal }) => {
  await pause(LOOK_AROUND_MS, signal);
  if (safeAddress(model.session?.result?.redirect_url)) goBack();
};
