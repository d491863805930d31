import { phraseOf } from '../http/status.ts';
import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import type { Store } from '../store/store.ts';
import { detailOf } from './detail.ts';
import { checkReportOptions, type ReportOptions } from './options.ts';
import { readPlots, type Window } from './plots.ts';
import type { ErrorCount, ErrorDetails, Omitted, Report } from './report.ts';

/** Those of the source document, in its order. */
const ALWAYS: readonly number[] = [403, 404, 500, 503, 504];
const DEFAULT_DETAILS = 100;

/**
 * Counts what failed in a window, and lists the newest of it. Reads as many occurrences as it lists, however many there
 * are.
 * @throws FaultlineError where an option is wrong, or the store cannot be reached
 */
export async function createReport(
  store: Pick<Store, 'group' | 'latest' | 'series' | 'totals'>,
  options: ReportOptions,
): Promise<Report> {
  checkReportOptions(options);
  const { from, to, api, apiName, company = '', details = DEFAULT_DETAILS, plots = true } = options;
  const window: Window = { from, to, ...(api !== undefined && { api }) };
  const [totals, drawn] = await Promise.all([
    store.totals(window),
    plots ? readPlots(store, window) : undefined,
  ]);
  const counted = new Map(totals.map(({ status, count }) => [status, count]));
  const summary: ErrorCount[] = [];
  const listed: ErrorDetails[] = [];
  const omitted: Omitted[] = [];
  let newest: StoredOccurrence | undefined;
  for (const status of statusesOf([...counted.keys()])) {
    const known = counted.get(status) ?? 0;
    // One status after the other: what is read of one is let go before the next.
    const read = known === 0 || details === 0 ? [] : await store.latest({ ...window, status }, details);
    // More may have come in since they were counted.
    const count = Math.max(known, read.length);
    const error_code = String(status);
    summary.push({ error_code, error: phraseOf(status), count });
    if (read.length > 0) listed.push({ error_code, details: read.map(detailOf) });
    if (count > read.length) omitted.push({ error_code, count: count - read.length });
    if (newest === undefined || (read[0] !== undefined && read[0].at > newest.at)) newest = read[0];
  }
  const report: Report = {
    company,
    name: 'api_backend_errors',
    description: 'This report contains details of backend error codes for the specified API',
    later_date: new Date(to).toISOString(),
    earlier_date: new Date(from).toISOString(),
    api_name: apiName ?? nameOf(api, newest),
    backend_error_summary: summary,
    backend_error_details: listed,
    ...(omitted.length > 0 && { omitted }),
  };
  return drawn === undefined ? report : Object.defineProperty(report, 'plots', { value: drawn });
}

function statusesOf(seen: readonly number[]): readonly number[] {
  const others = seen.filter((status) => status >= 400 && !ALWAYS.includes(status));
  return [...ALWAYS, ...others.toSorted((one, other) => one - other)];
}

function nameOf(api: string | undefined, newest: StoredOccurrence | undefined): string {
  if (api === undefined) return '(all)';
  if (api === '') return '(none)';
  return newest?.api?.name ?? api;
}
