/** The report as text of 80 columns, for a mail or a terminal. */

import { longCount } from './charts/ticks.ts';
import { folded, printable, widthOf } from './printable.ts';
import type { Dates } from './rendered-dates.ts';
import type { ErrorDetail, ErrorDetails, Report } from './report.ts';

const WIDTH = 80;
const INDENT = '    ';

export function renderText(report: Report, date: Dates): string {
  const { company, api_name, description, earlier_date, later_date } = report;
  const head = [
    ...(company === '' ? [] : plain(company)),
    ...plain(`Backend errors: ${api_name}`),
    ...plain(description),
    '',
    `From ${date(earlier_date)}`,
    `To   ${date(later_date)} (excluded; UTC)`,
  ];
  return `${[...head, '', ...summary(report), ...report.backend_error_details.flatMap((each) => section(each, report, date))].join('\n')}\n`;
}

function summary({ backend_error_summary }: Report): readonly string[] {
  const counts = backend_error_summary.map(({ count }) => count);
  const sum = counts.reduce((total, count) => total + count, 0);
  const most = Math.max(1, ...counts);
  const first = Math.max(5, ...backend_error_summary.map(({ error }) => error.length));
  const second = Math.max(5, longCount(sum).length);
  const room = WIDTH - 4 - 2 - first - 2 - second - 2;
  const row = (code: string, error: string, count: string, bar = ''): string =>
    `${code.padEnd(4)}  ${error.padEnd(first)}  ${count.padStart(second)}  ${bar}`.trimEnd();
  const rule = row('----', '-'.repeat(first), '-'.repeat(second));
  return [
    row('Code', 'Error', 'Count'),
    rule,
    ...backend_error_summary.map(({ error_code, error, count }) =>
      row(error_code, error, longCount(count), '#'.repeat(Math.ceil((count / most) * room))),
    ),
    rule,
    row('', 'Total', longCount(sum)),
  ];
}

function section({ error_code, details }: ErrorDetails, report: Report, date: Dates): readonly string[] {
  const error = report.backend_error_summary.find((each) => each.error_code === error_code)?.error ?? '';
  const more = report.omitted?.find((each) => each.error_code === error_code)?.count ?? 0;
  const title = `${error_code} ${error}`.trimEnd();
  const listed = `the newest ${longCount(details.length)}; ${longCount(more)} more occurred`;
  return [
    '',
    '',
    ...plain(more === 0 ? title : `${title}: ${listed}`),
    '-'.repeat(WIDTH),
    ...details.flatMap((detail) => entry(detail, date)),
  ];
}

function entry(detail: ErrorDetail, date: Dates): readonly string[] {
  const { at, reference, server, request_url, request_ip, request_cookie } = detail;
  const head = `${date(at)}  ${printable(reference)}`;
  const ends = [request_ip === '' ? '' : `from ${request_ip}`, server === '' ? '' : `to ${server}`];
  return [
    // A reference is never broken where a line of its own saves it.
    ...(widthOf(head) <= WIDTH ? [head] : [date(at), ...indented(reference)]),
    ...[request_url, ends.filter((end) => end !== '').join(' '), request_cookie].flatMap(indented),
  ];
}

function indented(text: string): readonly string[] {
  if (text === '') return [];
  return folded(printable(text), WIDTH - INDENT.length).map((line) => `${INDENT}${line}`);
}

function plain(text: string): readonly string[] {
  return folded(printable(text), WIDTH);
}
