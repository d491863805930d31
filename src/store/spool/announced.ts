/**
 * What was announced and may not have been appended when its process was killed: lines in a file of fixed size, each in
 * the place of the oldest.
 */

import { closeSync, constants, existsSync, fstatSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openRegular } from './regular-file.ts';
import { segmentPath, segmentsIn } from './segments.ts';

export interface Announcer {
  /** One write, before it returns. A line of more than 980 bytes is left out. Never throws. */
  announce(line: string): void;
  /** Everything was appended, or counted as lost: removes the file. Never throws. */
  close(): void;
}

const NAME = 'announced';

/** In bytes. */
const SLOT = 1024;
/** Of a line, so that two numbers before it have room. */
const MAX_LINE = 980;
/** Twice as many as are announced in one turn of an event loop: the library records those beyond 512 at once. */
const SLOTS = 1024;
/** Behind what every announcement says: it, and how many before it are known to be appended. */
const FORMAT = /^(\d{1,16}) (\d{1,16}) (.+)$/su;
/** Milliseconds without an announcement after which the file says that nothing is missing. */
const CALM = 1000;

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** @param path of the spool */
export function createAnnouncer(path: string): Announcer {
  const file = join(path, NAME);
  let descriptor: number | undefined;
  let count = 0;
  let settled = 0;
  let isSettling = false;
  let timer: NodeJS.Timeout | undefined;

  function write(line: string): void {
    descriptor ??= openRegular(file, O_CREAT | O_WRONLY);
    writeSync(descriptor, `${count} ${settled} ${line}\n`, (count % SLOTS) * SLOT);
    count += 1;
  }

  /** What was announced in a turn is appended at its end, behind what this asks for now: the next one knows. */
  function settle(): void {
    isSettling = true;
    setImmediate(() => {
      const all = count;
      setImmediate(() => {
        settled = all;
        isSettling = false;
        if (settled < count) settle();
        else timer ??= setTimeout(calm, CALM).unref();
      });
    });
  }

  function calm(): void {
    timer = undefined;
    if (settled < count || descriptor === undefined) return;
    try {
      write('-');
      settled = count;
    } catch {
      // Then some that were appended are looked for once more.
    }
  }

  return {
    announce(line) {
      try {
        if (line.length * 3 > MAX_LINE && Buffer.byteLength(line) > MAX_LINE) return;
        write(line);
        if (!isSettling) settle();
      } catch {
        // The line itself is appended in a moment, and whatever is wrong is told then.
      }
    },
    close() {
      clearTimeout(timer);
      try {
        if (descriptor !== undefined) closeSync(descriptor);
        descriptor = undefined;
        rmSync(file, { force: true });
      } catch {
        // What is left is taken for something that may be missing, and is known to the store.
      }
    },
  };
}

export function hasAnnounced(path: string): boolean {
  return existsSync(join(path, NAME));
}

/**
 * Appends what was announced last to a spool that nobody else has: behind the lines themselves, so that who stores them
 * knows by their keys which of these are there already. Never throws: where it cannot be, the file stays, and the spool
 * with it, for whoever adopts it next.
 */
export function appendAnnounced(path: string): void {
  try {
    const lines = readAnnounced(join(path, NAME));
    if (lines.length > 0) {
      const segment = segmentPath(path, (segmentsIn(path).at(-1) ?? 0) + 1);
      try {
        writeWhole(segment, Buffer.from(lines.map((line) => `${line}\n`).join('')));
      } catch (error) {
        rmSync(segment, { force: true });
        throw error;
      }
    }
    rmSync(join(path, NAME), { force: true });
  } catch {
    return;
  }
}

function writeWhole(file: string, bytes: Buffer): void {
  const descriptor = openSync(file, O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600);
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
  } finally {
    closeSync(descriptor);
  }
}

/** Those that are not known to be appended, in the order in which they were announced. */
function readAnnounced(file: string): readonly string[] {
  const bytes = read(file);
  const found: { readonly count: number; readonly settled: number; readonly line: string }[] = [];
  for (let start = 0; start < bytes.length; start += SLOT) {
    const end = bytes.indexOf(LINE_FEED, start);
    const match = FORMAT.exec(bytes.toString('utf8', start, Math.max(start, end)));
    if (match !== null) found.push({ count: Number(match[1]), settled: Number(match[2]), line: match[3]! });
  }
  const ordered = found.toSorted((a, b) => a.count - b.count);
  const settled = ordered.at(-1)?.settled ?? 0;
  return ordered.filter(({ count, line }) => count >= settled && line !== '-').map(({ line }) => line);
}

/** Nothing that anybody else put there: no link is followed, and no pipe waited for. */
function read(file: string): Buffer {
  const descriptor = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const bytes = Buffer.alloc(SLOT * SLOTS);
    if (!fstatSync(descriptor).isFile()) return bytes.subarray(0, 0);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(descriptor);
  }
}

const LINE_FEED = 10;
