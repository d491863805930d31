import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReport, renderReport } from '../../src/report/index.ts';
import { hostileText } from '../store/occurrences.ts';
import { reportWith } from './hostile.ts';
import { OPTIONS, sourceStore } from './source.ts';

/** RFC 4180, strictly. */
function parsed(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  while (cell.lastIndex < csv.length) {
    const found = cell.exec(csv);
    if (found === null) throw new Error(`no CSV at ${cell.lastIndex}`);
    rows.at(-1)!.push(found[1]?.replaceAll('""', '"') ?? found[2]!);
    if (found[3] === '\r\n') rows.push([]);
  }
  expect(rows.pop()).toEqual([]);
  return rows;
}

const HEAD =
  'part,company,api_name,earlier_date,later_date,error_code,error,count,at,reference,server,request_url,request_ip,request_cookie';

describe('text/csv', () => {
  it('R58 is one table whose every row stands for itself', async () => {
    const csv = renderReport(await createReport(sourceStore(), { ...OPTIONS, details: 2 }), 'csv');
    const about = '"ping identity",atmapp,2017-02-01T08:20:00.000Z,2017-02-05T13:20:00.000Z';
    expect(csv).toBe(
      [
        `\ufeff${HEAD}`,
        `summary,${about},403,Forbidden,0,,,,,,`,
        `summary,${about},404,"Not Found",0,,,,,,`,
        `summary,${about},500,"Internal Server Error",3,,,,,,`,
        `summary,${about},503,"Service Unavailable",0,,,,,,`,
        `summary,${about},504,"Gateway Timeout",0,,,,,,`,
        `omitted,${about},500,"Internal Server Error",1,,,,,,`,
        `detail,${about},500,"Internal Server Error",,2017-02-05T13:19:59.999Z,K7QF-2MXD-9TRB,192.168.11.164:3001,/atmapp/zipcode,100.64.5.183:24078,`,
        `detail,${about},500,"Internal Server Error",,2017-02-05T13:19:00.000Z,44WM-V9HQ-Z57K,192.168.11.164:3003,/atmapp/zipcode,100.64.19.136:61494,"JSESSIONID=[cookie 6d1f0c2a]"`,
        '',
      ].join('\r\n'),
    );
  });

  it('D22 writes all dates as the source document does, where told to', async () => {
    const csv = renderReport(await createReport(sourceStore(), OPTIONS), 'csv', { legacyDates: true });
    expect(csv).toContain('"Wed Feb 01 08:20:00:000 2017","Sun Feb 05 13:20:00:000 2017"');
    expect(csv).toContain('"Sun Feb 05 13:19:59:999 2017"');
    expect(csv).not.toMatch(/\dT\d/);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', "'  =1"],
    ['\u00a0=1', "'\u00a0=1"],
    ['\uff1d1', "'\uff1d1"],
    ['\t=1', '\\u0009=1'],
    ['\r=1', '\\u000d=1'],
    ['"=1', '"=1'],
    ['a=1', 'a=1'],
    ['a\r\nb', 'a\\u000d\\u000ab'],
    ['\u202egpj', '\\u202egpj'],
    ['say "it", twice', 'say "it", twice'],
    ["it's; so", "it's; so"],
    ['/x;=1+1;', "/x;'=1+1;"],
    ['/x; "@SUM(A1)', '/x;\' "@SUM(A1)'],
    [';;-1', ";;'-1"],
    ['a;b=1', 'a;b=1'],
  ])('R44 no cell is a formula: %j', async (text, cell) => {
    const rows = parsed(renderReport(await reportWith(text), 'csv').slice(1));
    const detail = rows.find(([part]) => part === 'detail')!;
    expect(detail[1]).toBe(cell);
    expect(detail[11]).toBe(cell);
  });

  it('R44 any text stays in its cell', async () => {
    const shape = (rows: readonly (readonly string[])[]): readonly string[] =>
      rows.map((cells) => `${cells[0]} ${cells[5]} ${cells.length}`);
    const harmless = shape(parsed(renderReport(await reportWith('plain'), 'csv').slice(1)));
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const rows = parsed(renderReport(await reportWith(text), 'csv').slice(1));
        expect(shape(rows)).toEqual(harmless);
        // Where lists are written with semicolons, a cell begins behind each.
        for (const cell of rows.flat().flatMap((each) => each.split(';')))
          expect(cell).not.toMatch(/^[\s"]*[=+@\uff1d]/);
        for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@]|\p{Cc}/u);
      }),
    );
  });

  it('leaves a phrase open that the report has none for', async () => {
    const report = await createReport(sourceStore(), OPTIONS);
    const without = { ...report, backend_error_summary: [] };
    expect(parsed(renderReport(without, 'csv'))[1]!.slice(5, 7)).toEqual(['500', '']);
  });
});
