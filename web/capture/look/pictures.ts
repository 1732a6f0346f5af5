// Lists with marks, status pictures, the camera stages and the moving faces.
import { css } from 'lit';

export const lists = css`
  ul.needs {
    display: grid;
    gap: 4px;
    margin: 24px 0 0;
    padding: 0;
    list-style: none;
  }
  ul.needs li {
    display: grid;
    grid-template-columns: 48px 1fr;
    align-items: center;
    gap: 16px;
    min-height: 64px;
    padding: 8px 0;
  }
  ul.needs li > span:first-child,
  .mark {
    display: grid;
    place-items: center;
    width: 48px;
    height: 48px;
    border-radius: 14px;
    background: var(--tint);
    color: var(--ink);
  }
  ul.needs strong {
    display: block;
    font-weight: 600;
  }
  ul.needs small {
    color: var(--muted);
    font-size: 0.9375rem;
  }
  .mark {
    width: 84px;
    height: 84px;
    margin: 20px 0 24px;
    border-radius: 50%;
  }
  .mark.ok {
    background: var(--ok-tint);
    color: var(--ok);
  }
  .mark.bad {
    background: var(--bad-tint);
    color: var(--bad);
  }
  .mark.warn {
    background: var(--warn-tint);
    color: var(--warn);
  }
  .todo {
    margin-top: 14px;
  }
  .small {
    margin-top: 16px;
    color: var(--muted);
    font-size: 0.9375rem;
  }
  dl {
    margin: 20px 0;
  }
  dt {
    margin-top: 16px;
    font-weight: 620;
  }
  dd {
    margin: 2px 0 0;
    color: var(--muted);
  }
  .turning {
    width: 56px;
    height: 56px;
    margin: 40px 0 28px;
    border: 4px solid var(--line);
    border-top-color: var(--ink);
    border-radius: 50%;
    animation: turn 1s linear infinite;
  }
  progress {
    width: min(280px, 100%);
    height: 8px;
    margin: 48px 0 28px;
    border: 0;
    border-radius: 4px;
    background: var(--line);
    accent-color: var(--accent);
    appearance: none;
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--line);
  }
  progress::-webkit-progress-value {
    border-radius: 4px;
    background: var(--ink);
    transition: inline-size 0.2s ease;
  }
  progress::-moz-progress-bar {
    background: var(--ink);
  }
  img.shot {
    width: 100%;
    max-height: 46vh;
    margin-top: 20px;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--quiet);
    object-fit: contain;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .turning {
      animation-duration: 6s;
    }
  }
`;

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

export const mimes = css`
  .mime .shut {
    opacity: 0;
  }
  @media (prefers-reduced-motion: no-preference) {
    .mime-blink .open {
      animation: open 1.8s steps(1) infinite;
    }
    .mime-blink .shut {
      animation: shut 1.8s steps(1) infinite;
    }
    .mime-mouth .lips {
      transform-origin: 32px 44px;
      animation: gape 1.8s ease-in-out infinite;
    }
    .mime-nod .features {
      animation: nod 2s ease-in-out infinite;
    }
    .mime-shake .features {
      animation: shake 2.4s ease-in-out infinite;
    }
  }
  @keyframes open {
    55%,
    80% {
      opacity: 0;
    }
  }
  @keyframes shut {
    55%,
    80% {
      opacity: 1;
    }
  }
  @keyframes gape {
    0%,
    30%,
    100% {
      transform: scaleY(0.2);
    }
    60%,
    75% {
      transform: scaleY(1);
    }
  }
  @keyframes nod {
    0%,
    25%,
    100% {
      transform: translateY(0);
    }
    55% {
      transform: translateY(8px);
    }
  }
  @keyframes shake {
    0%,
    20%,
    100% {
      transform: translateX(0);
    }
    40% {
      transform: translateX(-7px);
    }
    75% {
      transform: translateX(7px);
    }
  }
`;
