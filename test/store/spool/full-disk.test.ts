/** R19, R41: a disk that its spools have filled is empty again once they are stored, and nothing is lost on the way. */

import type * as FileSystem from 'node:fs';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { adoptSpools, openSpool, readSpool, type Spool } from '../../../src/store/spool/index.ts';
import { linesOf, newDirectory, statesIn } from './directory.ts';
import { fill, fillSpool, smallDisk, UNMOUNTABLE } from './small-disk.ts';

const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock('node:fs', async (load) => {
  const fs = await load<typeof FileSystem>();
  return {
    ...fs,
    writeSync(...args: [number, string]): number {
      if (disk.isFull) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
      return fs.writeSync(...args);
    },
  };
});

afterEach(() => {
  disk.isFull = false;
});

const ELSEWHERE = 'linux_of_another_boot.1.1';

/** As the end of the whole system leaves it. */
function crash(spool: Spool): void {
  const path = join(dirname(spool.path), `live-${spool.id}-${ELSEWHERE}`);
  renameSync(spool.path, path);
  // Of its files, which nobody else would.
  spool.close();
  utimesSync(join(path, 'alive'), 1, 1);
}

/** Reads and releases, a batch at a time, as a store does. @returns what was read */
function drain({ path, id }: { readonly path: string; readonly id: string }): readonly string[] {
  const reader = readSpool(path, id);
  const lines: string[] = [];
  for (let at = reader.released(); ;) {
    const batch = reader.next(at, 10_000);
    if (batch === undefined) return lines;
    lines.push(...batch.lines);
    at = batch.end;
    reader.release(at);
  }
}

describe('a file system of 256 kB', () => {
  it('R19 what was left there is adopted, stored and removed, whatever has no room', ({ skip }) => {
    const mounted = smallDisk();
    skip(mounted === undefined, UNMOUNTABLE);
    const directory = join(mounted!, 'spool');
    const spool = openSpool(directory, { segmentBytes: 40_000 });
    // As it was made where none had content from the start.
    for (const name of ['position', 'alive']) truncateSync(join(spool.path, name));
    const lines = fillSpool(spool);
    fill(mounted!);
    crash(spool);
    const [adopted] = adoptSpools(directory);
    expect(() => writeFileSync(join(mounted!, 'more'), 'x')).toThrow('ENOSPC');
    expect(drain(adopted!)).toEqual(lines);
    expect(statesIn(directory)).toEqual(['clock']);
  });

  it('R19 what this process wrote makes room for what it writes next, in one file too', ({ skip }) => {
    const mounted = smallDisk();
    skip(mounted === undefined, UNMOUNTABLE);
    const spool = openSpool(join(mounted!, 'spool'));
    for (let round = 0; round < 3; round++) {
      const lines = fillSpool(spool);
      expect(lines.length).toBeGreaterThan(200);
      // Whoever stores it is done before the next line, or behind it.
      if (round === 1) expect(() => spool.append('x'.repeat(9999))).toThrow('ENOSPC');
      expect(drain(spool)).toEqual(lines);
    }
    spool.append('a');
    expect(drain(spool)).toEqual(['a']);
    spool.close();
    expect(readdirSync(join(mounted!, 'spool'))).toEqual([]);
  });

  it('R41 what was announced follows as soon as what was stored makes room', ({ skip }) => {
    const mounted = smallDisk();
    skip(mounted === undefined, UNMOUNTABLE);
    const directory = join(mounted!, 'spool');
    const spool = openSpool(directory);
    spool.announce('announced');
    const lines = fillSpool(spool);
    fill(mounted!);
    crash(spool);
    const [adopted] = adoptSpools(directory);
    expect(linesOf(adopted!)).toEqual(lines);
    expect(drain(adopted!)).toEqual([...lines, 'announced']);
    expect(statesIn(directory)).toEqual(['clock']);
  });
});

