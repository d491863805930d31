/**
 * One table for spreadsheets (RFC 4180). Every row stands for itself: `part` tells what it is, and the first columns what
 * it is about, so that rows can be filtered, and those of several reports put below each other.
 */

import { printable } from './printable.ts';
import type { Dates } from './rendered-dates.ts';
import type { ErrorDetail, Report } from './report.ts';

/** By this mark spreadsheets know UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

const HEAD =
  'part,company,api_name,earlier_date,later_date,error_code,error,count,at,reference,server,request_url,request_ip,request_cookie';

export function renderCsv(report: Report, date: Dates): string {
  const { company, api_name, later_date, earlier_date, backend_error_summary, omitted = [] } = report;
  const about = cells([company, api_name, date(earlier_date), date(later_date)]);
  const phrases = new Map(backend_error_summary.map(({ error_code, error }) => [error_code, error]));
  const begin = (part: string, code: string): string =>
    `${part},${about},${cells([code, phrases.get(code) ?? ''])}`;
  const lines = [
    HEAD,
    ...backend_error_summary.map(({ error_code, count }) => `${begin('summary', error_code)},${count},,,,,,`),
    ...omitted.map(({ error_code, count }) => `${begin('omitted', error_code)},${count},,,,,,`),
  ];
  for (const { error_code, details } of report.backend_error_details) {
    const same = begin('detail', error_code);
    for (const detail of details) lines.push(`${same},,${cellsOf(detail, date)}`);
  }
  return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

function cellsOf(detail: ErrorDetail, date: Dates): string {
  const { at, reference, server, request_url, request_ip, request_cookie } = detail;
  return cells([date(at), reference, server, request_url, request_ip, request_cookie]);
}

function cells(texts: readonly string[]): string {
  return texts.map(cell).join(',');
}

/**
 * A spreadsheet takes a cell for a formula by its first character; some read past spaces, and wide forms alike. Where
 * lists are written with semicolons, each of these begins a cell too: quotes hold nothing together there but from the
 * begin of a cell on.
 */
const FORMULA = /^(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])|(?<=;)(?=[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

function cell(value: string): string {
  // On one line, and without what is not seen: also no tab or carriage return is left to begin it.
  const text = printable(value);
  const guarded = text.replace(FORMULA, "'");
  return /[",;\s']/.test(guarded) ? `"${guarded.replace(/"/g, '""')}"` : guarded;
}
