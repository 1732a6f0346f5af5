// What is done with the person's data, and the agreement to it.
import { html, nothing } from 'lit';
import { fill } from '../texts/texts';
import { actions, heading, type Screen } from './scene';

export const consent: Screen<'consent'> = ({ model, texts, say }, view) => {
  const t = texts.consent;
  const p = t.points;
  const accept = (event: Event): void => {
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    const tick = root.querySelector<HTMLInputElement>('#agree');
    if (tick?.checked) say({ type: 'consent_answered', accepted: true });
    else {
      say({ type: 'consent_missing' });
      tick?.focus();
    }
  };
  return html`${heading(t.heading)}
    <p class="lead">${t.lead}</p>
    <dl>
      <dt>${p.what}</dt>
      <dd>${p.whatText}</dd>
      <dt>${p.why}</dt>
      <dd>${p.whyText}</dd>
      <dt>${p.who}</dt>
      <dd>${p.whoText}</dd>
      <dt>${p.long}</dt>
      <dd>${p.longText}</dd>
    </dl>
    <label class="tick ${view.missing ? 'missing' : ''}"
      ><input id="agree" type="checkbox" aria-invalid=${view.missing} aria-describedby="agree-missing" /><span
        >${t.tick}</span
      ></label
    >
    <div role="alert" id="agree-missing">${view.missing ? html`<p class="alert">${t.tickMissing}</p>` : nothing}</div>
    <p class="small">${fill(t.version, { n: model.session?.consent?.version ?? '' })}</p>
    ${model.slow ? html`<p class="note" role="status">${texts.loadingSlow}</p>` : nothing}
    ${actions(
      html`<button type="button" aria-disabled=${view.sending !== null} @click=${accept}>${t.accept}</button>`,
      html`<button
        type="button"
        class="plain"
        aria-disabled=${view.sending !== null}
        @click=${() => say({ type: 'consent_answered', accepted: false })}
      >
        ${t.decline}
      </button>`,
    )}`;
};
