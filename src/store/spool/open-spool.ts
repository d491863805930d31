import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { FaultlineError, show } from '../../codes.ts';
import { createAnnouncer } from './announced.ts';
import { checkSpoolOptions } from './check-spool-options.ts';
import { beat, keepBeating } from './heartbeat.ts';
import { ownerText, thisOwner } from './owner.ts';
import { newId, placeOf, placesIn, type Place } from './place.ts';
import { makePosition, readPosition } from './position-file.ts';
import { readSpool } from './read-spool.ts';
import { bytesIn, removeSpool, segmentPath } from './segments.ts';
import { codeOf, SpoolError } from './spool-error.ts';
import type { Spool, SpoolOptions, SpoolPosition } from './spool.ts';

interface Segment {
  readonly file: string;
  readonly number: number;
  readonly descriptor: number;
  size: number;
  /** Of its whole lines, in bytes. */
  whole: number;
}

/** Milliseconds until others' files are counted again while there is no room. */
const RECOUNT = 1000;

/**
 * Makes a spool in a directory, which is made too where there is none. Only this user can read what is in it.
 * @throws FaultlineError `FLT_STORE_UNAVAILABLE` where that is not possible, `FLT_OPTION_INVALID` where an option is wrong
 */
export function openSpool(directory: string, options: SpoolOptions = {}): Spool {
  checkSpoolOptions(options);
  const maxBytes = options.maxBytes ?? 2 ** 30;
  const segmentBytes = Math.min(options.segmentBytes ?? 2 ** 24, maxBytes / 4);
  const place = makePlace(directory);
  const { id, path } = place;
  const endBeating = keepBeating(path);
  const announcer = createAnnouncer(path);
  /** Full ones, of which readers delete the first. */
  const sealed: Pick<Segment, 'file' | 'size'>[] = [];
  let current: Segment | undefined;
  let number = 0;
  let end: SpoolPosition | undefined;
  let isSpent = true;
  let isClosed = false;
  let isGone = false;
  let sealedBytes = 0;
  let others = bytesOfOthers(directory, path);
  let countedAt = performance.now();

  function countOthers(): void {
    others = bytesOfOthers(directory, path);
    countedAt = performance.now();
  }

  function forgetDeleted(): void {
    while (sealed.length > 0 && !existsSync(sealed[0]!.file)) sealedBytes -= sealed.shift()!.size;
  }

  function hasRoom(bytes: number): boolean {
    return sealedBytes + (current?.size ?? 0) + others + bytes <= maxBytes;
  }

  function demandRoom(bytes: number): void {
    if (hasRoom(bytes)) return;
    forgetDeleted();
    if (performance.now() - countedAt > RECOUNT) countOthers();
    if (!hasRoom(bytes))
      throw new SpoolError(
        'SPOOL_FULL',
        `The spools in ${show(directory)} take ${maxBytes} bytes, which is their limit.`,
      );
  }

  function seal(segment: Segment): void {
    sealed.push(segment);
    sealedBytes += segment.size;
    shut(segment);
    // Whoever released it last did not see the one that follows: on a disk that is full it is what makes room.
    const released = readPosition(path, id);
    if (released?.segment === segment.number && released.offset >= segment.whole)
      attempt(() => rmSync(segment.file, { force: true }));
  }

  function begin(): void {
    const file = segmentPath(path, ++number);
    const descriptor = openSync(file, APPEND, 0o600);
    if (current !== undefined) seal(current);
    current = { file, number, descriptor, size: 0, whole: 0 };
    isSpent = false;
    countOthers();
  }

  function write(segment: Segment, bytes: Buffer): void {
    let written = 0;
    try {
      written = writeSync(segment.descriptor, bytes);
      // Where there was room for a part only, this tells why.
      if (written < bytes.length) written += writeSync(segment.descriptor, bytes, written);
      if (written < bytes.length) throw new SpoolError('SPOOL_FULL', 'A line was written in part.');
    } finally {
      // Half a line is never completed, nor cut off: a reader may be at it. What follows goes into another file.
      isSpent = written < bytes.length && segment.size + written > 0;
      segment.size += written;
    }
    segment.whole = segment.size;
  }

  return {
    id,
    path,
    append(line) {
      if (isClosed) throw new SpoolError('SPOOL_CLOSED', 'The spool is closed.');
      if (isGone) throw gone(path);
      if (line.includes('\n'))
        throw new SpoolError('SPOOL_LINE', 'A line of a spool cannot hold a line feed.');
      const bytes = Buffer.from(`${line}\n`);
      demandRoom(bytes.length);
      try {
        if (isSpent || current!.size + bytes.length > segmentBytes) begin();
        write(current!, bytes);
      } catch (error) {
        isGone = codeOf(error) === 'ENOENT';
        throw isGone ? gone(path) : error;
      }
      // Looked at after the write, not before: whoever adopts the spool from now on finds the line in it.
      isGone = !existsSync(current!.file);
      if (isGone) throw gone(path);
      end = { spool: id, segment: number, offset: current!.size };
    },
    announce(line) {
      if (!isClosed && !isGone) announcer.announce(line);
    },
    get end() {
      return end;
    },
    get bytes() {
      forgetDeleted();
      return sealedBytes + (current?.size ?? 0);
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      endBeating();
      if (current !== undefined) shut(current);
      announcer.close();
      attempt(() => leave(directory, place));
    },
  };
}

const { O_APPEND, O_CREAT, O_EXCL, O_WRONLY } = constants;
const APPEND = O_APPEND | O_CREAT | O_EXCL | O_WRONLY;

function makePlace(directory: string): Place {
  const place = placeOf(directory, newId(), 'live', ownerText(thisOwner()));
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    mkdirSync(place.path, { mode: 0o700 });
    beat(place.path);
    makePosition(place.path);
    return place;
  } catch (error) {
    // Half made, one at each attempt, they would pile up.
    attempt(() => removeSpool(place.path));
    throw new FaultlineError(
      'FLT_STORE_UNAVAILABLE',
      `The spool's directory ${show(directory)} cannot be written: ${(error as Error).message}. ` +
        'Name a directory on a disk of this host that has room and that the user of this process may write.',
    );
  }
}

function bytesOfOthers(directory: string, path: string): number {
  let bytes = 0;
  for (const place of placesIn(directory)) {
    try {
      if (place.path !== path) bytes += bytesIn(place.path);
    } catch {
      // Another user's, or it cannot be told now: a limit is no reason to lose a line.
    }
  }
  return bytes;
}

function leave(directory: string, { path, id }: Place): void {
  if (readSpool(path, id).isDone(readPosition(path, id))) removeSpool(path);
  else renameSync(path, placeOf(directory, id, 'left', '').path);
}

function shut({ descriptor }: Segment): void {
  attempt(() => closeSync(descriptor));
}

/** What cannot be done is done later: by whoever adopts the spool once this process is gone. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // Nobody could do more about it.
  }
}

function gone(path: string): SpoolError {
  return new SpoolError('SPOOL_GONE', `The spool ${show(path)} was removed, or adopted by another process.`);
}
