/** Why occurrences are not in the spool, for counts and for operators. */

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['ENOSPC', 'disk full'],
  ['EDQUOT', 'disk full'],
  ['EFBIG', 'disk full'],
  ['SPOOL_FULL', 'spool full'],
]);

/** What the file system or the spool said. */
export function messageOf(error: unknown): string {
  return (error as Error).message;
}

/** In two or three words. */
export function reasonOf(error: unknown): string {
  return REASONS.get((error as { readonly code?: unknown }).code) ?? 'spool not writable';
}

/** Why an occurrence is not taken at all, and what can be done about it. */
export type Refusal = 'closed' | 'not an occurrence' | 'too large';

export const REFUSALS: Readonly<Record<Refusal, string>> = {
  closed:
    'Occurrences are lost: the store was closed. Close it after all that may fail, and open no request then.',
  'not an occurrence':
    'Occurrences are lost: what was put is not an occurrence. Put what observers are given.',
  'too large':
    'Occurrences are lost: one is larger than the whole spool may be. Allow the spool more bytes, or put less into it.',
};
