// Has the person done what was asked? Judged by ratios against the person's own resting face, only to move on early.
import type { Action } from '../protocol/words';
import type { FaceSeen, Look } from './look';

const REST_MS = 2_000;
const BLINK_CLOSED = 0.82;
const BLINK_REOPENED = 0.92;
const BLINK_LONGEST_MS = 650;
const BLINK_FRONTAL_DEGREES = 25;
const MOUTH_OPEN = 0.045;
const MOUTH_MS = 150;
const TURN_MS = 2_600;
const SHAKE_DEGREES = 7;
const NOD_DEGREES = 4.5;
/** Many people nod down and back without ever looking up. */
const NOD_ONE_WAY_DEGREES = 12;
const NOD_BACK_DEGREES = 4;

interface Sample {
  readonly at: number;
  readonly face: FaceSeen;
}

/** Feed every look; `expect` starts watching for an action, `see` says when it is complete. */
export class ActionWatch {
  #rest: Sample[] = [];
  #since: Sample[] = [];
  #action: Action | null = null;
  #closedAt: number | null = null;
  #openSince: number | null = null;

  expect(action: Action): void {
    this.#action = action;
    this.#since = [];
    this.#closedAt = null;
    this.#openSince = null;
  }

  /** True in the frame that completes the expected action. */
  see(look: Look): boolean {
    if (!look.face) return false;
    const sample = { at: look.at, face: look.face };
    if (!this.#action) {
      this.#rest = [...this.#rest.filter((each) => look.at - each.at < REST_MS), sample];
      return false;
    }
    this.#since = [...this.#since.filter((each) => look.at - each.at < TURN_MS), sample];
    if (!this.#complete(this.#action, sample)) return false;
    this.#action = null;
    this.#rest = [];
    return true;
  }

  #complete(action: Action, sample: Sample): boolean {
    switch (action) {
      case 'blink':
        return this.#blinked(sample);
      case 'mouth':
        return this.#opened(sample);
      case 'shake':
        return this.#turned('yaw', SHAKE_DEGREES);
      case 'nod':
        return this.#turned('pitch', NOD_DEGREES) || this.#nodded(sample);
    }
  }

  /** The resting value; while nothing was seen at rest, what has been seen since stands in. */
  #baseline(read: (face: FaceSeen) => number, part: number): number {
    const values = (this.#rest.length >= 5 ? this.#rest : this.#since).map((each) => read(each.face));
    values.sort((a, b) => a - b);
    return values[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
  }

  #blinked({ at, face }: Sample): boolean {
    if (Math.abs(face.yaw) > BLINK_FRONTAL_DEGREES) return false;
    const open = this.#baseline((each) => each.eye, 0.7);
    if (face.eye < open * BLINK_CLOSED) {
      this.#closedAt ??= at;
      return false;
    }
    if (this.#closedAt === null || face.eye < open * BLINK_REOPENED) return false;
    const lasted = at - this.#closedAt;
    this.#closedAt = null;
    return lasted <= BLINK_LONGEST_MS;
  }

  #opened({ at, face }: Sample): boolean {
    if (face.mouth < this.#baseline((each) => each.mouth, 0.5) + MOUTH_OPEN) {
      this.#openSince = null;
      return false;
    }
    this.#openSince ??= at;
    return at - this.#openSince >= MOUTH_MS;
  }

  #nodded({ face }: Sample): boolean {
    const middle = this.#baseline((each) => each.pitch, 0.5);
    const deepest = Math.max(...this.#since.map((each) => Math.abs(each.face.pitch - middle)));
    return deepest >= NOD_ONE_WAY_DEGREES && Math.abs(face.pitch - middle) < NOD_BACK_DEGREES;
  }

  #turned(axis: 'yaw' | 'pitch', degrees: number): boolean {
    const middle = this.#baseline((each) => each[axis], 0.5);
    const values = this.#since.map((each) => each.face[axis] - middle);
    return Math.max(...values) >= degrees && Math.min(...values) <= -degrees;
  }
}
