// The little faces that show each movement; still where the person wants less motion.
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Action } from '../protocol/words';

const head = (inside: SVGTemplateResult, action: Action): TemplateResult => html`<svg
  class="mime mime-${action}" viewBox="0 0 64 64" width="64" height="64" fill="none" stroke="currentColor"
  stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
  <path d="M32 8c12 0 18 9 18 22 0 14-8 26-18 26S14 44 14 30C14 17 20 8 32 8z"/>${inside}</svg>`;

const eyes = svg`<g class="eyes"><path d="M24 28v3M40 28v3"/></g>`;
const smile = svg`<path d="M25 43c4 3.5 10 3.5 14 0"/>`;

export const MIMES: Readonly<Record<Action, TemplateResult>> = {
  blink: head(
    svg`<g class="open"><path d="M20 29c2.5-3 6.5-3 9 0-2.5 3-6.5 3-9 0zM35 29c2.5-3 6.5-3 9 0-2.5 3-6.5 3-9 0z"/></g><g class="shut"><path d="M20 29c2.5 2.5 6.5 2.5 9 0M35 29c2.5 2.5 6.5 2.5 9 0"/></g>${smile}`,
    'blink',
  ),
  mouth: head(svg`${eyes}<ellipse class="lips" cx="32" cy="44" rx="6" ry="6"/>`, 'mouth'),
  nod: head(svg`<g class="features">${eyes}${smile}</g><path d="M59 22v20M55.5 25.5L59 22l3.5 3.5M55.5 38.5L59 42l3.5-3.5"/>`, 'nod'),
  shake: head(svg`<g class="features">${eyes}${smile}</g><path d="M8.5 28L4 32l4.5 4M55.5 28l4.5 4-4.5 4"/>`, 'shake'),
};
