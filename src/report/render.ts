import { FaultlineError, show } from '../codes.ts';
import { renderCsv } from './csv.ts';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { isoDates, legacyDates, type Dates } from './rendered-dates.ts';
import { renderText } from './text.ts';
import type { Report } from './report.ts';

export type ReportFormat = 'csv' | 'html' | 'json' | 'text';

export interface RenderOptions {
  /** Dates as the source document writes them, instead of ISO 8601. Default: `false`. */
  readonly legacyDates?: boolean;
}

const FORMATS: ReadonlyMap<ReportFormat, (report: Report, date: Dates) => string> = new Map([
  ['json', renderJson],
  ['csv', renderCsv],
  ['text', renderText],
  ['html', renderHtml],
]);

/**
 * The report as a file, in UTF-8. Whatever text the occurrences have, it is nothing but text in all of them.
 * @throws FaultlineError where there is no such format
 */
export function renderReport(report: Report, format: ReportFormat, options: RenderOptions = {}): string {
  const render = FORMATS.get(format);
  if (render === undefined)
    throw new FaultlineError(
      'FLT_QUERY_INVALID',
      `The format of a report is ${show(format)}; give one of ${[...FORMATS.keys()].join(', ')}.`,
    );
  return render(report, options.legacyDates === true ? legacyDates : isoDates);
}
