// The camera's picture with its frame, oval, ring and hints.
import { css } from 'lit';

export const stages = css`
  .stage {
    position: relative;
    width: 100%;
    margin: 16px auto 0;
    overflow: hidden;
    background: #0b0e13;
  }
  .stage video {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .stage.card {
    aspect-ratio: 4 / 3.6;
    border-radius: 18px;
  }
  .stage.card::after {
    content: '';
    position: absolute;
    inset: 0;
    margin: auto;
    width: 90%;
    aspect-ratio: 1.586;
    border: 3px solid #ffffff;
    border-radius: 16px;
    box-shadow: 0 0 0 100vmax rgb(6 9 14 / 45%);
  }
  .stage.face {
    width: min(300px, 78vw, 44vh);
    aspect-ratio: 3 / 4;
    border-radius: 50%;
  }
  .stage.face video {
    transform: scaleX(-1);
  }
  .ring {
    position: relative;
    width: fit-content;
    margin: 12px auto 0;
  }
  .ring .stage {
    margin: 10px;
  }
  .ring svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }
  .ring path {
    fill: none;
    stroke: var(--line);
    stroke-width: 6;
  }
  .ring path.now {
    stroke: var(--ink);
    stroke-linecap: round;
    transition: stroke-dashoffset 0.4s ease;
  }
  .ring.good path {
    stroke: var(--ok);
  }
  .ring.bad path {
    stroke: var(--warn);
  }
  .hint {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 48px;
    margin: 14px auto 0;
    padding: 10px 18px;
    border-radius: 24px;
    background: var(--quiet);
    font-weight: 600;
    text-align: center;
  }
  .hint.none {
    background: none;
  }
  .hint.good {
    background: var(--ok-tint);
    color: var(--ok);
  }
  .hint.bad {
    background: var(--warn-tint);
    color: var(--warn);
  }
  .prompt {
    display: grid;
    grid-template-columns: 64px auto;
    align-items: center;
    justify-content: center;
    gap: 0 16px;
    min-height: 84px;
    text-align: start;
  }
  .prompt svg {
    grid-row: 1 / 3;
    color: var(--ink);
  }
  .prompt h1 {
    margin: 0;
    font-size: 1.625rem;
    align-self: end;
  }
  .prompt p {
    align-self: start;
    color: var(--muted);
  }
  .prompt.alone {
    grid-template-columns: auto;
    text-align: center;
  }
  .dots {
    display: flex;
    justify-content: center;
    gap: 8px;
    margin: 16px 0 0;
    padding: 0;
    list-style: none;
  }
  .dots li {
    width: 10px;
    height: 10px;
    border-radius: 5px;
    background: var(--line);
  }
  .dots li.done {
    background: var(--ok);
  }
  .dots li.now {
    width: 26px;
    background: var(--ink);
  }
  .shutter {
    width: 76px;
    height: 76px;
    min-height: 0;
    margin: 0 auto;
    padding: 0;
    border-radius: 50%;
    box-shadow: 0 0 0 4px var(--bg), 0 0 0 7px var(--ink);
  }
  .shutter:focus-visible {
    outline-offset: 9px;
  }
`;

/** A phone that lies: words on the left, the picture on the right, nothing to scroll. */
export const lying = css`
  @media (orientation: landscape) and (max-height: 500px) {
    main {
      max-width: 760px;
      padding-block: 8px 12px;
    }
    .page:is([data-step='face_aim'], [data-step='face_run'], [data-step='card_aim']) main {
      display: grid;
      grid-template-columns: 1fr auto;
      align-content: center;
      justify-items: center;
      column-gap: 28px;
    }
    main > .ring,
    main > .stage.card {
      grid-column: 2;
      grid-row: 1 / span 7;
      margin-top: 0;
    }
    main .stage.face {
      width: 50vh;
    }
    main .stage.card {
      width: 76vh;
    }
  }
`;
