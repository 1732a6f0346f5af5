// Is the face where the server can judge it? One piece of advice at a time, the most useful first.
import type { FaceHint } from '../machine/state';
import type { Look } from './look';

const LEAST_EYE_DISTANCE_PX = 81; // the server wants 80
const TALLEST = 0.86;
const CENTRE = { x: 0.5, y: 0.5 };
const OFF_X = 0.13;
const OFF_Y = 0.15;
const FRONTAL_DEGREES = 14;
const DARK = 62; // the server wants 60 to 200
const BRIGHT = 205;

/** The advice for one frame; null when all is well. */
export function placementHint(look: Look): FaceHint | null {
  const { face } = look;
  if (!face) return look.luma < DARK / 2 ? 'too_dark' : 'no_face';
  if (look.faces > 1) return 'several_faces';
  if (face.eyeDistance < LEAST_EYE_DISTANCE_PX && face.height < TALLEST) return 'too_far';
  if (face.height > TALLEST) return 'too_near';
  if (Math.abs(face.x - CENTRE.x) > OFF_X || Math.abs(face.y - CENTRE.y) > OFF_Y) return 'off_centre';
  if (Math.abs(face.yaw) > FRONTAL_DEGREES) return 'turned';
  if (face.luma < DARK) return 'too_dark';
  return face.luma > BRIGHT ? 'too_bright' : null;
}

const STEADY_MS = 1_000;
const SETTLE_MS = 350;

/** Steadies the advice: a hint must last before it is shown, and the face must stay good for a second. */
export class Placement {
  #candidate: FaceHint | null | undefined;
  #since = 0;
  hint: FaceHint | null = null;

  /** True once the face has been well placed for a second. */
  see(look: Look): boolean {
    const hint = placementHint(look);
    if (hint !== this.#candidate) {
      this.#candidate = hint;
      this.#since = look.at;
    }
    const lasted = look.at - this.#since;
    if (lasted >= SETTLE_MS) this.hint = hint;
    return hint === null && lasted >= STEADY_MS;
  }

  /** Well placed at this moment, though perhaps not for long enough. */
  get good(): boolean {
    return this.#candidate === null;
  }
}
