// Keeps the model, and keeps in step with it: one effect, one camera, one watchdog, one clock.
import { Camera, CameraRefused } from './effects/camera';
import type { Context } from './effects/context';
import { EFFECTS } from './effects/table';
import { Guide } from './guide/guide';
import type { Event } from './machine/events';
import { cameraFor, effectKey, patience } from './machine/needs';
import { INITIAL, type Model } from './machine/state';
import { transition } from './machine/transition';
import { type CaptureClient, Refused, Unreachable } from './protocol/client';

export interface Stage {
  /** Called after each change of the model; the screen must be drawn when the promise resolves. */
  changed(now: Model, before: Model): Promise<unknown>;
  video(): HTMLVideoElement;
  goBack(): void;
}

export class Conductor {
  model: Model = INITIAL;
  readonly camera = new Camera(() => this.report({ type: 'camera_lost' }));
  readonly #guide = new Guide();
  readonly #client: CaptureClient;
  readonly #stage: Stage;
  #key: string | null = null;
  #effect = new AbortController();
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #watched = '';
  #clock: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(client: CaptureClient, stage: Stage) {
    this.#client = client;
    this.#stage = stage;
    document.addEventListener('visibilitychange', this.#visibility);
    window.addEventListener('pagehide', this.#gone);
    void this.#follow();
  }

  /** Tells what happened; what belongs to no longer running effects is dropped by the machine. */
  report(event: Event): void {
    if (this.#ended) return;
    const before = this.model;
    this.model = transition(before, event);
    if (event.type === 'session') this.#setClock(event.session.expires_in_s);
    if (this.model === before) return;
    const drawn = this.#stage.changed(this.model, before);
    if (cameraFor(this.model.view) !== cameraFor(before.view) && !cameraFor(this.model.view)) this.camera.stop();
    if (this.model.session?.face && this.model.view.at !== 'finished') this.#guide.prepare();
    void drawn.then(() => this.#follow());
  }

  /** Stops everything; the element is leaving the page. */
  end(): void {
    this.#ended = true;
    this.#effect.abort();
    this.camera.stop();
    clearTimeout(this.#watchdog);
    clearTimeout(this.#clock);
    document.removeEventListener('visibilitychange', this.#visibility);
    window.removeEventListener('pagehide', this.#gone);
  }

  readonly #visibility = (): void => {
    if (document.visibilityState === 'hidden') this.report({ type: 'hidden' });
  };

  readonly #gone = (): void => this.camera.stop();

  /** Starts and stops what the present view needs. */
  async #follow(): Promise<void> {
    if (this.#ended) return;
    this.#watch();
    const key = effectKey(this.model);
    if (key === this.#key) return;
    this.#effect.abort();
    this.#key = key;
    const effect = key === null ? undefined : EFFECTS[this.model.view.at];
    if (!effect) return;
    const own = new AbortController();
    this.#effect = own;
    await this.#run(effect, own.signal);
  }

  async #run(effect: NonNullable<(typeof EFFECTS)[keyof typeof EFFECTS]>, signal: AbortSignal): Promise<void> {
    const context: Context = {
      client: this.#client,
      camera: this.camera,
      guide: this.#guide,
      model: this.model,
      video: () => this.#stage.video(),
      report: (event) => {
        if (!signal.aborted) this.report(event);
      },
      goBack: () => this.#stage.goBack(),
      signal,
    };
    try {
      await effect(context);
    } catch (error) {
      if (signal.aborted) return;
      this.report(eventOf(error));
    }
  }

  #watch(): void {
    const { view, run } = this.model;
    const wait = patience(view);
    const key = `${view.at}/${run}/${effectKey(this.model)}`;
    if (key === this.#watched) return;
    this.#watched = key;
    clearTimeout(this.#watchdog);
    if (wait !== null) this.#watchdog = setTimeout(() => this.report({ type: 'patience_over' }), wait);
  }

  #setClock(seconds: number): void {
    clearTimeout(this.#clock);
    this.#clock = setTimeout(() => this.report({ type: 'time_over' }), Math.max(0, seconds) * 1_000);
  }
}

/** What a failed effect means to the machine; a fault of the page itself is told to the console as well. */
function eventOf(error: unknown): Event {
  if (error instanceof Refused) return { type: 'refused', cause: error.cause_name };
  if (error instanceof CameraRefused) return { type: 'camera_lost' };
  if (!(error instanceof Unreachable)) console.error(error);
  return { type: 'unreachable' };
}
