import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemJson } from '../../src/renderers/problem-json.ts';
import { INJECTIONS } from './injections.ts';
import { anyParts, anyText, everywhere, problemOf, type Parts } from './problems.ts';

const MEMBERS = [
  'title',
  'status',
  'detail',
  'code',
  'correlationId',
  'errors',
  'details',
  'retryable',
  'debug',
] as const;

/** RFC 9457: what is not known is left out. */
function expected(parts: Partial<Parts>): Record<string, unknown> {
  const problem = problemOf(parts) as unknown as Record<string, unknown>;
  const members = MEMBERS.filter((member) => problem[member] !== undefined);
  return { type: 'about:blank', ...Object.fromEntries(members.map((member) => [member, problem[member]])) };
}

describe('application/problem+json', () => {
  it('R84 is typed with its character set', () => {
    expect(problemJson.contentType).toBe('application/problem+json; charset=utf-8');
  });

  it('parses to exactly the problem, whatever the texts', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        expect(JSON.parse(problemJson.render(problemOf(parts)))).toEqual(expected(parts));
      }),
      { numRuns: 500 },
    );
  });

  it('has its members in one order', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const rendered = JSON.parse(problemJson.render(problemOf(parts))) as object;
        expect(Object.keys(rendered)).toEqual(Object.keys(expected(parts)));
      }),
    );
  });

  it.each(INJECTIONS)('holds %j as one string wherever it stands', (text) => {
    const body = problemJson.render(problemOf(everywhere(text)));
    expect(JSON.parse(body)).toEqual(expected(everywhere(text)));
    expect(body).not.toMatch(/[\r\n]/);
  });

  it('is well-formed Unicode, so that its bytes are what it says', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        expect(problemJson.render(problemOf(parts))).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  it('says how it writes a text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(problemJson.render(problemOf({ detail: text }))).toContain(`"${problemJson.escape(text)}"`);
      }),
    );
  });

  it('is exact for a plain problem', () => {
    expect(problemJson.render(problemOf({ details: { left: 3 }, retryable: true }))).toBe(
      '{"type":"about:blank","title":"Conflict","status":409,"detail":"Only 3 of A1 are left",' +
        '"code":"STOCK_TOO_LOW","correlationId":"K7QF-2MXD-9TRB","details":{"left":3},"retryable":true}',
    );
  });
});
