// Records the camera and keeps the log by which the server lines the recording up with the prompts.
import type { ClientLog, Recording } from '../protocol/session';

const TYPES = ['video/mp4;codecs=avc1.42E01E', 'video/webm;codecs=vp9'];
const BITS_PER_SECOND = 1_500_000;
const MOST_FRAMES = 2_000;

export interface Prompt {
  readonly index: number;
  readonly shown_ms: number;
  readonly left_ms: number;
}

export interface Recorder {
  readonly prompts: Prompt[];
  /** Ends the recording; rejects when the browser's recorder failed. */
  stop(attempt: string, cameraLabel: string): Promise<Recording>;
  /** Drops it. */
  cancel(): void;
}

/** Starts at once. Throws where the browser cannot record (`canRecord` tells before). */
export function record(stream: MediaStream, video: HTMLVideoElement): Recorder {
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { videoBitsPerSecond: BITS_PER_SECOND, ...(mimeType && { mimeType }) });
  const parts: Blob[] = [];
  const prompts: Prompt[] = [];
  const frames = logFrames(video);
  let failure: unknown = null;
  recorder.ondataavailable = (event) => {
    if (event.data.size) parts.push(event.data);
  };
  recorder.onerror = (event) => {
    failure = event;
  };
  const started = performance.now(); // the recorder's own start event comes up to 0.7 s late
  recorder.start();

  const finish = (attempt: string, label: string, stopped: number): Recording => {
    const log: ClientLog = {
      recorder_started_ms: started,
      recorder_stopped_ms: stopped,
      prompts,
      frames: frames.stop(),
      mime_type: recorder.mimeType,
      camera_label: label,
    };
    return { attempt, video: new Blob(parts, { type: recorder.mimeType }), log };
  };

  return {
    prompts,
    stop: (attempt, label) =>
      new Promise((resolve, reject) => {
        const stopped = performance.now();
        recorder.onstop = () => {
          const recording = finish(attempt, label, stopped);
          if (failure || recording.video.size === 0) reject(new Error('the browser recorded nothing'));
          else resolve(recording);
        };
        if (recorder.state === 'inactive') reject(new Error('the recorder stopped by itself'));
        else recorder.stop();
      }),
    cancel: () => {
      frames.stop();
      recorder.ondataavailable = null;
      if (recorder.state !== 'inactive') recorder.stop();
    },
  };
}

/** Whether this browser can record video at all. */
export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined';
}

type FrameLog = { capture_ms: number; media_s: number };

/** Follows the shown frames; where the browser does not tell the moment of capture, that of showing stands in. */
function logFrames(video: HTMLVideoElement): { stop(): FrameLog[] } {
  const frames: FrameLog[] = [];
  if (!('requestVideoFrameCallback' in video)) return { stop: () => frames };
  let handle = 0;
  const note: VideoFrameRequestCallback = (now, frame) => {
    if (frames.length < MOST_FRAMES) frames.push({ capture_ms: frame.captureTime ?? now, media_s: frame.mediaTime });
    handle = video.requestVideoFrameCallback(note);
  };
  handle = video.requestVideoFrameCallback(note);
  return {
    stop: () => {
      video.cancelVideoFrameCallback(handle);
      return frames;
    },
  };
}
