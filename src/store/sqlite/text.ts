/** Texts as they lie in the file; see `schema.ts`. */

import type { OccurrenceSummary } from '../store.ts';

/** For texts that are compared for equality. `''` stands for those that there are none of. */
export function keyOf(text: string | undefined): string {
  return JSON.stringify(text ?? '');
}

export function fromKey(key: unknown): string {
  return JSON.parse(String(key)) as string;
}

/** What text is searched in. Quotation marks stand between the parts: no text that is searched for goes across. */
export function hayOf(parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts.map((part) => part?.toLowerCase() ?? ''));
}

export function hayOfSummary({ name, message, path, correlationId }: OccurrenceSummary): string {
  return hayOf([name, message, path, correlationId]);
}

/**
 * What is in the hay wherever the text is. It may be there where the text is not (`\n` in `\\n`): look again.
 */
export function needleOf(text: string): string {
  // Half a character at an end may be part of a whole one.
  const whole = text.toLowerCase().replace(/^[\udc00-\udfff]+|[\ud800-\udbff]+$/g, '');
  return JSON.stringify(whole).slice(1, -1);
}

/** A number of 32 bits, with sign, for finding a reference; others may have the same. */
export function numberOf(reference: string): number {
  // FNV-1a, over characters instead of bytes.
  let hash = 0x81_1c_9d_c5 | 0;
  for (let index = 0; index < reference.length; index++)
    hash = Math.imul(hash ^ reference.charCodeAt(index), 0x01_00_01_93);
  return hash;
}
