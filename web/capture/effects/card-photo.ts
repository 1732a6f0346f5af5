// A card's picture, from the running camera or from a file, always as a JPEG upright and of bounded size.
import type { AimHint } from '../machine/state';
import { judgeAim, SAMPLE } from '../guide/aim';
import type { Effect } from './context';
import { playing } from './camera';
import { pause } from './pause';

const QUALITY = 0.92;
const LONGEST_SIDE = 2_560;
const LOOK_EVERY_MS = 350;
/** After so many changes of advice the page stops nagging; the person sees for himself. */
const MOST_ADVICE = 6;

export interface Photo {
  readonly photo: Blob;
  readonly hint: AimHint | null;
}

/** What the camera sees now. */
export async function takePhoto(video: HTMLVideoElement): Promise<Photo> {
  return shrink(video, video.videoWidth, video.videoHeight);
}

/** A chosen file; rejects when the browser cannot open it as a picture. */
export async function openPhoto(file: Blob): Promise<Photo> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    return await shrink(picture, picture.width, picture.height);
  } finally {
    picture.close();
  }
}

async function shrink(source: CanvasImageSource, width: number, height: number): Promise<Photo> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
  const photo = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (!photo) throw new Error('the picture could not be stored');
  return { photo, hint: look(canvas, canvas.width, canvas.height) };
}

/** Judges the middle of the picture, where the frame is. */
export function look(source: CanvasImageSource, width: number, height: number): AimHint | null {
  const canvas = document.createElement('canvas');
  canvas.width = SAMPLE.width;
  canvas.height = SAMPLE.height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  const cut = Math.min(width * 0.8, height * 0.8 * (SAMPLE.width / SAMPLE.height));
  const high = cut * (SAMPLE.height / SAMPLE.width);
  context.drawImage(source, (width - cut) / 2, (height - high) / 2, cut, high, 0, 0, SAMPLE.width, SAMPLE.height);
  return judgeAim(context.getImageData(0, 0, SAMPLE.width, SAMPLE.height).data);
}

/** Gives advice about light and sharpness while the person aims. */
export const watchAim: Effect = async ({ camera, video, report, signal }) => {
  if (!camera.stream) return; // pictures come from files here
  const shown = video();
  await playing(shown, signal);
  let last: AimHint | null = null;
  for (let advice = 0; advice < MOST_ADVICE; ) {
    await pause(LOOK_EVERY_MS, signal);
    const hint = look(shown, shown.videoWidth, shown.videoHeight);
    if (hint === last) continue;
    last = hint;
    advice += 1;
    report({ type: 'aim_hint', hint });
  }
  report({ type: 'aim_hint', hint: null });
};
