// What was read from the card, to be confirmed or corrected; or why a better picture is needed.
import { html, nothing } from 'lit';
import { icons } from '../look/icons';
import type { Reading } from '../protocol/session';
import type { Texts } from '../texts/texts';
import { actions, heading, type Scene, type Screen } from './scene';

export const cardConfirm: Screen<'card_confirm'> = (scene, view) => {
  const reading = scene.model.session?.card?.reading;
  if (!reading || reading.retake) return retake(scene, reading ?? null, view.sending !== null);
  const t = scene.texts.confirm;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    scene.say({ type: 'card_confirmed', edits: editsOf(event.target as HTMLFormElement, reading) });
  };
  return html`${heading(t.heading)}
    <p class="lead">${reading.fields.length ? t.lead : t.empty}</p>
    ${noticed(scene.texts, reading)}
    <form id="reading" autocomplete="off" @submit=${submit} @input=${markEdit}>
      ${reading.fields.map(
        (field) =>
          html`<label class="field"
            ><span>${field.label}<em hidden>${t.edited}</em></span
            ><input type="text" name=${field.name} .value=${field.value} data-read=${field.value} maxlength="256" spellcheck="false"
          /></label>`,
      )}
    </form>
    ${slow(scene)}
    ${actions(
      html`<button type="submit" form="reading" aria-disabled=${view.sending !== null}>${t.action}</button>`,
      again(scene, view.sending !== null, 'plain'),
    )}`;
};

function retake(scene: Scene, reading: Reading | null, sending: boolean) {
  const t = scene.texts.confirm;
  return html`<div class="mark warn">${icons.camera()}</div>
    ${heading(t.retakeHeading)}
    <p class="lead">${t.retakeLead}</p>
    ${reading ? noticed(scene.texts, reading) : nothing} ${slow(scene)} ${actions(again(scene, sending, ''))}`;
}

const again = ({ texts, say }: Scene, sending: boolean, kind: string) =>
  html`<button type="button" class=${kind} aria-disabled=${sending} @click=${() => say({ type: 'card_again' })}>
    ${texts.confirm.again}
  </button>`;

const slow = ({ model, texts }: Scene) =>
  html`<div role="status">${model.slow ? html`<p class="note">${texts.loadingSlow}</p>` : nothing}</div>`;

function noticed({ confirm }: Texts, reading: Reading) {
  const known = reading.hints.filter((hint) => hint in confirm.hints);
  if (!known.length) return nothing;
  return html`<div class="note">
    ${icons.info()}
    <div>
      ${confirm.noticed}
      <ul>
        ${known.map((hint) => html`<li>${confirm.hints[hint]}</li>`)}
      </ul>
    </div>
  </div>`;
}

/** Only what differs from the machine's reading. */
function editsOf(form: HTMLFormElement, reading: Reading): Record<string, string> {
  const values = new FormData(form);
  const changed = reading.fields
    .map(({ name, value }) => ({ name, value, now: String(values.get(name) ?? value).trim() }))
    .filter(({ value, now }) => now !== value.trim());
  return Object.fromEntries(changed.map(({ name, now }) => [name, now]));
}

function markEdit(event: globalThis.Event): void {
  const input = event.target as HTMLInputElement;
  const mark = input.closest('label')?.querySelector('em');
  if (mark) mark.hidden = input.value === input.dataset['read'];
}
