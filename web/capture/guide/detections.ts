// What BlazeFace's numbers mean: anchors, boxes, the two eyes, and only one box per face.
import { DETECTOR_SIZE } from './net-sizes';

const LAYERS = [
  { stride: 16, anchors: 2 },
  { stride: 32, anchors: 6 },
];
const NUMBERS = 16; // box x, y, width, height, then six points
const SURE = 0.5;
const SAME_FACE = 0.3;

export interface Detection {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The person's right and left eye. */
  readonly eyes: readonly [Point, Point];
  readonly score: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** `scores` and `boxes` of the fine layer first, then of the coarse one. */
export function decodeDetections(scores: readonly Float32Array[], boxes: readonly Float32Array[]): Detection[] {
  const found: Detection[] = [];
  LAYERS.forEach(({ stride, anchors }, layer) => {
    const cells = DETECTOR_SIZE / stride;
    const layerScores = scores[layer];
    const layerBoxes = boxes[layer];
    if (!layerScores || !layerBoxes) return;
    for (let i = 0; i < cells * cells * anchors; i += 1) {
      const score = 1 / (1 + Math.exp(-(layerScores[i] ?? -100)));
      if (score < SURE) continue;
      const cell = Math.floor(i / anchors);
      const at = { x: ((cell % cells) + 0.5) * stride, y: (Math.floor(cell / cells) + 0.5) * stride };
      found.push(readBox(layerBoxes.subarray(i * NUMBERS, (i + 1) * NUMBERS), at, score));
    }
  });
  return onePerFace(found);
}

function readBox(numbers: Float32Array, at: Point, score: number): Detection {
  const [x = 0, y = 0, width = 0, height = 0, rx = 0, ry = 0, lx = 0, ly = 0] = numbers;
  return {
    x: at.x + x - width / 2,
    y: at.y + y - height / 2,
    width,
    height,
    eyes: [
      { x: at.x + rx, y: at.y + ry },
      { x: at.x + lx, y: at.y + ly },
    ],
    score,
  };
}

function onePerFace(found: Detection[]): Detection[] {
  const kept: Detection[] = [];
  for (const each of [...found].sort((a, b) => b.score - a.score)) {
    if (kept.every((other) => overlap(each, other) < SAME_FACE)) kept.push(each);
  }
  return kept;
}

/** Shared area over the area of both. */
export function overlap(a: Detection, b: Detection): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}
