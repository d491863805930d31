/** Lines of one file of a spool. */

import { closeSync, constants, fstatSync, readSync } from 'node:fs';
import { openRegular } from './regular-file.ts';
import { codeOf } from './spool-error.ts';

export interface Lines {
  readonly lines: readonly string[];
  /** In bytes, line feeds included. */
  readonly length: number;
}

/** @param roomOf memory to read into @returns whole lines, at least one; `undefined` where there is none, or no such file */
export function readLines(
  file: string,
  from: number,
  maxBytes: number,
  maxLines: number,
  roomOf: (length: number) => Buffer,
): Lines | undefined {
  const look = (descriptor: number, length: number): Lines | undefined => {
    const room = roomOf(length);
    return linesIn(room.subarray(0, readSync(descriptor, room, 0, length, from)), maxLines);
  };
  const descriptor = openToRead(file);
  if (descriptor === undefined) return undefined;
  try {
    const left = Math.max(0, fstatSync(descriptor).size - from);
    let length = Math.min(Math.max(1, maxBytes), left);
    let lines = look(descriptor, length);
    // A line that is longer than what was to be read comes whole.
    while (lines === undefined && length < left) {
      length = Math.min(length * 2, left);
      lines = look(descriptor, length);
    }
    return lines;
  } finally {
    closeSync(descriptor);
  }
}

function openToRead(file: string): number | undefined {
  try {
    return openRegular(file, constants.O_RDONLY);
  } catch (error) {
    // Released meanwhile.
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Each as a string of its own: parts of one text would keep all of it in memory. */
function linesIn(bytes: Buffer, maxLines: number): Lines | undefined {
  const lines: string[] = [];
  let end = 0;
  for (let found = bytes.indexOf(LINE_FEED); found >= 0; found = bytes.indexOf(LINE_FEED, end)) {
    lines.push(bytes.toString('utf8', end, found));
    end = found + 1;
    if (lines.length >= maxLines) break;
  }
  return end === 0 ? undefined : { lines, length: end };
}

const LINE_FEED = 10;
