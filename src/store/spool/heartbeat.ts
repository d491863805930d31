/** How a process shows others, on other machines too, that it still has a spool. */

import { closeSync, constants, fstatSync, ftruncateSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openRegular } from './regular-file.ts';
import { codeOf } from './spool-error.ts';

/** Milliseconds between two beats. */
const BEAT = 10_000;

/** Milliseconds without one, after which the owner is taken for dead. */
const STALE = 60_000;

const FILE = 'alive';

/** Begins, and does not keep the process alive. It ends by itself when the directory goes. @returns what ends it */
export function keepBeating(path: string): () => void {
  const timer = setInterval(() => {
    try {
      beat(path);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') clearInterval(timer);
    }
  }, BEAT).unref();
  return () => clearInterval(timer);
}

/** One beat, seen by others at once. @throws the operating system's error */
export function beat(path: string): void {
  touch(join(path, FILE));
}

/**
 * The last beat is too long ago, by the clock of the file system: those of hosts differ. A beat in the future is of
 * before that clock was set back. `false` where it cannot be told.
 */
export function isStale(directory: string, path: string): boolean {
  try {
    // Without a beat it was being made, or removed.
    const last = statSync(join(path, FILE), { throwIfNoEntry: false }) ?? statSync(path);
    return Math.abs(touch(join(directory, 'clock')) - last.mtimeMs) > STALE;
  } catch {
    return false;
  }
}

/** Writes over one byte, which most file systems have room for when they are full. @returns the file system's time */
function touch(file: string): number {
  const descriptor = openRegular(file, constants.O_WRONLY | constants.O_CREAT);
  try {
    try {
      writeSync(descriptor, '.', 0);
    } catch {
      // Sets the time too, and takes no room: it may be a full disk, and a file that has no content yet.
      ftruncateSync(descriptor, 0);
    }
    return fstatSync(descriptor).mtimeMs;
  } finally {
    closeSync(descriptor);
  }
}
