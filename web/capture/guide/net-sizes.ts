// What the nets take and give, apart from the library that runs them.
import type { Detection } from './detections';

export const DETECTOR_SIZE = 256;
export const MESH_SIZE = 192;

export interface Nets {
  /** Faces in a DETECTOR_SIZE square, best first, in its pixels. */
  detect(pixels: ImageData): Detection[];
  /** 468 points x, y, z in the pixels of a MESH_SIZE square, and how surely it holds a face (0..1). */
  mesh(pixels: ImageData): { points: Float32Array; score: number };
}
