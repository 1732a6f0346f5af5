// The guide as the page sees it: loads by itself in the background, tells what it sees, bows out when it cannot.
import type { Look } from './look';
import type { Tracker } from './tracker';

const TOO_SLOW_MS = 180;
const JUDGE_AFTER = 12;

export class Guide {
  #loading: Promise<Tracker | null> | null = null;

  /** Begins to load, once; harmless to call again. */
  prepare(): void {
    this.#loading ??= load();
  }

  /** True when the guide is there within `waitMs`. */
  async ready(waitMs: number): Promise<boolean> {
    this.prepare();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), waitMs);
    });
    const tracker = await Promise.race([this.#loading, late]);
    clearTimeout(timer);
    return tracker !== null && tracker !== undefined;
  }

  /** Calls `seen` for each frame until the signal is aborted; resolves early when this device is too slow. */
  async watch(video: HTMLVideoElement, seen: (look: Look) => void, signal: AbortSignal): Promise<void> {
    const tracker = await this.#loading;
    if (!tracker) return;
    const costs: number[] = [];
    while (!signal.aborted) {
      await nextFrame(video);
      if (signal.aborted || video.videoWidth === 0) continue;
      const begun = performance.now();
      try {
        seen(tracker.look(video, begun));
      } catch (error) {
        this.#loading = Promise.resolve(null); // a net that failed once is not asked again
        console.warn('The guide stopped; the check goes on without it.', error);
        return;
      }
      if (costs.length < JUDGE_AFTER) costs.push(performance.now() - begun);
      if (costs.length === JUDGE_AFTER && median(costs) > TOO_SLOW_MS) {
        this.#loading = Promise.resolve(null);
        return;
      }
    }
  }
}

async function load(): Promise<Tracker | null> {
  try {
    const [{ loadNets }, { Tracker }] = await Promise.all([import('./nets'), import('./tracker')]);
    return new Tracker(await loadNets());
  } catch (error) {
    console.warn('The guide could not be loaded; the check works without it.', error);
    return null;
  }
}

/** The next camera frame where the browser tells, else the next screen frame. Never waits long. */
function nextFrame(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 250);
    const done = (): void => {
      clearTimeout(timer);
      setTimeout(resolve, 0); // leave room for clicks and drawing
    };
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(done);
    else requestAnimationFrame(done);
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
