// Whatever colour a caller chooses, text on it and lines in it stay legible.
import { expect, it } from 'vitest';
import { contrast, paletteOf, parse } from '../capture/look/palette';

const rgb = (colour: string) => parse(colour) ?? [0, 0, 0];
const ground = { light: '#ffffff', dark: '#12161d' };

it.each(['#2d72f1', '#000000', '#ffffff', '#ffe600', '#00a38d', '#ff0000', '#808080', 'nonsense', ''])(
  'the colour %s is legible on light and dark',
  (colour) => {
    for (const dark of [false, true]) {
      const palette = paletteOf(colour, dark);
      expect(contrast(rgb(palette.accent), rgb(palette.onAccent))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb(palette.ink), rgb(palette.tint))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb(palette.ink), rgb(dark ? ground.dark : ground.light))).toBeGreaterThanOrEqual(4.5);
    }
  },
);

it('a colour that is dark enough is left as it is', () => {
  expect(paletteOf('#0b57d0', false).accent).toBe('#0b57d0');
});
