// Runs one attempt: record, hold still, show each prompt as the server reveals it, stop. Nothing is judged here.
import { ActionWatch } from '../guide/actions';
import { Placement } from '../guide/placement';
import type { Attempt, Step } from '../protocol/session';
import { playing } from './camera';
import type { Context, Effect } from './context';
import { pause } from './pause';
import { record, type Recorder } from './recorder';

const SHORTEST_PROMPT_MS = 500;
/** Recorded after an action was seen, so that its end is in the recording. */
const AFTER_ACTION_MS = 450;
const LAST_MOMENT_MS = 500;
/** An attempt that the caller has not bounded must end all the same. */
const LONGEST_ATTEMPT_MS = 90_000;

export const runAttempt: Effect = async (context) => {
  const { client, camera, video, report, signal } = context;
  const shown = video();
  await playing(shown, signal);
  if (!camera.stream) {
    report({ type: 'camera_lost' });
    return;
  }
  const attempt = await client.beginAttempt(signal);
  let recorder: Recorder;
  try {
    recorder = record(camera.stream, shown);
  } catch {
    report({ type: 'interrupted', why: 'recording' });
    return;
  }
  const cancel = (): void => recorder.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const longest = attempt.attempt_s ? attempt.attempt_s * 1_000 : LONGEST_ATTEMPT_MS;
  const limit = setTimeout(() => report({ type: 'interrupted', why: 'too_slow' }), longest);
  try {
    await challenge(context, attempt, recorder);
    report({ type: 'last_moment' });
    await pause(LAST_MOMENT_MS, signal);
    const recording = await stopped(recorder, attempt, camera.label);
    report(recording ? { type: 'recorded', recording } : { type: 'interrupted', why: 'recording' });
  } catch (error) {
    recorder.cancel();
    throw error;
  } finally {
    clearTimeout(limit);
    signal.removeEventListener('abort', cancel);
  }
};

async function stopped(recorder: Recorder, attempt: Attempt, label: string) {
  try {
    return await recorder.stop(attempt.attempt, label);
  } catch {
    return null;
  }
}

async function challenge(context: Context, attempt: Attempt, recorder: Recorder): Promise<void> {
  const { client, report, signal } = context;
  const eyes = watchPerson(context);
  report({ type: 'attempt_begun', steps: attempt.steps });
  await pause(attempt.lead_in_s * 1_000, signal);
  for (let done = 0; done < attempt.steps; done += 1) {
    const step = await client.nextStep(attempt.attempt, signal);
    report({ type: 'hold_still', index: step.index });
    await pause(step.quiet_s * 1_000, signal);
    await prompt(context, step, recorder, eyes);
    if (step.last) return;
  }
}

async function prompt({ report, signal }: Context, step: Step, recorder: Recorder, eyes: Eyes): Promise<void> {
  report({ type: 'prompt', index: step.index, action: step.action });
  await new Promise(requestAnimationFrame);
  const shown = performance.now();
  const seen = eyes.wait(step.action);
  const over = pause(step.window_s * 1_000, signal).then(() => false);
  const done = await Promise.race([seen.then(() => true), over]);
  if (done) {
    await pause(Math.max(0, shown + SHORTEST_PROMPT_MS - performance.now()), signal);
    report({ type: 'action_seen' });
    await pause(AFTER_ACTION_MS, signal);
  }
  recorder.prompts.push({ index: step.index, shown_ms: shown, left_ms: performance.now() });
}

interface Eyes {
  /** Resolves when the guide sees the action; never, when there is no guide. */
  wait(action: Step['action']): Promise<void>;
}

function watchPerson({ guide, video, report, signal }: Context): Eyes {
  const watch = new ActionWatch();
  const placement = new Placement();
  let told: string | null = null;
  let seen: (() => void) | null = null;
  void guide.watch(
    video(),
    (look) => {
      if (watch.see(look)) seen?.();
      placement.see(look);
      const hint = placement.hint === 'no_face' || placement.hint === 'several_faces' ? placement.hint : null;
      if (hint === told) return;
      told = hint;
      report({ type: 'face_hint', hint, steady: false });
    },
    signal,
  );
  return {
    wait: (action) => {
      watch.expect(action);
      return new Promise((resolve) => {
        seen = resolve;
      });
    },
  };
}