describe('a disk that takes nothing', () => {
  /** Three files of two lines, of which no position is known. */
  function left(directory: string): void {
    const spool = openSpool(directory, { segmentBytes: 4 });
    for (const line of ['a', 'b', 'c', 'd', 'e', 'f']) spool.append(line);
    truncateSync(join(spool.path, 'position'));
    crash(spool);
  }

  const filesIn = (path: string): readonly string[] =>
    readdirSync(path).filter((name) => name.endsWith('.log'));

  it('R19 files are removed though the position cannot be written: what is read again was released', () => {
    const directory = newDirectory();
    left(directory);
    disk.isFull = true;
    const [adopted] = adoptSpools(directory);
    const reader = readSpool(adopted!.path, adopted!.id);
    const [first, third] = [1, 3].map((lines) => {
      const after = lines === 1 ? undefined : reader.next(undefined, 100, 2)!.end;
      return reader.next(after, 100, 1)!.end;
    });
    reader.release(first!);
    expect(filesIn(adopted!.path)).toHaveLength(3);
    reader.release(third!);
    expect(filesIn(adopted!.path)).toEqual(['0000000002.log', '0000000003.log']);
    // The process is killed now.
    expect(readSpool(adopted!.path, adopted!.id).released()).toBeUndefined();
    expect(linesOf(adopted!)).toEqual(['c', 'd', 'e', 'f']);
  });

  it.each(['the next release', 'the close'])('the position is written with %s', (then) => {
    const directory = newDirectory();
    left(directory);
    const [adopted] = adoptSpools(directory);
    const reader = readSpool(adopted!.path, adopted!.id);
    const { end } = reader.next(undefined, 100, 1)!;
    disk.isFull = true;
    reader.release(end);
    expect(reader.released()).toBeUndefined();
    disk.isFull = false;
    if (then === 'the next release') reader.release(end);
    reader.close();
    const [again] = adoptSpools(directory);
    expect(readSpool(again!.path, again!.id).released()).toEqual(end);
  });

  it('the position of an own spool is written at its end: nothing is left', () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    spool.append('a');
    const reader = readSpool(spool.path, spool.id);
    disk.isFull = true;
    reader.release(reader.next(undefined, 100)!.end);
    disk.isFull = false;
    reader.close();
    spool.close();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('a spool whose position has no room is not made, and nothing stays of it', () => {
    const directory = newDirectory();
    disk.isFull = true;
    expect(() => openSpool(directory)).toThrow(expect.objectContaining({ code: 'FLT_STORE_UNAVAILABLE' }));
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe('a file that another one follows', () => {
  it('is removed once nothing is left to be read in it, half a line included', () => {
    const spool = openSpool(newDirectory());
    spool.append('a');
    writeFileSync(join(spool.path, '0000000001.log'), 'half', { flag: 'a' });
    const reader = readSpool(spool.path, spool.id);
    const { end } = reader.next(undefined, 100)!;
    reader.release(end);
    expect(existsSync(join(spool.path, '0000000001.log'))).toBe(true);
    writeFileSync(join(spool.path, '0000000002.log'), '');
    reader.release(end);
    expect(existsSync(join(spool.path, '0000000001.log'))).toBe(false);
    expect([reader.isDone(end), linesOf(spool)]).toEqual([true, []]);
  });

  it('is kept while a line is left in it', () => {
    const spool = openSpool(newDirectory(), { segmentBytes: 4 });
    for (const line of ['a', 'b', 'c']) spool.append(line);
    const reader = readSpool(spool.path, spool.id);
    reader.release(reader.next(undefined, 100, 1)!.end);
    expect(linesOf(spool, reader.released())).toEqual(['b', 'c']);
  });

  it('is removed by whoever begins the next one, where it was released before', () => {
    const spool = openSpool(newDirectory(), { segmentBytes: 4 });
    for (const line of ['a', 'b']) spool.append(line);
    const reader = readSpool(spool.path, spool.id);
    const { end } = reader.next(undefined, 100)!;
    reader.release(end);
    spool.append('c');
    expect(readdirSync(spool.path)).not.toContain('0000000001.log');
    expect([spool.bytes, linesOf(spool, end)]).toEqual([2, ['c']]);
  });
});

it('R41 what was announced is appended behind what was stored, though nothing was written of it before', () => {
  const directory = newDirectory();
  const spool = openSpool(directory);
  spool.append('a');
  spool.announce('announced');
  crash(spool);
  disk.isFull = true;
  const [adopted] = adoptSpools(directory);
  const reader = readSpool(adopted!.path, adopted!.id);
  const { end } = reader.next(undefined, 100)!;
  reader.release(end);
  expect([existsSync(adopted!.path), linesOf(adopted!, end)]).toEqual([true, []]);
  disk.isFull = false;
  reader.release(end);
  expect(linesOf(adopted!, end)).toEqual(['announced']);
  reader.release(reader.next(end, 100)!.end);
  expect(statesIn(directory)).toEqual(['clock']);
  // Not a spool that is none.
  mkdirSync(join(directory, 'notes'));
  expect(adoptSpools(directory)).toEqual([]);
});

it('R41 an announcement that says that nothing is missing goes with the last line', () => {
  const directory = newDirectory();
  const spool = openSpool(directory);
  spool.append('a');
  crash(spool);
  const [adopted] = adoptSpools(directory);
  writeFileSync(join(adopted!.path, 'announced'), '0 0 -\n');
  expect(drain(adopted!)).toEqual(['a']);
  expect(statesIn(directory)).toEqual(['clock']);
});
