/** Stores as they would be if nothing cost anything: an array, and loops over it. */

import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import type { GroupSummary } from '../../../src/store/group.ts';
import type { Selection, SeriesQuery } from '../../../src/store/query.ts';
import { summaryOf } from '../../../src/store/summary.ts';
import { DAY, HOUR, MINUTE } from '../occurrences.ts';

/** Whether an occurrence is meant. */
export function isMeant(occurrence: StoredOccurrence, selection: Selection & { text?: string }): boolean {
  const { from = -Infinity, to = Infinity, text = '', ...rest } = selection;
  const { at, name, message, path, correlationId } = summaryOf(occurrence);
  const shown = [name, message, path, correlationId];
  return (
    at >= from &&
    at < to &&
    shown.some((part) => part?.toLowerCase().includes(text.toLowerCase())) &&
    Object.entries(rest).every(([key, value]) => value === undefined || facetOf(occurrence, key) === value)
  );
}

/** What occurrences are asked for and counted by; `''` for those that have none. */
export function facetOf({ request, api, ...occurrence }: StoredOccurrence, key: string): unknown {
  if (key === 'api') return api?.id ?? '';
  if (key === 'route') return request?.route ?? '';
  return occurrence[key as 'code' | 'fault' | 'fingerprint' | 'status'];
}

export function countBy(occurrences: readonly StoredOccurrence[], key: string): ReadonlyMap<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const occurrence of occurrences) {
    const value = facetOf(occurrence, key);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** Counts of the buckets of a line. */
export function bucketsOf(
  occurrences: readonly StoredOccurrence[],
  { from, to, step }: SeriesQuery,
): number[] {
  const counts: number[] = [];
  for (let start = Math.floor(from / step) * step; start < to; start += step) {
    const minutes = occurrences.map(({ at }) => Math.floor(at / MINUTE) * MINUTE);
    counts.push(minutes.filter((minute) => minute >= start && minute < start + step).length);
  }
  return counts;
}

/** Those in minutes that are at least partly meant. */
export function inMinutesOf(
  occurrences: readonly StoredOccurrence[],
  { from, to, ...selection }: Selection & { readonly from: number; readonly to: number },
): StoredOccurrence[] {
  return occurrences.filter((occurrence) => {
    const minute = Math.floor(occurrence.at / MINUTE) * MINUTE;
    return minute + MINUTE > from && minute < to && isMeant(occurrence, selection);
  });
}

/** The group of occurrences that were put in this order, and that nobody touched. */
export function groupAsPut(occurrences: readonly StoredOccurrence[], now: number): GroupSummary {
  let [first, newest] = [occurrences[0]!, occurrences[0]!];
  for (const occurrence of occurrences) {
    if (occurrence.at < first.at) first = occurrence;
    if (occurrence.at >= newest.at) newest = occurrence;
  }
  const { name, message, api, route } = summaryOf(newest);
  const day = Math.floor(now / HOUR) * HOUR + HOUR - DAY;
  return {
    fingerprint: newest.fingerprint,
    name,
    message,
    code: newest.code,
    status: newest.status,
    fault: newest.fault,
    ...(api !== undefined && { api }),
    ...(route !== undefined && { route }),
    count: occurrences.length,
    firstAt: first.at,
    lastAt: newest.at,
    ...(first.release !== undefined && { firstRelease: first.release }),
    ...(newest.release !== undefined && { lastRelease: newest.release }),
    lastReference: newest.correlationId,
    state: 'open',
    trend: Array.from({ length: 24 }, (_, hour) => {
      const start = day + hour * HOUR;
      return occurrences.filter(({ at }) => at >= start && at < start + HOUR).length;
    }),
  };
}
