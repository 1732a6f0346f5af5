// What every screen gets to draw itself, and the pieces that several screens share.
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Event } from '../machine/events';
import type { Model, View } from '../machine/state';
import type { Texts } from '../texts/texts';

export interface Scene {
  readonly model: Model;
  readonly texts: Texts;
  readonly say: (event: Event) => void;
  /** The running camera. */
  readonly stream: MediaStream | null;
  readonly shoot: () => void;
  readonly choose: (file: File) => void;
  /** An address for an object the browser holds; freed when the screen changes. */
  readonly address: (blob: Blob) => string;
  /** Copies the address of this check, where the page has one. */
  readonly copyLink: (() => void) | null;
  readonly copied: boolean;
  readonly goBack: () => void;
  readonly minutesLeft: number | null;
}

export type Drawn = TemplateResult;

/** A screen draws one view. */
export type Screen<At extends View['at']> = (scene: Scene, view: Extract<View, { at: At }>) => Drawn;

/** The heading takes the focus when the screen appears. */
export const heading = (text: string): Drawn => html`<h1 tabindex="-1">${text}</h1>`;

export const actions = (...buttons: unknown[]): Drawn => html`<span class="grow"></span><div class="actions">${buttons}</div>`;

export const button = (text: string, press: () => void, kind = ''): Drawn =>
  html`<button type="button" class=${kind} @click=${press}>${text}</button>`;

/** A button that chooses a picture; a phone offers its camera too. */
export const fileButton = (text: string, choose: (file: File) => void, kind: string): Drawn => html`<label
  class="button file ${kind}"
  >${text}<input
    type="file"
    accept="image/jpeg,image/png,image/*"
    @change=${(event: globalThis.Event) => {
      const input = event.target as HTMLInputElement;
      const file = input.files?.[0];
      input.value = '';
      if (file) choose(file);
    }}
/></label>`;

/** Advice that a screen reader hears when it changes. */
export const status = (text: unknown, kind = ''): Drawn =>
  html`<p role="status" class=${kind}>${text || nothing}</p>`;

/** The running camera. Guarded, because Lit sets objects at every drawing and a stream that is set begins anew. */
export const picture = (stream: MediaStream | null, label: string): Drawn => html`<video
  .srcObject=${guard([stream], () => stream)}
  aria-label=${label}
  autoplay
  .muted=${true}
  playsinline
></video>`;

/** One screen for everything that takes a moment; after a while it offers a way on. */
export function working(scene: Scene, words: { title: string; lead?: string; slow: string; again?: string }): Drawn {
  return html`<div class="turning" aria-hidden="true"></div>
    ${heading(words.title)}
    <p class="lead">${words.lead ?? nothing}</p>
    <div role="status" class="small">${scene.model.slow ? words.slow : nothing}</div>
    ${scene.model.slow && words.again
      ? actions(button(words.again, () => scene.say({ type: 'try_again' }), 'second'))
      : nothing}`;
}
