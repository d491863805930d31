/** `faultline report`: how often an api answered which error, and to whom. */

import { isTime } from '../report/dates.ts';
import { integerOption, textOption, wordOption } from './option-values.ts';
import { OUTPUT, writeTo } from './output.ts';
import { printableLines } from './printable.ts';
import { INTERRUPTED, STORE, withStore } from './store.ts';
import { TIMES, timeOption } from './time-option.ts';
import { UsageError } from './usage-error.ts';
import { defined } from './filters.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { nowOf, type Io } from './io.ts';

const FORMATS = ['text', 'json', 'csv', 'html'] as const;
const DAY = 86_400_000;
const WEEK = 7 * DAY;
const MOST_DAYS = 400;
const TEXT = { least: 0, most: 512 };
const DETAILS = { least: 0, most: 10_000 };

export const report: Command = {
  name: 'report',
  summary: 'report the errors of an api: text, JSON, CSV, or HTML with plots',
  usage: '[--api ID] [--from TIME] [--to TIME] [--format FORMAT] [--output FILE] [--store STORE]',
  description:
    'Reports the errors that an api answered in a window of time: how many of 403, 404, 500, 503, 504 and of every ' +
    `other status that occurred, and the newest of each. HTML is one file, with plots, that a mail can carry. ${TIMES}`,
  options: {
    api: { value: 'ID', help: "The api; '': what belongs to none. Default: all." },
    from: { value: 'TIME', help: 'Begin of the window. Default: 7d.' },
    to: { value: 'TIME', help: 'Its end, which is not part of it. Default: now.' },
    format: { value: 'FORMAT', help: 'text, json, csv or html. Default: text.' },
    company: { value: 'NAME', help: 'Stands in the head.' },
    'api-name': { value: 'NAME', help: 'Stands there too. Default: the name that the configuration has.' },
    details: { value: 'N', help: 'How many of each status are listed, 0 to 10000. Default: 100.' },
    'legacy-dates': { help: 'Dates as Sun Feb 05 13:20:00:000 2017.' },
    ...OUTPUT,
    ...STORE,
  },
  examples: [
    ['faultline report --api shop --from 7d', 'The last week, to read:'],
    [
      'faultline report --api shop --from 2026-11-01 --to 2026-12-01 --format html --output november.html',
      'A month, to send:',
    ],
    [
      'faultline report --api shop --from yesterday --to today --format csv --output errors.csv',
      'For a spreadsheet:',
    ],
  ],
  isOptionsOnly: true,
  run: reportOne,
};

function reportOne(given: Arguments, io: Io): Promise<number> {
  const now = nowOf(io);
  const from = timeOption('report', given, 'from', now) ?? now - WEEK;
  const to = timeOption('report', given, 'to', now) ?? now;
  checkWindow(from, to);
  const format = wordOption('report', given, 'format', FORMATS) ?? 'text';
  const options = {
    from,
    to,
    plots: format === 'html',
    ...defined({
      api: textOption('report', given, 'api', TEXT),
      apiName: textOption('report', given, 'api-name', TEXT),
      company: textOption('report', given, 'company', TEXT),
      details: integerOption('report', given, 'details', DETAILS),
    }),
  };
  return withStore({ command: 'report', given, io, heedsSignal: true }, async (store, signal) => {
    const { createReport, renderReport } = await import('../report/index.ts');
    const made = await createReport(store, options);
    if (signal.aborted) return INTERRUPTED;
    const text = renderReport(made, format, { legacyDates: given.has('legacy-dates') });
    const isRead = given.text('output') === undefined && (io.isTTY || format === 'text');
    const shown = isRead ? printableLines(text.replaceAll('\r\n', '\n')) : text;
    await writeTo({ command: 'report', given, io }, async (output) => {
      await output.write(shown);
      return true;
    });
    return 0;
  });
}

/** @throws UsageError */
function checkWindow(from: number, to: number): void {
  if (to <= from) throw new UsageError('--to is not later than --from', 'give a later one', 'report');
  const days = Math.ceil((to - from) / DAY);
  if (days > MOST_DAYS)
    throw new UsageError(
      `--to is ${days} days later than --from`,
      `give at most ${MOST_DAYS} days`,
      'report',
    );
  if (!isTime(from) || !isTime(to))
    throw new UsageError('the window is not within the years 1970 to 9999', 'give other times', 'report');
}
