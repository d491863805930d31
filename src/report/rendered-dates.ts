import { legacyDate } from './dates.ts';
import type { Report } from './report.ts';

/** How a date of a report, which is ISO 8601, is written. */
export type Dates = (iso: string) => string;

export const isoDates: Dates = (iso) => iso;
export const legacyDates: Dates = (iso) => legacyDate(Date.parse(iso));

/** The report with all its dates written so. */
export function renderedDates(report: Report, date: Dates): Report {
  return {
    ...report,
    later_date: date(report.later_date),
    earlier_date: date(report.earlier_date),
    backend_error_details: report.backend_error_details.map(({ error_code, details }) => ({
      error_code,
      details: details.map((detail) => ({ ...detail, at: date(detail.at) })),
    })),
  };
}
