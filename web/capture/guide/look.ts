// What the guide saw in one frame.
import type { Ratios } from './ratios';

export interface FaceSeen extends Ratios {
  /** Centre and size of the face in fractions of the frame. */
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** Mean brightness of the face, 0..255. */
  readonly luma: number;
}

export interface Look {
  /** `performance.now()` milliseconds. */
  readonly at: number;
  readonly faces: number;
  readonly face: FaceSeen | null;
  /** Brightness of the whole frame, 0..255. */
  readonly luma: number;
}
