/** Colours, widths, and what a terminal must not be told. */

import { describe, expect, it } from 'vitest';
import { pad, widest, wrap } from '../../src/cli/layout.ts';
import { printable, printableJson, printableLines, widthOf } from '../../src/cli/printable.ts';
import { styleFor } from '../../src/cli/style.ts';

describe('colours', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: 'true', NO_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: 'false' }, false],
  ])('in a terminal (%s) with %j: %s', (isTTY, env, expected) => {
    const { bad } = styleFor({ isTTY, env });
    expect(bad('x')).toBe(expected ? '\u001b[31mx\u001b[39m' : 'x');
    expect(bad('')).toBe('');
  });
});

const HOSTILE = 'a\u001b[2J\u0007\u009b1m\r\n\u2028\u202e\ud800b\u007f\tc';

it('nothing that is printed commands a terminal', () => {
  const escaped = String.raw`a\u001b[2J\u0007\u009b1m\u000d\u000a\u2028\u202e\ud800b\u007f\u0009c`;
  expect(printable(HOSTILE)).toBe(escaped);
  expect(printableLines(HOSTILE)).toBe(
    escaped.replace(String.raw`\u000a`, '\n').replace(String.raw`\u0009`, '\t'),
  );
  const json = printableJson({ [HOSTILE]: HOSTILE });
  expect(json).toMatch(/^[\n -~]*$/);
  expect(JSON.parse(json)).toEqual({ [HOSTILE]: HOSTILE });
});

it('nothing that is printed hides in what is read', () => {
  expect(printable('pay\u200bments\u2060\u00ad\u{e0041}')).toBe(
    String.raw`pay\u200bments\u2060\u00ad\udb40\udc41`,
  );
  expect(printable('👩\u200d💻❤\ufe0f')).toBe('👩\u200d💻❤\ufe0f');
});

it.each([
  ['abc', 3],
  ['日本', 4],
  ['e\u0301', 1],
  ['🙂', 2],
])('%s is %i columns wide', (text, width) => {
  expect(widthOf(text)).toBe(width);
  expect(widthOf(pad(text, 6))).toBe(6);
  expect(pad(text, 1)).toBe(text);
});

it('the widest of nothing has no width', () => {
  expect(widest([])).toBe(0);
});

it('lines are broken between words, and only where there is room for some', () => {
  const text = 'one two three four five sixsixsixsixsixsixsixsixsixsixsix seven';
  expect(wrap(text, 34, 4)).toBe('one two three four five\n    sixsixsixsixsixsixsixsixsixsixsix\n    seven');
  expect(wrap(text, 20, 4)).toBe(text);
  expect(wrap(text, undefined, 4)).toBe(text);
});
