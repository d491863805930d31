import { renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { appendAnnounced, hasAnnounced } from './announced.ts';
import { readLines } from './lines.ts';
import { placeOf, readPlace } from './place.ts';
import { readPosition, writePosition } from './position-file.ts';
import { emptySegments, removeSegments, removeSpool, segmentPath, segmentsIn } from './segments.ts';
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
  /** Released, and nothing says so yet to whoever comes next. */
  let unwritten: SpoolPosition | undefined;

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

  function writeUnwritten(): void {
    if (unwritten === undefined) return;
    writePosition(path, unwritten);
    unwritten = undefined;
  }

  /** Those that nothing is left in, and nobody appends to. */
  function removeReleased({ segment, offset }: SpoolPosition): void {
    removeSegments(path, segment);
    // Listed before it is looked at, for the same reason as above.
    const isFollowed = segmentsIn(path).some((number) => number > segment);
    if (isFollowed && readLines(segmentPath(path, segment), offset, LOOK, 1, roomOf) === undefined)
      removeSegments(path, segment + 1);
  }

  function removeAdopted(upTo: SpoolPosition): void {
    if (!isDone(upTo)) return;
    if (hasAnnounced(path)) {
      // It could not be appended when the spool was adopted. The files stay, as what is appended is numbered behind them.
      emptySegments(path);
      appendAnnounced(path);
      if (!isDone(upTo) || hasAnnounced(path)) return;
    }
    removeSpool(path);
  }

  return {
    next,
    isDone,
    released: () => readPosition(path, id),
    release(upTo) {
      unwritten = upTo;
      attempt(writeUnwritten);
      // Even if that could not be written: what is gone is stored, and what is read again for want of it is known to the
      // store; on a disk that is full it is what makes room.
      attempt(() => removeReleased(upTo));
      if (isAdopted) attempt(() => removeAdopted(upTo));
      attempt(writeUnwritten);
    },
    close() {
      attempt(writeUnwritten);
      // Where that fails it is gone, or others adopt it once this process is.
      if (isAdopted) attempt(() => renameSync(path, placeOf(dirname(path), id, 'left', '').path));
    },
  };
}

/** What cannot be done now is done with the next release, or by whoever adopts the spool. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // At worst it is read again.
  }
}
