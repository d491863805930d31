/** How far a spool was read and stored, kept beside its files. */

import { closeSync, constants, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openRegular } from './regular-file.ts';
import type { SpoolPosition } from './spool.ts';

const FILE = 'position';

/** Of what is in it, in bytes. */
const SIZE = 56;

/**
 * Written in place, always as many bytes: one write, which the end of a process does not cut in two and which most file
 * systems have room for when they are full. Said twice, so that what is no position is not taken for one.
 * @throws the operating system's error
 */
export function writePosition(path: string, { segment, offset }: Omit<SpoolPosition, 'spool'>): void {
  const text = `${String(segment).padStart(10, '0')}:${String(offset).padStart(16, '0')}`;
  const descriptor = openRegular(join(path, FILE), constants.O_WRONLY | constants.O_CREAT);
  try {
    writeSync(descriptor, `${text} ${text}\n`, 0);
  } finally {
    closeSync(descriptor);
  }
}

/** Says that nothing was released: from now on there is room for what will be. @throws the operating system's error */
export function makePosition(path: string): void {
  writePosition(path, { segment: 0, offset: 0 });
}

/** `undefined` where nothing was released, or what is there cannot be believed: all that is there is read again then. */
export function readPosition(path: string, spool: string): SpoolPosition | undefined {
  try {
    const match = /^((\d{10}):(\d{16})) \1\n$/.exec(textIn(join(path, FILE)));
    if (match === null || Number(match[2]) === 0) return undefined;
    return { spool, segment: Number(match[2]), offset: Number(match[3]) };
  } catch {
    return undefined;
  }
}

/** One byte more than there should be, which tells a file that is longer. */
function textIn(file: string): string {
  const descriptor = openRegular(file, constants.O_RDONLY);
  try {
    const bytes = Buffer.alloc(SIZE + 1);
    return bytes.toString('latin1', 0, readSync(descriptor, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(descriptor);
  }
}
