/** An occurrence by the reference that somebody read to somebody else. */

import { isInboundId, parseCorrelationId } from '../http/correlation.ts';
import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import type { Store } from './store.ts';

export type Lookup =
  | { readonly kind: 'found'; readonly reference: string; readonly occurrences: readonly StoredOccurrence[] }
  /** Well formed, and not in the store: never stored, lost, or removed since. */
  | { readonly kind: 'unknown'; readonly reference: string }
  /** No reference: a character was misread, swapped or left out. Nothing was looked up that could be another's. */
  | { readonly kind: 'mistyped'; readonly reference: string };

/**
 * Reads a reference as people write it (any case, O as 0, I and L as 1, any separators), else as an ID that a trusted
 * caller gave, which must be exact.
 * @throws FaultlineError where the store cannot be reached
 */
export async function lookUp(store: Pick<Store, 'find'>, text: string): Promise<Lookup> {
  const typed = text.trim();
  const reference = parseCorrelationId(typed);
  const candidates = new Set([reference, isInboundId(typed) ? typed : undefined]);
  for (const candidate of candidates) {
    if (candidate === undefined) continue;
    const occurrences = await store.find(candidate);
    if (occurrences.length > 0) return { kind: 'found', reference: candidate, occurrences };
  }
  if (reference !== undefined) return { kind: 'unknown', reference };
  // One that a trusted caller gave has no check symbol: it cannot be told whether it is mistyped.
  return { kind: looksLikeOurs(typed) || !isInboundId(typed) ? 'mistyped' : 'unknown', reference: typed };
}

/** Groups of about four, as ours are read aloud. */
function looksLikeOurs(text: string): boolean {
  return /^[a-z\d]{3,5}(?:[\s.,_-]+[a-z\d]{3,5}){2}$/i.test(text) || /^[a-z\d]{11,13}$/i.test(text);
}
