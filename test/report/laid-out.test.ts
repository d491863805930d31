import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laidOut } from '../../src/report/laid-out.ts';

describe('a body on several lines', () => {
  it('is as JSON itself lays it out', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(JSON.parse(laidOut(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(laidOut(JSON.stringify(value))).toBe(JSON.stringify(value, undefined, 2));
        expect(laidOut(JSON.stringify(value, undefined, 1))).toBe(JSON.stringify(value, undefined, 2));
      }),
    );
  });

  it.each([
    ['{"id":12345678901234567890}', '{\n  "id": 12345678901234567890\n}'],
    ['[1.0,1e400]', '[\n  1.0,\n  1e400\n]'],
    ['{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
    ['"\\u003cb\\u003e, {}: \\""', '"\\u003cb\\u003e, {}: \\""'],
    [' { } ', '{}'],
  ])('R44 says what was sent: %s', (body, expected) => {
    expect(laidOut(body)).toBe(expected);
  });

  it.each(['', 'text', '<a>{}</a>', '{"cut":"of', '[1,]'])('is as it is where it is no JSON: %j', (body) => {
    expect(laidOut(body)).toBe(body);
  });

  it('R44 does not grow with the square of its depth', () => {
    const deep = '['.repeat(2048) + ']'.repeat(2048);
    expect(laidOut(deep).length).toBeLessThan(deep.length * 40);
    expect(laidOut(deep).replace(/\s/g, '')).toBe(deep);
  });
});
