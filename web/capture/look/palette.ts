// The caller's colour, made legible: buttons, marks and rings keep the contrast that WCAG 2.2 AA asks for.

export interface Palette {
  /** Fill of the main button. */
  readonly accent: string;
  /** Text on that fill. */
  readonly onAccent: string;
  /** The colour as lines, marks and links on the background. */
  readonly ink: string;
  /** A breath of the colour, behind marks. */
  readonly tint: string;
}

type Rgb = readonly [number, number, number];

const DEFAULT: Rgb = [0x2d, 0x72, 0xf1];
const LIGHT: Rgb = [255, 255, 255];
const DARK: Rgb = [0x12, 0x16, 0x1d];
const TEXT_CONTRAST = 4.5;
const INK_CONTRAST = 4.8; // a little over, because ink also stands on the tint

/** `themeColor` is `#rrggbb`; anything else gives the default colour. */
export function paletteOf(themeColor: string, dark: boolean): Palette {
  const colour = parse(themeColor) ?? DEFAULT;
  const ground = dark ? DARK : LIGHT;
  const whiteText = contrast(colour, LIGHT) >= 3;
  const accent = whiteText ? until(colour, LIGHT, [0, 0, 0], TEXT_CONTRAST) : colour;
  const tint = mix(ground, colour, dark ? 0.18 : 0.09);
  return {
    accent: css(accent),
    onAccent: css(whiteText ? LIGHT : [0x10, 0x14, 0x1a]),
    ink: css(until(colour, tint, dark ? [255, 255, 255] : [0, 0, 0], INK_CONTRAST)),
    tint: css(tint),
  };
}

/** Moves `colour` towards `goal` until it stands out from `ground` enough. */
function until(colour: Rgb, ground: Rgb, goal: Rgb, least: number): Rgb {
  for (let part = 0; part < 1; part += 0.02) {
    const candidate = mix(colour, goal, part);
    if (contrast(candidate, ground) >= least) return candidate;
  }
  return goal;
}

function mix(a: Rgb, b: Rgb, part: number): Rgb {
  const at = (i: 0 | 1 | 2): number => Math.round(a[i] + (b[i] - a[i]) * part);
  return [at(0), at(1), at(2)];
}

/** WCAG 2's contrast ratio, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance([r, g, b]: Rgb): number {
  const linear = (value: number): number => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

export function parse(colour: string): Rgb | null {
  const found = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour.trim());
  if (!found) return null;
  const [, r = '', g = '', b = ''] = found;
  return [Number.parseInt(r, 16), Number.parseInt(g, 16), Number.parseInt(b, 16)];
}

function css([r, g, b]: Rgb): string {
  return `#${[r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
