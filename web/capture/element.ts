// <openekyc-verify>: runs one verification behind a token, as a page of its own or inside another.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { Conductor } from './conductor';
import { openPhoto, takePhoto } from './effects/card-photo';
import { safeAddress } from './effects/returning';
import { controls } from './look/controls';
import { lists } from './look/lists';
import { mimes } from './look/mimes';
import { paletteOf } from './look/palette';
import { lying, stages } from './look/stages';
import { layout, tokens } from './look/styles';
import type { Event as Happening } from './machine/events';
import { INITIAL, type Model } from './machine/state';
import { CaptureClient } from './protocol/client';
import type { Cause } from './protocol/words';
import { frame } from './screens/frame';
import type { Scene } from './screens/scene';
import { chooseLanguage, LANG_TAGS, TEXTS } from './texts/languages';
import { announce } from './announce';

export interface VerifyEvents {
  /** The session was read: the page knows what to ask for. */
  ready: CustomEvent<{ flow: string; stage: string }>;
  /** Another screen is shown. */
  step: CustomEvent<{ step: string; heading: string }>;
  /** The process ended without success; `cause` may also be an ending such as `link_invalid`. */
  failed: CustomEvent<{ cause: Cause | string }>;
  /** The process has a result. `preventDefault()` keeps the element from going to `redirectUrl`. */
  finished: CustomEvent<{ passed: boolean; cause: Cause; redirectUrl: string | null }>;
}

export class OpenEkycVerify extends LitElement {
  static override properties = {
    token: { type: String },
    server: { type: String },
    language: { type: String },
    theme: { type: String },
    link: { attribute: false },
    copied: { state: true },
  };
  static override styles = [tokens, layout, controls, lists, stages, lying, mimes];

  /** BizToken or SdkToken. */
  declare token: string;
  /** Address under which `capture/v1/` lies; the page's own when empty. */
  declare server: string;
  /** One of the page's languages; the process's own when empty. */
  declare language: string;
  /** `light`, `dark`, or empty for what the device prefers. */
  declare theme: string;
  /** Address of this check for another device, where there is one. */
  declare link: string | null;
  declare copied: boolean;

  /** Whether the caller lets the element go to the return address. */
  mayReturn = true;
  #conductor: Conductor | null = null;
  #addresses = new Map<Blob, string>();
  #expires = 0;
  readonly #colours = new CSSStyleSheet();
  readonly #darkness = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    super();
    this.token = '';
    this.server = '';
    this.language = '';
    this.theme = '';
    this.link = null;
    this.copied = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#darkness.addEventListener('change', this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#darkness.removeEventListener('change', this.#redraw);
    this.#conductor?.end();
    this.#conductor = null;
    this.#free();
  }

  protected override firstUpdated(): void {
    const root = this.renderRoot as ShadowRoot;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#colours];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('token') || changed.has('server')) this.#begin();
    const language = this.#language;
    this.lang = LANG_TAGS[language];
    const dark = this.theme ? this.theme === 'dark' : this.#darkness.matches;
    this.toggleAttribute('data-dark', dark);
    const colour = paletteOf(this.#model.session?.page.theme_color ?? '', dark);
    this.#colours.replaceSync(
      `:host{--accent:${colour.accent};--on-accent:${colour.onAccent};--ink:${colour.ink};--tint:${colour.tint}}`,
    );
  }

  protected override updated(): void {
    this.renderRoot.querySelector<HTMLDialogElement>('dialog:not([open])')?.showModal();
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.#conductor ? html`${frame(this.#scene)}` : nothing;
  }

  #begin(): void {
    this.#conductor?.end();
    this.#conductor = null;
    if (!this.token) return;
    const client = new CaptureClient(new URL(this.server || '.', document.baseURI), this.token);
    this.#conductor = new Conductor(client, {
      changed: (now, before) => this.#changed(now, before),
      video: () => this.#video(),
      goBack: () => this.#goBack(),
    });
  }

  get #model(): Model {
    return this.#conductor?.model ?? INITIAL;
  }

  get #language() {
    return chooseLanguage(this.language, this.#model.session?.page.language, navigator.language);
  }

  get #scene(): Scene {
    const minutes = this.#expires ? Math.ceil((this.#expires - performance.now()) / 60_000) : null;
    return {
      model: this.#model,
      texts: TEXTS[this.#language],
      say: (event) => this.#conductor?.report(event),
      stream: this.#conductor?.camera.stream ?? null,
      shoot: () => void this.#photo(takePhoto(this.#video())),
      choose: (file) => void this.#photo(openPhoto(file)),
      address: (blob) => this.#address(blob),
      copyLink: this.link ? () => void this.#copy() : null,
      copied: this.copied,
      goBack: () => this.#goBack(),
      minutesLeft: minutes,
    };
  }

  async #changed(now: Model, before: Model): Promise<void> {
    if (now.session !== before.session && now.session) {
      this.#expires = performance.now() + now.session.expires_in_s * 1_000;
    }
    this.requestUpdate();
    await this.updateComplete;
    if (now.view.at === before.view.at && before.session) return;
    if (now.view.at !== before.view.at) this.#entered(now);
    this.mayReturn = announce(this, now, before, this.#heading()?.textContent ?? '') && this.mayReturn;
  }

  #entered(now: Model): void {
    if (now.view.at !== 'card_check') this.#free();
    this.copied = false;
    if (now.view.at !== 'face_run') this.#heading()?.focus({ preventScroll: true });
    if (this.getBoundingClientRect().top < 0) this.scrollIntoView();
  }

  #heading(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('h1');
  }

  #video(): HTMLVideoElement {
    const video = this.renderRoot.querySelector('video');
    if (!video) throw new Error('this screen shows no camera');
    return video;
  }

  async #photo(taken: ReturnType<typeof takePhoto>): Promise<void> {
    const report = (event: Happening): void => this.#conductor?.report(event);
    try {
      report({ type: 'photo_taken', ...(await taken) });
    } catch {
      report({ type: 'photo_refused', notice: 'file_unreadable' });
    }
  }

  #address(blob: Blob): string {
    const known = this.#addresses.get(blob) ?? URL.createObjectURL(blob);
    this.#addresses.set(blob, known);
    return known;
  }

  #free(): void {
    for (const address of this.#addresses.values()) URL.revokeObjectURL(address);
    this.#addresses.clear();
  }

  async #copy(): Promise<void> {
    if (!this.link) return;
    await navigator.clipboard.writeText(this.link);
    this.copied = true;
  }

  #goBack(): void {
    const address = safeAddress(this.#model.session?.result?.redirect_url);
    if (address && this.mayReturn) location.assign(address);
  }

  readonly #redraw = (): void => this.requestUpdate();
}

customElements.define('openekyc-verify', OpenEkycVerify);

declare global {
  interface HTMLElementTagNameMap {
    'openekyc-verify': OpenEkycVerify;
  }
}
