/** How far a spool was read and stored, kept beside its files. */

import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { SpoolPosition } from './spool.ts';

const FILE = 'position';

/**
 * Written in place, always as many bytes: one write, which the end of a process does not cut in two and which needs no
 * room on a disk that is full. Said twice, so that what is no position is not taken for one.
 * @throws the operating system's error
 */
export function writePosition(path: string, { segment, offset }: SpoolPosition): void {
  const text = `${String(segment).padStart(10, '0')}:${String(offset).padStart(16, '0')}`;
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW;
  const descriptor = openSync(join(path, FILE), flags, 0o600);
  try {
    writeSync(descriptor, `${text} ${text}\n`, 0);
  } finally {
    closeSync(descriptor);
  }
}

/** `undefined` where there is none that can be believed: all that is there is read again then. */
export function readPosition(path: string, spool: string): SpoolPosition | undefined {
  try {
    const match = /^((\d{10}):(\d{16})) \1\n$/.exec(readFileSync(join(path, FILE), 'latin1'));
    if (match === null) return undefined;
    return { spool, segment: Number(match[2]), offset: Number(match[3]) };
  } catch {
    return undefined;
  }
}
