// The guide's promises: it sees movements against the person's own rest, not noise, and gives one piece of advice.
import { describe, expect, it } from 'vitest';
import { ActionWatch } from '../capture/guide/actions';
import { judgeAim, SAMPLE } from '../capture/guide/aim';
import { decodeDetections, overlap } from '../capture/guide/detections';
import type { FaceSeen, Look } from '../capture/guide/look';
import { Placement, placementHint } from '../capture/guide/placement';
import { ratiosOf } from '../capture/guide/ratios';
import type { Action } from '../capture/protocol/words';

const REST: FaceSeen = {
  eye: 0.3,
  mouth: 0.01,
  yaw: 3,
  pitch: 12,
  eyeDistance: 110,
  x: 0.5,
  y: 0.5,
  height: 0.5,
  luma: 120,
};
const look = (at: number, face: Partial<FaceSeen> | null = {}, more: Partial<Look> = {}): Look => ({
  at,
  faces: face ? 1 : 0,
  face: face && { ...REST, ...face },
  luma: 110,
  ...more,
});

/** Milliseconds after the prompt at which the action is seen; null when it is not. */
function seenAfter(action: Action, move: (ms: number) => Partial<FaceSeen>, lasts = 4_000): number | null {
  const watch = new ActionWatch();
  for (let at = 0; at < 1_500; at += 33) watch.see(look(at));
  watch.expect(action);
  for (let ms = 0; ms < lasts; ms += 33) if (watch.see(look(1_500 + ms, move(ms)))) return ms;
  return null;
}
const between = (ms: number, from: number, to: number): boolean => ms >= from && ms < to;
const swing = (ms: number, size: number): number => Math.sin((ms / 1_600) * 2 * Math.PI) * size;

describe('a movement', () => {
  it('blink is seen when the eyes are open again', () => {
    expect(seenAfter('blink', (ms) => (between(ms, 600, 800) ? { eye: 0.2 } : {}))).toBeGreaterThanOrEqual(800);
  });
  it('eyes that stay shut, or only narrow, are no blink', () => {
    expect(seenAfter('blink', (ms) => (between(ms, 600, 1_600) ? { eye: 0.2 } : {}))).toBeNull();
    expect(seenAfter('blink', (ms) => (between(ms, 600, 800) ? { eye: 0.27 } : {}))).toBeNull();
  });
  it('mouth must stay open for a moment', () => {
    expect(seenAfter('mouth', (ms) => (between(ms, 600, 1_200) ? { mouth: 0.09 } : {}))).toBeLessThan(900);
    expect(seenAfter('mouth', (ms) => (between(ms, 600, 660) ? { mouth: 0.09 } : {}))).toBeNull();
  });
  it('shake goes to both sides', () => {
    expect(seenAfter('shake', (ms) => ({ yaw: 3 + swing(ms, 14) }))).not.toBeNull();
    expect(seenAfter('shake', (ms) => ({ yaw: 3 + Math.abs(swing(ms, 14)) }))).toBeNull();
    expect(seenAfter('shake', (ms) => ({ yaw: 3 + swing(ms, 5) }))).toBeNull();
  });
  it('nod goes both ways, or deep and back', () => {
    expect(seenAfter('nod', (ms) => ({ pitch: 12 + swing(ms, 8) }))).not.toBeNull();
    expect(seenAfter('nod', (ms) => ({ pitch: 12 + (ms < 800 ? Math.abs(swing(ms, 16)) : 0) }))).toBeGreaterThan(600);
    expect(seenAfter('nod', (ms) => ({ pitch: 12 + Math.min(20, ms / 50) }))).toBeNull();
  });
  it('of a still face is never seen', () => {
    for (const action of ['blink', 'mouth', 'nod', 'shake'] as const) {
      expect(seenAfter(action, (ms) => ({ eye: 0.3 + Math.sin(ms) * 0.01, yaw: 3 + Math.sin(ms) }))).toBeNull();
    }
  });
});

