// What the capture protocol says (docs/capture-protocol.md), as types.
import type { Action, CardHint, Cause, Side } from './words';

export type Stage = 'consent' | 'card' | 'card_reading' | 'card_confirm' | 'face' | 'judging' | 'finished';

export interface Session {
  readonly stage: Stage;
  readonly flow: string;
  readonly expires_in_s: number;
  readonly page: {
    readonly language: string;
    readonly theme_color: string;
    readonly skip_start: boolean;
    readonly skip_result: boolean;
  };
  readonly consent: { readonly version: string; readonly required: boolean } | null;
  readonly card: { readonly kind: string; readonly sides: readonly Side[]; readonly reading: Reading | null } | null;
  readonly face: {
    readonly level: number;
    readonly attempts_left: number;
    readonly attempt_s: number;
    readonly last: { readonly cause: Cause } | null;
  } | null;
  readonly result: Result | null;
}

export interface Reading {
  readonly legible: boolean;
  readonly retake: boolean;
  readonly hints: readonly CardHint[];
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

export interface Result {
  readonly passed: boolean;
  readonly cause: Cause;
  readonly redirect_url: string | null;
}

export interface Attempt {
  readonly attempt: string;
  readonly level: number;
  readonly steps: number;
  readonly lead_in_s: number;
  readonly attempt_s: number;
  readonly notice: string | null;
}

export interface Step {
  readonly index: number;
  readonly action: Action;
  readonly quiet_s: number;
  readonly window_s: number;
  readonly last: boolean;
}

export interface ClientLog {
  readonly recorder_started_ms: number;
  readonly recorder_stopped_ms: number;
  readonly prompts: readonly { readonly index: number; readonly shown_ms: number; readonly left_ms: number }[];
  readonly frames: readonly { readonly capture_ms: number; readonly media_s: number }[];
  readonly mime_type: string;
  readonly camera_label: string;
}

/** A recording that waits to be sent. */
export interface Recording {
  readonly attempt: string;
  readonly video: Blob;
  readonly log: ClientLog;
}

/** Why the server refused, as its problem documents name it. */
export type Refusal =
  | 'token_illegal'
  | 'upload_too_slow'
  | 'step_out_of_order'
  | 'process_finished'
  | 'attempts_used_up'
  | 'process_expired'
  | 'media_too_large'
  | 'media_undecodable'
  | 'value_out_of_range'
  | 'too_many_requests'
  | 'service_overloaded';
