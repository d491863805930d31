/** Lines of a spool, read. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import { isSound } from '../sound.ts';
import type { OccurrenceSummary } from '../store.ts';
import { summaryOf } from '../summary.ts';

export interface Entry {
  readonly line: string;
  readonly occurrence: StoredOccurrence;
  readonly summary: OccurrenceSummary;
}

/** Only what is an occurrence: a file may have been damaged, or be another application's. */
export function entriesOf(lines: readonly string[]): readonly Entry[] {
  const entries: Entry[] = [];
  for (const line of lines) {
    const entry = entryOf(line);
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

function entryOf(line: string): Entry | undefined {
  try {
    const occurrence = JSON.parse(line) as StoredOccurrence;
    const summary = summaryOf(occurrence);
    return isSound(summary) ? { line, occurrence, summary } : undefined;
  } catch {
    return undefined;
  }
}
