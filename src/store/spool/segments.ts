/** The files that the lines of a spool are in. */

import { closeSync, constants, ftruncateSync, lstatSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openRegular } from './regular-file.ts';
import { codeOf } from './spool-error.ts';

const NAME = /^(\d{10})\.log$/;

/** Files of a spool that hold no lines, deleted after those that do. */
const OTHERS = ['position', 'announced', 'alive'];

export function segmentPath(path: string, segment: number): string {
  return join(path, `${String(segment).padStart(10, '0')}.log`);
}

/** Numbers of those that are there, ascending; none where the directory is gone. @throws the operating system's error */
export function segmentsIn(path: string): readonly number[] {
  const names = namesIn(path);
  const numbers = names.flatMap((name) => NAME.exec(name)?.[1] ?? []).map(Number);
  return numbers.toSorted((a, b) => a - b);
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    // Not to be taken for an empty one, which would be removed.
    throw error;
  }
}

/** Of all of them, in bytes. @throws the operating system's error */
export function bytesIn(path: string): number {
  let bytes = 0;
  for (const segment of segmentsIn(path)) {
    // Released meanwhile: nothing.
    bytes += lstatSync(segmentPath(path, segment), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

/** Those before one. @throws the operating system's error */
export function removeSegments(path: string, before: number): void {
  for (const segment of segmentsIn(path)) {
    if (segment < before) rmSync(segmentPath(path, segment), { force: true });
  }
}

/** All of them, whose numbers stay taken. @throws the operating system's error */
export function emptySegments(path: string): void {
  for (const segment of segmentsIn(path)) {
    const descriptor = openRegular(segmentPath(path, segment), constants.O_WRONLY);
    try {
      ftruncateSync(descriptor, 0);
    } finally {
      closeSync(descriptor);
    }
  }
}

/** A spool, unless there are foreign files in its directory. @throws the operating system's error */
export function removeSpool(path: string): void {
  removeSegments(path, Infinity);
  for (const name of OTHERS) rmSync(join(path, name), { force: true });
  rmdirSync(path);
}
