/** Occurrences as rows. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import { isSound } from '../sound.ts';
import { summaryOf } from '../summary.ts';
import type { OccurrenceSummary } from '../store.ts';
import type { Numbers } from './dimensions.ts';
import { toCopied, toColumn, toWords } from './text.ts';

/** An occurrence, and what its columns hold. */
export interface Prepared {
  readonly occurrence: StoredOccurrence;
  readonly summary: OccurrenceSummary;
  readonly reference: string;
  readonly words: string;
  readonly data: string;
}

/** A prepared one with the numbers of its dimensions. */
export interface NumberedRow extends Prepared, Numbers {}

/** An index holds no longer texts; what was cut off is looked at afterwards. */
const MAX_REFERENCE = 128;
const MAX_TIME = 8.64e15;
const NAME = /^[\w.:-]{1,64}$/;

/** `undefined` where the rules of the type are broken so far that no column could hold it. */
export function prepared(occurrence: StoredOccurrence): Prepared | undefined {
  try {
    const summary = summaryOf(occurrence);
    const { id, at, correlationId, fingerprint, status, name, message, path } = summary;
    const fits =
      isSound(summary) &&
      NAME.test(id) &&
      NAME.test(fingerprint) &&
      Math.abs(at) <= MAX_TIME &&
      Math.abs(status) < 2 ** 31;
    if (!fits) return undefined;
    return {
      occurrence,
      summary,
      reference: referenceColumn(correlationId),
      words: toWords([name, message, path, correlationId]),
      data: JSON.stringify(occurrence),
    };
  } catch {
    return undefined;
  }
}

/** Of a batch. Yields often: a large one takes tens of milliseconds. */
export function* preparedAll(
  batch: readonly StoredOccurrence[],
): Generator<void, readonly (Prepared | undefined)[]> {
  const rows: (Prepared | undefined)[] = [];
  for (const occurrence of batch) {
    rows.push(prepared(occurrence));
    yield;
  }
  return rows;
}

export function referenceColumn(correlationId: string): string {
  return toColumn(correlationId.slice(0, MAX_REFERENCE));
}

/** In the order of keys: two that store the same rows must not wait for each other in a circle. */
export function byKey(a: Prepared, b: Prepared): number {
  return a.summary.at - b.summary.at || (a.summary.id < b.summary.id ? -1 : 1);
}

/** Thin rows for COPY. Yields often. */
export function* thinLines(rows: readonly NumberedRow[]): Generator<void, string> {
  let lines = '';
  for (const { summary, dimension, reference, words } of rows) {
    const { at, id } = summary;
    lines += `${at}\t${id}\t${dimension}\t${toCopied(reference)}\t${toCopied(words)}\n`;
    yield;
  }
  return lines;
}

/** Details for COPY. Yields often. */
export function* wideLines(rows: readonly NumberedRow[]): Generator<void, string> {
  let lines = '';
  for (const { summary, data } of rows) {
    // JSON has no raw control characters.
    lines += `${summary.at}\t${summary.id}\t${data.replaceAll('\\', '\\\\')}\n`;
    yield;
  }
  return lines;
}
