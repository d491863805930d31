import { describe, expect, it } from 'vitest';
import { DARK, LIGHT, PALETTE_STYLE, type Palette } from '../../src/report/palette.ts';
import { CHART_STYLE } from '../../src/report/charts/style.ts';
import { PAGE_STYLE } from '../../src/report/html/style.ts';

type Colour = readonly [number, number, number];

/** Linear light, 0 to 1. */
function linear(hex: string): Colour {
  const part = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [high, low] = [one, other]
    .map(linear)
    .map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
    .toSorted((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

/** What people see who lack one kind of cone (Machado, Oliveira and Fernandes, 2009, severity 1). */
const VISIONS: Readonly<Record<string, readonly Colour[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIE 1976, for the distance between two colours. */
function lab(hex: string, vision: readonly Colour[]): Colour {
  const source = linear(hex);
  const [red, green, blue] = vision.map((row) =>
    Math.min(1, Math.max(0, row[0] * source[0] + row[1] * source[1] + row[2] * source[2])),
  ) as unknown as Colour;
  const bend = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = bend((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
  const y = bend(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = bend((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

describe.each<[string, Palette]>([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s palette', (_name, palette) => {
  const { page, card, tint, ink, soft, accent, onAccent, bad, warn, good, tones, rest } = palette;

  it('has text that is read on all that text stands on', () => {
    for (const text of [ink, soft, accent, bad, warn, good])
      for (const ground of [page, card, tint])
        expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    expect(contrast(onAccent, accent)).toBeGreaterThanOrEqual(4.5);
  });

  it('has tones that are seen on page and card', () => {
    for (const tone of [...tones, rest])
      for (const ground of [page, card])
        expect(contrast(tone, ground), `${tone} on ${ground}`).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(VISIONS))('has tones that differ in vision: %s', (_vision, matrix) => {
    const seen = [...tones, rest].map((tone) => lab(tone, matrix));
    for (const [index, one] of seen.entries()) {
      for (const other of seen.slice(0, index)) {
        const distance = Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
        expect(distance, `${[...tones, rest][index]}`).toBeGreaterThanOrEqual(20);
      }
    }
  });

  it('stands in the style sheet', () => {
    for (const colour of [page, card, tint, ink, soft, accent, onAccent, bad, warn, good, ...tones, rest])
      expect(PALETTE_STYLE).toContain(colour);
  });
});

it('every property that a style uses is defined', () => {
  const defined = new Set(
    [...`${PALETTE_STYLE}${CHART_STYLE}`.matchAll(/(--fl-[\w-]+):/g)].map(([, name]) => name),
  );
  const used = [...`${CHART_STYLE}${PAGE_STYLE}`.matchAll(/var\((--fl-[\w-]+)\)/g)].map(([, name]) => name);
  expect(used.length).toBeGreaterThan(20);
  for (const name of used) expect(defined).toContain(name);
});

it('no style loads anything, or can be left', () => {
  expect(`${PALETTE_STYLE}${CHART_STYLE}${PAGE_STYLE}`).not.toMatch(/url\(|@import|<|expression/);
});
