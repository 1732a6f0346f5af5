// The camera: opened for a purpose, watched while it runs, stopped when the view no longer needs it.
import type { Facing } from '../machine/needs';
import type { CameraTrouble } from '../machine/state';
import { pause } from './pause';

const WANTED: Record<Facing, MediaTrackConstraints> = {
  user: { facingMode: 'user', width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } },
  environment: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 } },
};

/** Why the camera did not open, in the page's words. */
export class CameraRefused extends Error {
  constructor(readonly trouble: CameraTrouble) {
    super(trouble);
  }
}

export class Camera {
  #stream: MediaStream | null = null;
  #facing: Facing | null = null;
  readonly #lost: () => void;

  /** `lost` is called when a running camera is taken away (unplugged, switched off, seized). */
  constructor(lost: () => void) {
    this.#lost = lost;
  }

  get stream(): MediaStream | null {
    return this.#stream;
  }

  get label(): string {
    return this.#stream?.getVideoTracks()[0]?.label ?? '';
  }

  /** Opens the camera, or keeps it when it already looks that way. Throws `CameraRefused`. */
  async open(facing: Facing, signal: AbortSignal): Promise<void> {
    if (this.#facing === facing && this.#stream?.getVideoTracks()[0]?.readyState === 'live') return;
    this.stop();
    if (!window.isSecureContext) throw new CameraRefused('insecure');
    if (!navigator.mediaDevices?.getUserMedia) throw new CameraRefused('unsupported');
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: WANTED[facing], audio: false });
    } catch (error) {
      throw new CameraRefused(troubleOf(error));
    }
    if (signal.aborted) {
      for (const track of stream.getTracks()) track.stop();
      signal.throwIfAborted();
    }
    this.#stream = stream;
    this.#facing = facing;
    stream.getVideoTracks()[0]?.addEventListener('ended', this.#lost);
  }

  stop(): void {
    for (const track of this.#stream?.getTracks() ?? []) {
      track.removeEventListener('ended', this.#lost);
      track.stop();
    }
    this.#stream = null;
    this.#facing = null;
  }
}

/** The names are those of the Media Capture specification. */
export function troubleOf(error: unknown): CameraTrouble {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'in_use';
    default:
      return 'failed';
  }
}

const PICTURE_WITHIN_MS = 10_000;

/** Resolves when `video` shows the camera; throws `CameraRefused` when a granted camera gives no picture. */
export async function playing(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  await video.play().catch(() => undefined); // iOS refuses a second play() while the first is under way
  const late = performance.now() + PICTURE_WITHIN_MS;
  while (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) {
    if (performance.now() > late) throw new CameraRefused('in_use');
    await pause(50, signal);
  }
}
