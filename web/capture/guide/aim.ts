// Is a card's picture bright and sharp enough to be worth sending? Advice only; the server decides.
import type { AimHint } from '../machine/state';

/** The size at which pictures are judged, in pixels. */
export const SAMPLE = { width: 320, height: 202 };

const DARK_LUMA = 50;
const BURNT_LUMA = 250;
const BURNT_PART = 0.06;
/** Mean absolute Laplacian at the sample size below which print is unreadable. */
const BLUNT = 3.2;

/** `rgba` holds SAMPLE.width x SAMPLE.height pixels. */
export function judgeAim(rgba: Uint8ClampedArray): AimHint | null {
  const count = SAMPLE.width * SAMPLE.height;
  const luma = new Float32Array(count);
  let sum = 0;
  let burnt = 0;
  for (let i = 0; i < count; i += 1) {
    const value = 0.299 * (rgba[4 * i] ?? 0) + 0.587 * (rgba[4 * i + 1] ?? 0) + 0.114 * (rgba[4 * i + 2] ?? 0);
    luma[i] = value;
    sum += value;
    if (value > BURNT_LUMA) burnt += 1;
  }
  const mean = sum / count;
  if (mean < DARK_LUMA) return 'dark';
  if (sharpness(luma, SAMPLE.width, SAMPLE.height) < BLUNT) return 'blur';
  return burnt / count > BURNT_PART && mean < 215 ? 'glare' : null;
}

/** Mean absolute Laplacian, in luma steps. */
export function sharpness(luma: Float32Array, width: number, height: number): number {
  let sum = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x;
      const around = (luma[i - 1] ?? 0) + (luma[i + 1] ?? 0) + (luma[i - width] ?? 0) + (luma[i + width] ?? 0);
      sum += Math.abs(4 * (luma[i] ?? 0) - around);
    }
  }
  return sum / ((width - 2) * (height - 2));
}
