// Waits until the face is well placed for a second, giving advice; without a guide the person says when.
import { Placement } from '../guide/placement';
import { playing } from './camera';
import type { Effect } from './context';

const GUIDE_WAIT_MS = 9_000;

export const aimFace: Effect = async ({ guide, video, report, signal }) => {
  const shown = video();
  await playing(shown, signal);
  if (!(await guide.ready(GUIDE_WAIT_MS))) {
    report({ type: 'unguided' });
    return;
  }
  const placement = new Placement();
  let told = '';
  await guide.watch(
    shown,
    (look) => {
      if (placement.see(look)) {
        report({ type: 'face_ready' });
        return;
      }
      const now = `${placement.hint} ${placement.good}`;
      if (now === told) return;
      told = now;
      report({ type: 'face_hint', hint: placement.hint, steady: placement.good });
    },
    signal,
  );
  if (!signal.aborted) report({ type: 'unguided' });
};
