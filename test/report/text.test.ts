import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded, printable, widthOf } from '../../src/report/printable.ts';
import { createReport, renderReport } from '../../src/report/index.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { hostileText, NOON } from '../store/occurrences.ts';
import { reportWith } from './hostile.ts';
import { OPTIONS, sourceStore } from './source.ts';

describe('text/plain', () => {
  it('R58 is a table and a list that a mail can hold', async () => {
    const report = await createReport(sourceStore(), { ...OPTIONS, details: 2 });
    expect(renderReport(report, 'text')).toBe(`ping identity
Backend errors: atmapp
This report contains details of backend error codes for the specified API

From 2017-02-01T08:20:00.000Z
To   2017-02-05T13:20:00.000Z (excluded; UTC)

Code  Error                  Count
----  ---------------------  -----
403   Forbidden                  0
404   Not Found                  0
500   Internal Server Error      3  ############################################
503   Service Unavailable        0
504   Gateway Timeout            0
----  ---------------------  -----
      Total                      3


500 Internal Server Error: the newest 2; 1 more occurred
--------------------------------------------------------------------------------
2017-02-05T13:19:59.999Z  K7QF-2MXD-9TRB
    /atmapp/zipcode
    from 100.64.5.183:24078 to 192.168.11.164:3001
2017-02-05T13:19:00.000Z  44WM-V9HQ-Z57K
    /atmapp/zipcode
    from 100.64.19.136:61494 to 192.168.11.164:3003
    JSESSIONID=[cookie 6d1f0c2a]
`);
  });

  it('D22 has the dates of the source document, where told to, and nothing of what is not known', async () => {
    const { apiName: _apiName, ...options } = { ...OPTIONS, company: '', apiName: '' };
    const text = renderReport(await createReport(sourceStore(), options), 'text', { legacyDates: true });
    expect(text).toMatch(/^Backend errors: atmapp\n/);
    expect(text).toContain('\n500 Internal Server Error\n---');
    expect(text).toMatch(/\nWed Feb 01 08:20:00:000 2017 {2}VQ80-P8XV-VME0\n$/);
  });

  it('keeps a reference in one piece, on a line of its own', async () => {
    const text = renderReport(await reportWith('r'.repeat(64)), 'text');
    expect(text).toMatch(/\n2026-11-01T12:02:00\.000Z\n {4}r{64}\n/);
  });

  it('counts in millions', async () => {
    const store = { ...memoryStore(), totals: async () => [{ status: 500, count: 12_345_678 }] };
    const report = await createReport(store, { from: NOON, to: NOON + 1, plots: false });
    expect(renderReport(report, 'text')).toContain('500   Internal Server Error  12,345,678  ####');
  });

  it('leaves a phrase open that the report has none for', async () => {
    const report = await createReport(sourceStore(), OPTIONS);
    const text = renderReport({ ...report, backend_error_summary: [] }, 'text');
    expect(text).toContain('\n500\n---');
    expect(text).not.toContain('Infinity');
  });

  it('R44 has at most 80 columns, and nothing but text in them', async () => {
    const texts = fc.oneof(hostileText, fc.string({ unit: 'grapheme', minLength: 70, maxLength: 300 }));
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        for (const line of renderReport(await reportWith(text), 'text').split('\n')) {
          expect(widthOf(line)).toBeLessThanOrEqual(80);
          expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/u);
        }
      }),
    );
  });
});

describe('lines', () => {
  it.each([
    ['', ['']],
    ['short', ['short']],
    ['0123456789', ['0123456789']],
    ['01234567890', ['0123456789', '0']],
    ['0123456 7890', ['0123456', '7890']],
    ['/abc/def/ghi/jkl', ['/abc/def/', 'ghi/jkl']],
    ['a b0123456789', ['a b0123456', '789']],
    ['?a=1&b=22&c=3', ['?a=1&b=22&', 'c=3']],
    ['日本語日本語', ['日本語日本', '語']],
    ['e\u0301'.repeat(11), ['e\u0301'.repeat(10), 'e\u0301']],
  ])('%j is broken into %j', (text, lines) => expect(folded(text, 10)).toEqual(lines));

  it('lose nothing but spaces at their ends', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 4, max: 40 }), (text, width) => {
        const lines = folded(printable(text), width);
        expect(lines.join('').replaceAll(' ', '')).toBe(printable(text).replaceAll(' ', ''));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
