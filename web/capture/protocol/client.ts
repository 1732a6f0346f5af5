// The capture protocol over fetch: one method per call, a bearer header, bounded waits and repeats.
import type { Attempt, ClientLog, Refusal, Session, Step } from './session';
import type { Side } from './words';
import { put } from './put';
import { pause } from '../effects/pause';

const WAIT_MS = 15_000;
const PAUSES_MS = [600, 1_800];
const LONGEST_PAUSE_MS = 8_000;

/** The server understood and said no; `cause` is the name in its problem document. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly cause_name: Refusal | 'unknown',
    readonly retryAfterMs: number | null,
  ) {
    super(`${status} ${cause_name}`);
  }
}

/** No usable answer came: offline, timed out, or a failing server. */
export class Unreachable extends Error {}

export type Method = 'GET' | 'POST' | 'PUT';

export class CaptureClient {
  readonly #base: URL;
  readonly #token: string;

  /** `server` is the address under which `capture/v1/` lies. */
  constructor(server: URL, token: string) {
    this.#base = new URL('capture/v1/', server);
    this.#token = token;
  }

  session(signal: AbortSignal): Promise<Session> {
    return this.#repeat(() => this.#call<Session>('GET', 'session', undefined, signal), signal);
  }

  consent(version: string, accepted: boolean, signal: AbortSignal): Promise<Session> {
    return this.#repeat(() => this.#call<Session>('POST', 'consent', { version, accepted }, signal), signal);
  }

  async sendCard(side: Side, photo: Blob, progress: (part: number) => void, signal: AbortSignal): Promise<void> {
    await this.#repeat(() => put(this.#at(`card/${side}`), this.#token, photo, progress, signal), signal);
  }

  readCard(signal: AbortSignal): Promise<Session> {
    return this.#repeat(() => this.#call<Session>('POST', 'card/read', undefined, signal), signal);
  }

  confirmCard(edits: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Session> {
    return this.#repeat(() => this.#call<Session>('POST', 'card/confirm', { edits }, signal), signal);
  }

  retakeCard(signal: AbortSignal): Promise<Session> {
    return this.#repeat(() => this.#call<Session>('POST', 'card/retake', undefined, signal), signal);
  }

  /** Not repeated by itself: each call draws a challenge and counts. */
  beginAttempt(signal: AbortSignal): Promise<Attempt> {
    return this.#call<Attempt>('POST', 'attempts', undefined, signal);
  }

  /** Not repeated by itself: each call reveals a step. */
  nextStep(attempt: string, signal: AbortSignal): Promise<Step> {
    return this.#call<Step>('POST', `attempts/${encodeURIComponent(attempt)}/steps`, undefined, signal);
  }

  async sendVideo(attempt: string, video: Blob, progress: (part: number) => void, signal: AbortSignal): Promise<void> {
    const place = this.#at(`attempts/${encodeURIComponent(attempt)}/video`);
    await this.#repeat(() => put(place, this.#token, video, progress, signal), signal);
  }

  submit(attempt: string, log: ClientLog, signal: AbortSignal): Promise<Session> {
    const path = `attempts/${encodeURIComponent(attempt)}/submit`;
    return this.#repeat(() => this.#call<Session>('POST', path, log, signal), signal);
  }

  async leave(signal: AbortSignal): Promise<void> {
    await this.#repeat(() => this.#call('POST', 'leave', undefined, signal), signal);
  }

  #at(path: string): URL {
    return new URL(path, this.#base);
  }

  async #call<Answer>(method: Method, path: string, body: unknown, signal: AbortSignal): Promise<Answer> {
    const timed = new AbortController();
    const timer = setTimeout(() => timed.abort(), WAIT_MS);
    const stop = (): void => timed.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const answer = await fetch(this.#at(path), {
        method,
        headers: {
          Authorization: `Bearer ${this.#token}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: timed.signal,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
      });
      const text = await answer.text();
      if (!answer.ok) throw refusal(answer.status, answer.headers.get('Retry-After'), text);
      return (text ? JSON.parse(text) : undefined) as Answer;
    } catch (error) {
      if (error instanceof Refused) throw error;
      signal.throwIfAborted();
      throw new Unreachable(String(error));
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  /** Calls that may safely come twice are repeated when the line or a busy server fails them. */
  async #repeat<Answer>(call: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    for (const wait of PAUSES_MS) {
      try {
        return await call();
      } catch (error) {
        if (!passes(error)) throw error;
        const asked = error instanceof Refused ? error.retryAfterMs : null;
        await pause(Math.min(asked ?? wait, LONGEST_PAUSE_MS), signal);
      }
    }
    return call();
  }
}

function passes(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  return error instanceof Refused && (error.status === 429 || error.status >= 500);
}

/** Reads a problem document; anything else becomes an unknown refusal with its status. */
export function refusal(status: number, retryAfter: string | null, body: string): Refused {
  const seconds = Number(retryAfter);
  const wait = retryAfter && Number.isFinite(seconds) ? seconds * 1_000 : null;
  try {
    const problem = JSON.parse(body) as { cause?: Refusal };
    return new Refused(status, problem.cause ?? 'unknown', wait);
  } catch {
    return new Refused(status, 'unknown', wait);
  }
}
