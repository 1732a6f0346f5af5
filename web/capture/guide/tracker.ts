// Follows one face from frame to frame: the detector starts it, the mesh's own points carry it on.
import { type Detection, type Point } from './detections';
import type { FaceSeen, Look } from './look';
import { DETECTOR_SIZE, MESH_SIZE, type Nets } from './net-sizes';
import { ratiosOf } from './ratios';

const SURE = 0.5;
const DETECT_EVERY_MS = 700;
const MARGIN = 1.5;

/** A turned square in the frame's pixels. */
interface Region {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly angle: number;
}

export class Tracker {
  readonly #nets: Nets;
  readonly #small = brush(DETECTOR_SIZE);
  readonly #crop = brush(MESH_SIZE);
  #region: Region | null = null;
  #faces = 0;
  #luma = 0;
  #detected = -Infinity;

  constructor(nets: Nets) {
    this.#nets = nets;
  }

  /** Looks at the present frame; `now` in `performance.now()` milliseconds. */
  look(video: HTMLVideoElement, now: number): Look {
    const width = video.videoWidth;
    const height = video.videoHeight;
    if (!this.#region || now - this.#detected > DETECT_EVERY_MS) this.#detect(video, width, height, now);
    const face = this.#region && this.#mesh(video, width, height, this.#region);
    if (!face) this.#region = null;
    return { at: now, faces: face ? Math.max(1, this.#faces) : this.#faces, face, luma: this.#luma };
  }

  #detect(video: HTMLVideoElement, width: number, height: number, now: number): void {
    const scale = DETECTOR_SIZE / Math.max(width, height);
    const [left, top] = [(DETECTOR_SIZE - width * scale) / 2, (DETECTOR_SIZE - height * scale) / 2];
    this.#small.setTransform(1, 0, 0, 1, 0, 0);
    this.#small.fillRect(0, 0, DETECTOR_SIZE, DETECTOR_SIZE);
    this.#small.drawImage(video, left, top, width * scale, height * scale);
    const pixels = this.#small.getImageData(0, 0, DETECTOR_SIZE, DETECTOR_SIZE);
    const found = this.#nets.detect(pixels);
    const toFrame = (point: Point): Point => ({ x: (point.x - left) / scale, y: (point.y - top) / scale });
    this.#faces = found.length;
    this.#luma = meanLuma(pixels.data) * ((DETECTOR_SIZE * DETECTOR_SIZE) / (width * scale * height * scale));
    this.#detected = now;
    const best = found[0];
    if (best && !this.#region) this.#region = aroundDetection(best, toFrame, scale);
  }

  #mesh(video: HTMLVideoElement, width: number, height: number, region: Region): FaceSeen | null {
    const scale = MESH_SIZE / region.side;
    const [cos, sin] = [Math.cos(region.angle), Math.sin(region.angle)];
    this.#crop.setTransform(1, 0, 0, 1, 0, 0);
    this.#crop.fillRect(0, 0, MESH_SIZE, MESH_SIZE);
    this.#crop.translate(MESH_SIZE / 2, MESH_SIZE / 2);
    this.#crop.scale(scale, scale);
    this.#crop.rotate(-region.angle);
    this.#crop.translate(-region.x, -region.y);
    this.#crop.drawImage(video, 0, 0);
    const pixels = this.#crop.getImageData(0, 0, MESH_SIZE, MESH_SIZE);
    const { points, score } = this.#nets.mesh(pixels);
    if (score < SURE) return null;
    const inFrame: Point[] = [];
    for (let i = 0; i < points.length; i += 3) {
      const x = ((points[i] ?? 0) - MESH_SIZE / 2) / scale;
      const y = ((points[i + 1] ?? 0) - MESH_SIZE / 2) / scale;
      inFrame.push({ x: region.x + x * cos - y * sin, y: region.y + x * sin + y * cos });
    }
    const next = aroundPoints(inFrame);
    this.#region = next;
    const tall = next.side / MARGIN;
    return {
      ...ratiosOf(inFrame),
      x: next.x / width,
      y: next.y / height,
      height: tall / height,
      luma: centreLuma(pixels.data),
    };
  }
}

function brush(size: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  return context;
}

function aroundDetection(found: Detection, toFrame: (point: Point) => Point, scale: number): Region {
  const centre = toFrame({ x: found.x + found.width / 2, y: found.y + found.height / 2 });
  const [right, left] = [toFrame(found.eyes[0]), toFrame(found.eyes[1])];
  const side = (Math.max(found.width, found.height) / scale) * MARGIN;
  return { ...centre, side, angle: Math.atan2(left.y - right.y, left.x - right.x) };
}

function aroundPoints(points: readonly Point[]): Region {
  const [right, left] = [points[33] ?? { x: 0, y: 0 }, points[263] ?? { x: 1, y: 0 }];
  const xs = points.map((each) => each.x);
  const ys = points.map((each) => each.y);
  const [minX, maxX, minY, maxY] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return {
    x: (minX + maxX) / 2,
    y: (minY + maxY) / 2,
    side: Math.max(maxX - minX, maxY - minY) * MARGIN,
    angle: Math.atan2(left.y - right.y, left.x - right.x),
  };
}

function meanLuma(rgba: Uint8ClampedArray): number {
  let sum = 0;
  for (let i = 0; i < rgba.length; i += 4) sum += luma(rgba, i);
  return sum / (rgba.length / 4);
}

/** Over the middle half of the mesh's square, which is face. */
function centreLuma(rgba: Uint8ClampedArray): number {
  let sum = 0;
  let count = 0;
  for (let y = MESH_SIZE / 4; y < (MESH_SIZE * 3) / 4; y += 2) {
    for (let x = MESH_SIZE / 4; x < (MESH_SIZE * 3) / 4; x += 2) {
      sum += luma(rgba, 4 * (y * MESH_SIZE + x));
      count += 1;
    }
  }
  return sum / count;
}

function luma(rgba: Uint8ClampedArray, at: number): number {
  return 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
}
