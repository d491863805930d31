import { renderedDates, type Dates } from './rendered-dates.ts';
import type { Report } from './report.ts';

/** Member for member as the source document has it, each in a line of its own. */
export function renderJson(report: Report, date: Dates): string {
  return `${JSON.stringify(renderedDates(report, date), undefined, 1)}\n`;
}
