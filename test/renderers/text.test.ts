import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { text } from '../../src/renderers/text.ts';
import { INJECTIONS } from './injections.ts';
import { anyParts, everywhere, problemOf, type Parts } from './problems.ts';

/** What ends a line somewhere, steers a terminal or turns text around. */
const STEERING =
  // oxlint-disable-next-line no-control-regex -- control characters are what it is for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u;

const linesOf = (parts: Partial<Parts>): readonly string[] => text.render(problemOf(parts)).split('\n');

/** The same problem with every text replaced by a plain one. */
function plain(parts: Partial<Parts>): Partial<Parts> {
  const { details, debug, errors } = parts;
  const flat =
    typeof details !== 'object' || details === null || Array.isArray(details)
      ? 'x'
      : Object.fromEntries(Object.keys(details).map((_key, index) => [`k${index}`, 'x']));
  return {
    ...parts,
    title: 'x',
    code: 'x',
    detail: parts.detail === undefined ? undefined : 'x',
    errors: errors?.map(() => ({ pointer: 'x', message: 'x' })),
    details: details === undefined ? undefined : flat,
    debug: debug && {
      name: 'x',
      message: 'x',
      ...(debug.stack && { stack: debug.stack.map(() => 'x') }),
      causes: debug.causes.map(() => ({ name: 'x', message: 'x' })),
    },
  };
}

describe('text/plain', () => {
  it('R84 is typed with its character set', () => {
    expect(text.contentType).toBe('text/plain; charset=utf-8');
  });

  it('no value forges a line or steers a terminal', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const lines = linesOf(parts);
        expect(lines.length).toBe(linesOf(plain(parts)).length);
        expect(lines.filter((line) => STEERING.test(line))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it.each(INJECTIONS)('holds %j on the lines where it belongs', (payload) => {
    const lines = linesOf(everywhere(payload));
    const shown = text.escape(payload);
    expect(lines.length).toBe(linesOf(everywhere('x')).length);
    expect(lines[1]).toBe(`Code: ${shown}`);
    expect(lines[4]).toBe(shown);
    expect(lines[6]).toBe(`- ${shown}: ${shown}`);
    expect(lines[8]).toBe(`k${shown}: ${shown}`);
  });

  it.each<[string, Partial<Parts>, string]>([
    ['least', { detail: undefined }, '409 Conflict\nCode: STOCK_TOO_LOW\nReference: K7QF-2MXD-9TRB\n'],
    [
      'everything',
      {
        retryable: true,
        errors: [
          { pointer: '/a', message: 'is missing' },
          { pointer: '', message: 'is empty' },
        ],
        details: { left: 3, sku: 'A1', slots: ['08:00'] },
      },
      '409 Conflict\nCode: STOCK_TOO_LOW\nReference: K7QF-2MXD-9TRB\nRetryable: yes\n\nOnly 3 of A1 are left\n\n' +
        '- /a: is missing\n- /: is empty\n\nleft: 3\nsku: A1\nslots: ["08:00"]\n',
    ],
    [
      'no details to speak of',
      { detail: undefined, retryable: false, details: {} },
      '409 Conflict\nCode: STOCK_TOO_LOW\nReference: K7QF-2MXD-9TRB\nRetryable: no\n',
    ],
    [
      'details that are a list',
      { detail: undefined, details: ['a\u009bb', 1] },
      '409 Conflict\nCode: STOCK_TOO_LOW\nReference: K7QF-2MXD-9TRB\n\n["a\ufffdb",1]\n',
    ],
    [
      'details that are nothing',
      { detail: undefined, details: null },
      '409 Conflict\nCode: STOCK_TOO_LOW\nReference: K7QF-2MXD-9TRB\n\nnull\n',
    ],
    [
      'R17 debug mode without a stack',
      {
        detail: undefined,
        debug: { name: 'Error', message: 'a\nb', causes: [{ name: 'TypeError', message: 'c' }] },
      },
      '409 Conflict\nCode: STOCK_TOO_LOW\nReference: K7QF-2MXD-9TRB\n\nError: a b\n\nCaused by TypeError: c\n',
    ],
    [
      'R17 debug mode with a stack',
      {
        detail: undefined,
        debug: { name: 'Error', message: 'a', stack: ['Error: a', '    at f'], causes: [] },
      },
      '409 Conflict\nCode: STOCK_TOO_LOW\nReference: K7QF-2MXD-9TRB\n\nError: a\n    at f\n',
    ],
  ])('shows %s', (_what, parts, expected) => {
    expect(text.render(problemOf(parts))).toBe(expected);
  });
});
