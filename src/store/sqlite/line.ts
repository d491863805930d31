/** An occurrence as a line of the spool. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import { isSound } from '../sound.ts';
import { summaryOf } from '../summary.ts';

/** Whether a spool of so many bytes can hold it. A character takes three bytes at most; and there is a line feed. */
export function fits(line: string, maxBytes: number): boolean {
  return line.length * 3 < maxBytes || Buffer.byteLength(line) < maxBytes;
}

/** `undefined` where the rules of the type are broken so far that no store could keep it. */
export function lineOf(occurrence: StoredOccurrence): string | undefined {
  try {
    return isSound(summaryOf(occurrence)) ? JSON.stringify(occurrence) : undefined;
  } catch {
    return undefined;
  }
}
