import type { Occurrence } from './occurrence.ts';

/**
 * The one place where a record is freed of secrets, before any logger, queue or store sees it. Nothing is
 * removed yet beyond what `toOccurrence` leaves out: queries, headers, bodies and unknown objects.
 */
export function redact(occurrence: Occurrence): Occurrence {
  return occurrence;
}
