// Buttons, fields, notices and the dialogue.
import { css } from 'lit';

export const controls = css`
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 52px;
    padding: 12px 20px;
    border: 1px solid transparent;
    border-radius: 14px;
    background: var(--accent);
    color: var(--on-accent);
    font: inherit;
    font-weight: 620;
    line-height: 1.3;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    transition: filter 0.15s ease;
    -webkit-tap-highlight-color: transparent;
  }
  button:hover,
  .button:hover {
    filter: brightness(0.94);
  }
  button.second,
  .button.second {
    background: var(--bg);
    border-color: var(--line);
    color: var(--text);
  }
  button.plain,
  .button.plain {
    min-height: 44px;
    padding: 8px 12px;
    background: transparent;
    color: var(--ink);
  }
  button.plain.danger {
    color: var(--bad);
  }
  header button.plain {
    margin-right: -12px;
    color: var(--muted);
    font-size: 0.9375rem;
    font-weight: 540;
  }
  button[aria-disabled='true'] {
    cursor: progress;
    filter: saturate(0.5) opacity(0.75);
  }
  :focus-visible {
    outline: 3px solid var(--ink);
    outline-offset: 3px;
  }
  h1:focus-visible {
    outline: none;
  }
  .file {
    position: relative;
  }
  .file input {
    position: absolute;
    inset: 0;
    width: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .file:focus-within {
    outline: 3px solid var(--ink);
    outline-offset: 3px;
  }
  .tick {
    display: grid;
    grid-template-columns: 26px 1fr;
    gap: 12px;
    padding: 16px;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--quiet);
    cursor: pointer;
  }
  .tick input {
    width: 24px;
    height: 24px;
    margin: 0;
    accent-color: var(--accent);
  }
  .tick.missing {
    border-color: var(--bad);
  }
  label.field {
    display: block;
    padding: 7px 0;
  }
  label.field > span {
    display: flex;
    justify-content: space-between;
    margin-bottom: 4px;
    color: var(--muted);
    font-size: 0.9375rem;
  }
  label.field em {
    color: var(--ink);
    font-style: normal;
  }
  input[type='text'] {
    width: 100%;
    min-height: 48px;
    padding: 10px 14px;
    border: 1px solid var(--edge);
    border-radius: 12px;
    background: var(--field);
    color: var(--text);
    font: inherit;
    font-size: 1.0625rem;
  }
  .alert,
  .note {
    display: flex;
    gap: 10px;
    margin-top: 16px;
    padding: 12px 14px;
    border-radius: 12px;
    background: var(--bad-tint);
    color: var(--bad);
    text-align: start;
  }
  .note {
    background: var(--warn-tint);
    color: var(--warn);
  }
  .note ul {
    margin: 4px 0 0;
    padding-inline-start: 20px;
  }
  dialog {
    width: min(420px, calc(100vw - 40px));
    padding: 24px;
    border: 1px solid var(--line);
    border-radius: 20px;
    background: var(--bg);
    color: var(--text);
    box-shadow: 0 24px 80px rgb(0 0 0 / 30%);
  }
  dialog::backdrop {
    background: rgb(10 14 20 / 55%);
  }
  dialog h2 {
    margin-bottom: 6px;
    font-size: 1.25rem;
    line-height: 1.3;
  }
  dialog div {
    display: grid;
    gap: 8px;
    margin-top: 20px;
  }
`;
