import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Format } from '../../../src/model.ts';
import { plain } from '../../../src/renderers/presets/plain.ts';
import { INJECTIONS } from '../injections.ts';
import { anyParts, everywhere, problemOf, type Parts } from '../problems.ts';
import { dataOf, held, parseXml } from '../xml.ts';
import { DEBUG } from './table.ts';

const render = (format: Format, parts: Partial<Parts>): string =>
  plain.renderers[format]!.render(problemOf(parts));

const FULL: Partial<Parts> = {
  detail: undefined,
  errors: [{ pointer: '/a', message: 'is missing' }],
  details: { left: 3 },
  retryable: true,
};

describe('the plain error', () => {
  it.each<[string, Format, Partial<Parts>, string]>([
    [
      'least',
      'json',
      {},
      '{"error":{"code":"STOCK_TOO_LOW","message":"Only 3 of A1 are left","correlationId":"K7QF-2MXD-9TRB"}}',
    ],
    [
      'everything',
      'json',
      FULL,
      '{"error":{"code":"STOCK_TOO_LOW","message":"Conflict","correlationId":"K7QF-2MXD-9TRB",' +
        '"errors":[{"pointer":"/a","message":"is missing"}],"details":{"left":3},"retryable":true}}',
    ],
    [
      'least',
      'xml',
      {},
      '<?xml version="1.0" encoding="UTF-8"?>\n<error><code>STOCK_TOO_LOW</code>' +
        '<message>Only 3 of A1 are left</message><correlationId>K7QF-2MXD-9TRB</correlationId></error>',
    ],
    ['least', 'text', {}, 'STOCK_TOO_LOW: Only 3 of A1 are left\nReference: K7QF-2MXD-9TRB\n'],
    [
      'everything',
      'text',
      FULL,
      'STOCK_TOO_LOW: Conflict\nReference: K7QF-2MXD-9TRB\nRetryable: yes\n\n- /a: is missing\n\nleft: 3\n',
    ],
    [
      'what is not retryable',
      'text',
      { retryable: false },
      'STOCK_TOO_LOW: Only 3 of A1 are left\nReference: K7QF-2MXD-9TRB\nRetryable: no\n',
    ],
  ])('R84 shows %s in %s', (_, format, parts, expected) => {
    expect(render(format, parts)).toBe(expected);
  });

  it('parses to exactly the problem, whatever the texts', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const { code, correlationId, detail, title, errors, details, retryable, debug } = problemOf(parts);
        const error = { code, message: detail ?? title, correlationId, errors, details, retryable, debug };
        expect(JSON.parse(render('json', parts))).toEqual(JSON.parse(JSON.stringify({ error })));
      }),
    );
  });

  it.each(INJECTIONS)('holds %j as one string wherever it stands', (text) => {
    const shown = held(text);
    expect(dataOf(parseXml(render('xml', everywhere(text))).root)).toMatchObject({
      code: shown,
      message: shown,
      errors: [{ pointer: shown, message: shown, code: shown }],
      debug: { name: shown },
    });
    const lines = render('text', everywhere(text)).split('\n');
    expect(lines.length).toBe(render('text', everywhere('x')).split('\n').length);
    const printable = plain.renderers.text!.escape(text);
    expect(lines[0]).toBe(`${printable}: ${printable}`);
  });

  it('R17 shows what debug mode shows', () => {
    expect(JSON.parse(render('json', { debug: DEBUG })).error.debug).toEqual(DEBUG);
    expect(render('text', { debug: DEBUG })).toContain(
      '\nTypeError: x is undefined\n    at f\n\nCaused by Error: no x\n',
    );
  });
});
