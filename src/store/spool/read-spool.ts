import { closeSync, constants, fstatSync, openSync, readSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { hasAnnounced } from './announced.ts';
import { placeOf, readPlace } from './place.ts';
import { readPosition, writePosition } from './position-file.ts';
import { removeSegments, removeSpool, segmentPath, segmentsIn } from './segments.ts';
import { codeOf } from './spool-error.ts';
import type { SpoolBatch, SpoolPosition, SpoolReader } from './spool.ts';

/** Of a line, to tell whether there is one. */
const LOOK = 65_536;

/** Of memory that is kept between two calls. */
const MAX_ROOM = 2 ** 20;

/** @param path of the spool, as `Spool` or `adoptSpools` tell it; holds no file open between two calls */
export function readSpool(path: string, id: string): SpoolReader {
  const place = readPlace(path);
  const isAdopted = place?.state === 'kept';
  let room: Buffer = Buffer.alloc(0);

  /** The same for each time: memory that was just given costs more than what is read into it. */
  function roomOf(length: number): Buffer {
    if (length > MAX_ROOM) return Buffer.allocUnsafe(length);
    if (room.length < length) room = Buffer.allocUnsafe(length);
    return room;
  }

  function next(
    after: SpoolPosition | undefined,
    maxBytes: number,
    maxLines: number = Infinity,
  ): SpoolBatch | undefined {
    // Listed before they are read: to all but the last of these nobody appends any more.
    for (const segment of segmentsIn(path)) {
      if (after !== undefined && segment < after.segment) continue;
      const from = segment === after?.segment ? after.offset : 0;
      const read = readLines(segmentPath(path, segment), from, maxBytes, maxLines, roomOf);
      if (read === undefined) continue;
      return { lines: read.lines, end: { spool: id, segment, offset: from + read.length } };
    }
    return undefined;
  }

  function isDone(position: SpoolPosition | undefined): boolean {
    return next(position, LOOK, 1) === undefined;
  }

  return {
    next,
    isDone,
    released: () => readPosition(path, id),
    release(upTo) {
      try {
        writePosition(path, upTo);
        if (isAdopted && isDone(upTo) && !hasAnnounced(path)) removeSpool(path);
        else removeSegments(path, upTo.segment);
      } catch {
        // What is not deleted is read again at worst, and deleted then.
      }
    },
    close() {
      if (!isAdopted) return;
      try {
        renameSync(path, placeOf(dirname(path), id, 'left', '').path);
      } catch {
        // It is gone, or others adopt it once this process is.
      }
    },
  };
}

interface Lines {
  readonly lines: readonly string[];
  /** In bytes, line feeds included. */
  readonly length: number;
}

/** Whole lines, at least one; `undefined` where there is none, or no such file. */
function readLines(
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
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
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
