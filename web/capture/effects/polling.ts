// Asks once a second how far the server is, while it reads a card or judges a recording.
import type { Effect } from './context';
import { pause } from './pause';

const EVERY_MS = 1_000;

/** Ends by being called off: the view changes as soon as the stage does. */
export const poll: Effect = async ({ client, report, signal }) => {
  while (!signal.aborted) {
    report({ type: 'session', session: await client.session(signal) });
    await pause(EVERY_MS, signal);
  }
};