describe('the advice', () => {
  it.each([
    [{}, null],
    [{ eyeDistance: 60 }, 'too_far'],
    [{ height: 0.95 }, 'too_near'],
    [{ x: 0.75 }, 'off_centre'],
    [{ yaw: -25 }, 'turned'],
    [{ luma: 40 }, 'too_dark'],
    [{ luma: 230 }, 'too_bright'],
  ] as const)('for %o is %s', (face, hint) => {
    expect(placementHint(look(0, face))).toBe(hint);
  });
  it('without a face asks for light first when it is dark', () => {
    expect(placementHint(look(0, null))).toBe('no_face');
    expect(placementHint(look(0, null, { luma: 12 }))).toBe('too_dark');
  });
  it('with two faces asks for one', () => {
    expect(placementHint(look(0, {}, { faces: 2 }))).toBe('several_faces');
  });
  it('does not flicker, and the face must stay good for a second', () => {
    const placement = new Placement();
    expect(placement.see(look(0, { x: 0.8 }))).toBe(false);
    placement.see(look(100, { x: 0.8 }));
    expect(placement.hint).toBeNull();
    placement.see(look(400, { x: 0.8 }));
    expect(placement.hint).toBe('off_centre');
    expect(placement.see(look(500))).toBe(false);
    expect(placement.see(look(1_400))).toBe(false);
    expect(placement.see(look(1_500))).toBe(true);
  });
});

describe('the picture of a card', () => {
  const picture = (paint: (x: number, y: number) => number): Uint8ClampedArray => {
    const pixels = new Uint8ClampedArray(SAMPLE.width * SAMPLE.height * 4);
    for (let y = 0; y < SAMPLE.height; y += 1) {
      for (let x = 0; x < SAMPLE.width; x += 1) pixels.fill(paint(x, y), 4 * (y * SAMPLE.width + x), 4 * (y * SAMPLE.width + x) + 3);
    }
    return pixels;
  };
  const print = (x: number, y: number): number => ((x >> 2) + (y >> 2)) % 3 === 0 ? 60 : 180;
  it('with sharp print is good', () => expect(judgeAim(picture(print))).toBeNull());
  it('without any edge is blurred', () => expect(judgeAim(picture((x) => 120 + x / 10))).toBe('blur'));
  it('in the dark is dark', () => expect(judgeAim(picture((x, y) => print(x, y) / 6))).toBe('dark'));
  it('with a burnt patch has glare', () => {
    expect(judgeAim(picture((x, y) => (x > 100 && x < 200 && y > 50 && y < 120 ? 255 : print(x, y))))).toBe('glare');
  });
});

describe('the nets’ numbers', () => {
  it('become boxes around their anchors, one per face', () => {
    const scores = [new Float32Array(512).fill(-9), new Float32Array(384).fill(-9)];
    const boxes = [new Float32Array(512 * 16), new Float32Array(384 * 16)];
    for (const i of [2 * (16 * 8 + 8), 2 * (16 * 8 + 8) + 1]) {
      (scores[0] as Float32Array)[i] = 3 + i / 1_000;
      (boxes[0] as Float32Array).set([4, 0, 80, 80, -16, -10, 24, -10], i * 16);
    }
    const found = decodeDetections(scores, boxes);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ x: 100, y: 96, width: 80, eyes: [{ x: 120, y: 126 }, { x: 160, y: 126 }] });
  });
  it('of two faces side by side stay two', () => {
    const face = { y: 0, width: 50, height: 50, eyes: [{ x: 0, y: 0 }, { x: 1, y: 0 }], score: 1 } as const;
    expect(overlap({ ...face, x: 0 }, { ...face, x: 60 })).toBe(0);
    expect(overlap({ ...face, x: 0 }, { ...face, x: 0 })).toBe(1);
  });
  it('become ratios that do not change with size', () => {
    const face = (scale: number) => ratiosOf(Array.from({ length: 468 }, (_, i) => ({ x: ((i * 37) % 101) * scale, y: ((i * 53) % 97) * scale })));
    expect(face(3).eye).toBeCloseTo(face(1).eye, 6);
    expect(face(3).yaw).toBeCloseTo(face(1).yaw, 6);
    expect(face(3).eyeDistance).toBeCloseTo(3 * face(1).eyeDistance, 6);
  });
});
