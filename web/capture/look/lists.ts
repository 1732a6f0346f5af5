// Lists with marks, status pictures and progress.
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
