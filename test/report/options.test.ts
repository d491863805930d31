import { describe, expect, it } from 'vitest';
import { FaultlineError } from '../../src/codes.ts';
import { createReport, legacyDate, renderReport, type ReportFormat } from '../../src/report/index.ts';
import { memoryStore } from '../../src/store/memory.ts';

const DAY = 86_400_000;
const WINDOW = { from: 0, to: DAY };

describe('what a report is about', () => {
  it.each<[string, unknown, string]>([
    ['no object', 7, "The report's options are 7; give an object."],
    ['null', null, "The report's options are null; give an object."],
    [
      'no window',
      {},
      "The report's options.from is undefined; give milliseconds since 1970, before the year 10000.",
    ],
    [
      'no end',
      { from: 1 },
      "The report's options.to is undefined; give milliseconds since 1970, before the year 10000.",
    ],
    [
      'a date',
      { ...WINDOW, from: new Date(0) },
      "The report's options.from is an object; give milliseconds since 1970, before the year 10000.",
    ],
    [
      'half a millisecond',
      { ...WINDOW, from: 0.5 },
      "The report's options.from is 0.5; give milliseconds since 1970, before the year 10000.",
    ],
    [
      'a year of five digits',
      { ...WINDOW, to: 253_402_300_800_000 },
      "The report's options.to is 253402300800000; give milliseconds since 1970, before the year 10000.",
    ],
    [
      'before 1970',
      { ...WINDOW, from: -1 },
      "The report's options.from is -1; give milliseconds since 1970, before the year 10000.",
    ],
    [
      'an empty window',
      { from: 5, to: 5 },
      "The report's options.to is not later than options.from; give a later one.",
    ],
    [
      'a window turned around',
      { from: 5, to: 4 },
      "The report's options.to is not later than options.from; give a later one.",
    ],
    [
      'a window too long',
      { from: 0, to: 400 * DAY + 1 },
      "The report's options.to is 401 days later than options.from; give at most 400 days.",
    ],
    [
      'details that are no number',
      { ...WINDOW, details: '5' },
      'The report\'s options.details is "5"; give an integer from 0 to 10000.',
    ],
    [
      'too many details',
      { ...WINDOW, details: 10_001 },
      "The report's options.details is 10001; give an integer from 0 to 10000.",
    ],
    [
      'fewer details than none',
      { ...WINDOW, details: -1 },
      "The report's options.details is -1; give an integer from 0 to 10000.",
    ],
    [
      'a company that is no text',
      { ...WINDOW, company: 5 },
      "The report's options.company is 5; give text of at most 512 characters.",
    ],
    [
      'a company too long',
      { ...WINDOW, company: 'x'.repeat(513) },
      `The report's options.company is "${'x'.repeat(60)}…"; give text of at most 512 characters.`,
    ],
    [
      'an api that is no text',
      { ...WINDOW, api: null },
      "The report's options.api is null; give text of at most 512 characters.",
    ],
    [
      'plots that are neither',
      { ...WINDOW, plots: 1 },
      "The report's options.plots is 1; give true or false.",
    ],
    [
      'what is not known',
      { ...WINDOW, constructor: 1 },
      "The report's options.constructor is not known; use api, apiName, from, to, company, details, plots.",
    ],
  ])('is refused with a cure: %s', async (_what, options, message) => {
    const failure = await createReport(memoryStore(), options as never).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FaultlineError);
    expect(failure).toMatchObject({ code: 'FLT_QUERY_INVALID', message });
  });

  it.each([
    ['the longest window', { from: 0, to: 400 * DAY }],
    ['a millisecond', { from: 0, to: 1 }],
    ['the last of all', { from: 253_402_300_799_998, to: 253_402_300_799_999 }],
    ['options that are not given', { ...WINDOW, api: undefined, details: undefined }],
    ['the most details', { ...WINDOW, details: 10_000 }],
  ])('may be %s', async (_what, options) => {
    const report = await createReport(memoryStore(), options as never);
    for (const format of ['json', 'csv', 'text', 'html'] as const)
      expect(renderReport(report, format, { legacyDates: true })).not.toBe('');
  });
});

describe('legacyDate', () => {
  it.each([
    [Date.UTC(2017, 1, 5, 13, 20), 'Sun Feb 05 13:20:00:000 2017'],
    [Date.UTC(2017, 1, 1, 8, 20), 'Wed Feb 01 08:20:00:000 2017'],
    [0, 'Thu Jan 01 00:00:00:000 1970'],
    [Date.UTC(2024, 1, 29, 23, 59, 59, 7), 'Thu Feb 29 23:59:59:007 2024'],
    [253_402_300_799_999, 'Fri Dec 31 23:59:59:999 9999'],
  ])('R62 D22 %d is %s', (ms, text) => expect(legacyDate(ms)).toBe(text));

  it.each([Number.NaN, -1, 1.5, 253_402_300_800_000, '5'])('refuses %s', (ms) => {
    expect(() => legacyDate(ms as number)).toThrow('milliseconds since 1970, before the year 10000');
  });
});

it.each(['pdf', '', 'constructor', undefined])('there is no format %s', async (format) => {
  const report = await createReport(memoryStore(), WINDOW);
  expect(() => renderReport(report, format as ReportFormat)).toThrow(/give one of json, csv, text, html\.$/);
});
