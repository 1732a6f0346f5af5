// From 468 points to the few ratios that tell a blink, an open mouth and a turned head.
import type { Point } from './detections';

/** Where in the mesh things are (the canonical face mesh's own numbering). */
const RIGHT_EYE = [33, 160, 158, 133, 153, 144] as const;
const LEFT_EYE = [362, 385, 387, 263, 373, 380] as const;
const LIPS = { upper: 13, lower: 14 };
const NOSE = 1;
const FOREHEAD = 10;
const CHIN = 152;
const RIGHT_CHEEK = 234;
const LEFT_CHEEK = 454;
/** Degrees per unit of the nose's offset, fitted to three clips with known turns (yaw +-20, pitch +-13 degrees). */
const YAW_DEGREES = 41;
const PITCH_DEGREES = 160;

export interface Ratios {
  /** Lid gap over eye width, the mean of both eyes. */
  readonly eye: number;
  /** Gap between the inner lips over the height of the face. */
  readonly mouth: number;
  /** About degrees; positive to the person's left. */
  readonly yaw: number;
  /** About degrees from an upright face; positive looks down. */
  readonly pitch: number;
  /** Between the centres of the eyes, in pixels. */
  readonly eyeDistance: number;
}

/** `points` in one image's pixels. */
export function ratiosOf(points: readonly Point[]): Ratios {
  const at = (index: number): Point => points[index] ?? { x: 0, y: 0 };
  const height = distance(at(FOREHEAD), at(CHIN)) || 1;
  const right = middle(at(33), at(133));
  const left = middle(at(362), at(263));
  const across = direction(at(RIGHT_CHEEK), at(LEFT_CHEEK));
  const width = distance(at(RIGHT_CHEEK), at(LEFT_CHEEK)) || 1;
  const cheeks = middle(at(RIGHT_CHEEK), at(LEFT_CHEEK));
  const down = direction(at(FOREHEAD), at(CHIN));
  return {
    eye: (openness(RIGHT_EYE, at) + openness(LEFT_EYE, at)) / 2,
    mouth: distance(at(LIPS.upper), at(LIPS.lower)) / height,
    yaw: (along(across, cheeks, at(NOSE)) / (width / 2)) * YAW_DEGREES,
    pitch: (along(down, cheeks, at(NOSE)) / height) * PITCH_DEGREES,
    eyeDistance: distance(right, left),
  };
}

function openness(eye: typeof RIGHT_EYE | typeof LEFT_EYE, at: (index: number) => Point): number {
  const [outer, upperA, upperB, inner, lowerB, lowerA] = eye;
  const gap = distance(at(upperA), at(lowerA)) + distance(at(upperB), at(lowerB));
  return gap / (2 * (distance(at(outer), at(inner)) || 1));
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function direction(a: Point, b: Point): Point {
  const length = distance(a, b) || 1;
  return { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
}

/** How far `to` lies from `from` along a unit direction. */
function along(unit: Point, from: Point, to: Point): number {
  return (to.x - from.x) * unit.x + (to.y - from.y) * unit.y;
}
