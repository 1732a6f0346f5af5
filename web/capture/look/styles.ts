// How the page looks: one quiet sheet, system fonts, a phone first.
import { css } from 'lit';

export const tokens = css`
  :host {
    --bg: #ffffff;
    --around: #eef1f6;
    --text: #141a24;
    --muted: #4c586a;
    --line: #dce2ea;
    --field: #ffffff;
    --edge: #79869a;
    --quiet: #f4f6fa;
    --ok: #0c7a43;
    --ok-tint: #e5f5ec;
    --bad: #b3261e;
    --bad-tint: #fdecea;
    --warn: #7a4b00;
    --warn-tint: #fff3d9;
    --accent: #2a6ae0;
    --on-accent: #ffffff;
    --ink: #2360cd;
    --tint: #ecf3fe;
    display: block;
    color: var(--text);
    background: var(--around);
    font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'PingFang TC',
      'Microsoft YaHei', 'Microsoft JhengHei', 'Noto Sans CJK SC', 'Noto Sans Thai', Thonburi, 'Leelawadee UI', sans-serif;
    font-size: 1rem;
    line-height: 1.5;
    -webkit-font-smoothing: antialiased;
    text-rendering: optimizeLegibility;
    color-scheme: light;
  }
  :host([data-dark]) {
    --bg: #12161d;
    --around: #0c0f14;
    --text: #f2f4f8;
    --muted: #aeb8c7;
    --line: #2b333f;
    --field: #1a2029;
    --edge: #7d8aa0;
    --quiet: #1a2029;
    --ok: #5fd39a;
    --ok-tint: #12301f;
    --bad: #ff9a8f;
    --bad-tint: #3a1a17;
    --warn: #f3c26b;
    --warn-tint: #33270d;
    color-scheme: dark;
  }
  :host([lang='th']) {
    line-height: 1.7;
  }
`;

export const layout = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  .page {
    display: grid;
    grid-template-rows: auto 1fr;
    min-height: 100vh;
    min-height: 100dvh;
    background: var(--bg);
  }
  header {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: 0 16px;
    padding: max(10px, env(safe-area-inset-top)) 20px 0;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    font-size: 0.9375rem;
    font-weight: 600;
    letter-spacing: -0.005em;
  }
  .brand svg {
    color: var(--ink);
  }
  .bar {
    grid-column: 1 / -1;
    display: flex;
    gap: 6px;
    margin: 4px 0 0;
    padding: 0;
    list-style: none;
  }
  .bar li {
    flex: 1;
    height: 4px;
    border-radius: 2px;
    background: var(--line);
  }
  .bar li.done {
    background: var(--ink);
  }
  main {
    display: flex;
    flex-direction: column;
    width: 100%;
    max-width: 560px;
    margin: 0 auto;
    padding: 28px 20px max(20px, env(safe-area-inset-bottom));
  }
  h1 {
    margin: 0 0 8px;
    font-size: 1.75rem;
    font-weight: 680;
    line-height: 1.2;
    letter-spacing: -0.02em;
    text-wrap: balance;
    outline: none;
  }
  :host([lang='th']) h1 {
    line-height: 1.4;
    letter-spacing: 0;
  }
  h2 {
    margin: 0 0 2px;
    font-size: 1rem;
    font-weight: 620;
  }
  p {
    margin: 0;
  }
  .lead {
    color: var(--muted);
    font-size: 1.0625rem;
    text-wrap: pretty;
  }
  .grow {
    flex: 1;
    min-height: 20px;
  }
  .actions {
    display: flex;
    flex-direction: column;
    gap: 10px;
    padding-top: 14px;
  }
  .centre {
    align-items: center;
    text-align: center;
  }
  .centre .actions {
    align-self: stretch;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (min-width: 720px) and (min-height: 501px) {
    .page {
      width: 520px;
      min-height: min(760px, calc(100vh - 64px));
      margin: 0 auto;
      border: 1px solid var(--line);
      border-radius: 20px;
      overflow: clip;
      box-shadow: 0 1px 2px rgb(16 24 40 / 5%), 0 12px 40px rgb(16 24 40 / 8%);
    }
    :host {
      min-height: 100vh;
      padding: 32px 20px;
      box-sizing: border-box;
    }
    header {
      padding: 14px 32px 0;
    }
    main {
      padding: 32px 32px 28px;
    }
  }
`;
