// The page's line drawings; each is decoration beside words that say the same.
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const frame = (inside: SVGTemplateResult, size = 24): TemplateResult => html`<svg
  viewBox="0 0 24 24" width=${size} height=${size} fill="none" stroke="currentColor" stroke-width="1.75"
  stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${inside}</svg>`;

export const icons = {
  shield: () => frame(svg`<path d="M12 3l7 2.6v5.6c0 4.4-2.9 7.9-7 9.8-4.1-1.9-7-5.4-7-9.8V5.6z"/><path d="M9 11.8l2.2 2.2L15.2 10"/>`, 20),
  card: () => frame(svg`<rect x="3" y="5" width="18" height="14" rx="2.5"/><circle cx="8.5" cy="10.8" r="1.9"/><path d="M5.8 15.8c.5-1.4 1.5-2.1 2.7-2.1s2.2.7 2.7 2.1M14.5 9.8h3.5M14.5 13.2h3.5"/>`),
  face: () => frame(svg`<path d="M8 3.5H6A2.5 2.5 0 003.5 6v2M16 3.5h2A2.5 2.5 0 0120.5 6v2M8 20.5H6A2.5 2.5 0 013.5 18v-2M16 20.5h2a2.5 2.5 0 002.5-2.5v-2"/><path d="M9 9.5v.6M15 9.5v.6M12 9.5v3l-1 .5M8.8 15.4c1.9 1.5 4.5 1.5 6.4 0"/>`),
  light: () => frame(svg`<circle cx="12" cy="12" r="3.8"/><path d="M12 3.2v1.6M12 19.2v1.6M3.2 12h1.6M19.2 12h1.6M5.8 5.8l1.1 1.1M17.1 17.1l1.1 1.1M5.8 18.2l1.1-1.1M17.1 6.9l1.1-1.1"/>`),
  camera: () => frame(svg`<path d="M4.5 7.5h2.7l1.5-2.2h6.6l1.5 2.2h2.7A1.5 1.5 0 0121 9v9a1.5 1.5 0 01-1.5 1.5h-15A1.5 1.5 0 013 18V9a1.5 1.5 0 011.5-1.5z"/><circle cx="12" cy="13" r="3.4"/>`),
  cameraOff: () => frame(svg`<path d="M3.5 3.5l17 17M8 6l.7-.7h6.6l1.5 2.2h2.7A1.5 1.5 0 0121 9v8.5M17.5 19.5h-13A1.5 1.5 0 013 18V9c0-.8.7-1.5 1.5-1.5h1"/><path d="M14.8 15a3.4 3.4 0 01-4.8-4.8"/>`, 30),
  corners: () => frame(svg`<path d="M4 9V6a2 2 0 012-2h3M15 4h3a2 2 0 012 2v3M20 15v3a2 2 0 01-2 2h-3M9 20H6a2 2 0 01-2-2v-3"/>`),
  flat: () => frame(svg`<path d="M12 5l8.5 4.5L12 14 3.5 9.5z"/><path d="M3.5 14L12 18.5 20.5 14"/>`),
  noGlare: () => frame(svg`<path d="M12 3.5l1.6 4.7 4.9 1.6-4.9 1.7L12 16.2l-1.6-4.7-4.9-1.7 4.9-1.6z"/><path d="M4 20L20 4"/>`),
  level: () => frame(svg`<rect x="7" y="2.8" width="10" height="18.4" rx="2.5"/><path d="M11 18.2h2M2.5 9h2M19.5 9h2"/>`),
  glasses: () => frame(svg`<circle cx="7" cy="14" r="3.2"/><circle cx="17" cy="14" r="3.2"/><path d="M10.2 13.6c1-.9 2.6-.9 3.6 0M3.9 13l1.6-6M20.1 13l-1.6-6"/>`),
  follow: () => frame(svg`<path d="M4 12a8 8 0 0113.7-5.6L20 8.5M20 4v4.5h-4.5M20 12a8 8 0 01-13.7 5.6L4 15.5M4 20v-4.5h4.5"/>`),
  check: () => frame(svg`<path d="M5 12.8l4.6 4.6L19.2 7.4"/>`, 36),
  cross: () => frame(svg`<path d="M12 6.5v7M12 17.2v.3"/>`, 36),
  clock: () => frame(svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.2V12l3.2 2"/>`, 32),
  link: () => frame(svg`<path d="M10 14a4 4 0 005.7 0l3-3a4 4 0 00-5.7-5.7l-1 1M14 10a4 4 0 00-5.7 0l-3 3a4 4 0 005.7 5.7l1-1"/>`, 32),
  cloud: () => frame(svg`<path d="M7 18.5a4.2 4.2 0 01-.6-8.4 5.6 5.6 0 0110.9 1A3.8 3.8 0 0117 18.5M4 4l16 16"/>`, 32),
  info: () => frame(svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8v.2"/>`, 20),
  close: () => frame(svg`<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>`, 20),
};
