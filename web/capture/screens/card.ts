// Photographing one side of the card, and looking whether the picture is good.
import { html, nothing } from 'lit';
import { icons } from '../look/icons';
import { actions, button, fileButton, heading, picture, type Screen, status } from './scene';

export const cardAim: Screen<'card_aim'> = ({ texts, stream, shoot, choose }, { side, hint, notice }) => {
  const t = texts.aim;
  return html`${heading(t[side])}
    <p class="lead">${t.lead}</p>
    <div role="alert">${notice ? html`<p class="alert">${t[notice]}</p>` : nothing}</div>
    ${stream
      ? html`<div class="stage card">
          ${picture(stream, t.view)}
        </div>`
      : nothing}
    ${status(hint ? t[hint] : nothing, hint ? 'hint bad' : 'hint none')}
    ${actions(
      stream
        ? html`<button type="button" class="shutter" aria-label=${t.shutter} @click=${shoot}>${icons.camera()}</button>`
        : nothing,
      fileButton(t.file, choose, 'plain'),
    )}`;
};

export const cardCheck: Screen<'card_check'> = ({ texts, say, address }, { photo, hint }) => {
  const t = texts.check;
  return html`${heading(t.heading)}
    <p class="lead">${t.lead}</p>
    <img class="shot" src=${address(photo)} alt=${t.picture} />
    ${hint ? html`<p class="note">${icons.info()}${t[hint]}</p>` : nothing}
    ${actions(
      button(t.keep, () => say({ type: 'photo_kept' })),
      button(t.again, () => say({ type: 'photo_again' }), 'second'),
    )}`;
};
