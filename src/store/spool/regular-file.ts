/** Files of a spool, opened so that nothing that somebody put in their place is followed, or waited for. */

import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { SpoolError } from './spool-error.ts';

// A pipe without another end would hold up the event loop for good. Where there is no such flag it is undefined, which
// the operator takes for 0.
const GUARDED = constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Only this user can read what is made.
 * @returns the descriptor
 * @throws the operating system's error, and a SpoolError where it is no regular file
 */
export function openRegular(file: string, flags: number): number {
  const descriptor = openSync(file, flags | GUARDED, 0o600);
  let isRegular = false;
  try {
    isRegular = fstatSync(descriptor).isFile();
  } finally {
    if (!isRegular) closeSync(descriptor);
  }
  if (isRegular) return descriptor;
  throw new SpoolError('SPOOL_FOREIGN', `${JSON.stringify(file)} is no regular file.`);
}
