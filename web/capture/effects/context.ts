// What every effect gets: the server, the camera, the guide, the shown video, and a way to report.
import type { Guide } from '../guide/guide';
import type { Event } from '../machine/events';
import type { Model } from '../machine/state';
import type { CaptureClient } from '../protocol/client';
import type { Camera } from './camera';

export interface Context {
  readonly client: CaptureClient;
  readonly camera: Camera;
  readonly guide: Guide;
  /** The model when the effect began. */
  readonly model: Model;
  /** The video element on the screen; throws when the screen shows none. */
  readonly video: () => HTMLVideoElement;
  readonly report: (event: Event) => void;
  readonly signal: AbortSignal;
  /** Go to the caller's page (the element may be told not to). */
  readonly goBack: () => void;
}

export type Effect = (context: Context) => Promise<void>;
