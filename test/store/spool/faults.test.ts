/** R19: disks that are full, read-only or broken. A line that was refused harms none of the others. */

import type fs from 'node:fs';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { adoptSpools, openSpool, readSpool } from '../../../src/store/spool/index.ts';
import { lifeOf, ownerText, thisOwner } from '../../../src/store/spool/owner.ts';
import { start, withSpoolFile } from './child.ts';
import { linesOf, newDirectory, statesIn } from './directory.ts';
import { smallDisk, UNMOUNTABLE } from './small-disk.ts';

withSpoolFile();

type Fs = typeof fs;

/** Functions that are given the real one before their arguments. */
type Broken = Readonly<Record<string, unknown>>;

/** What the file system does instead, by the name of the function. */
const broken = vi.hoisted(() => ({ functions: {} as Readonly<Record<string, unknown>> }));

vi.mock('node:fs', async (original) => {
  const real = await original<Record<string, unknown>>();
  const wrapped = Object.entries(real).map(([name, value]) => {
    if (typeof value !== 'function' || !name.endsWith('Sync')) return [name, value];
    return [
      name,
      (...args: unknown[]) => {
        const instead = broken.functions[name] as ((...all: unknown[]) => unknown) | undefined;
        return instead === undefined ? value(...args) : instead(value, ...args);
      },
    ];
  });
  return Object.fromEntries(wrapped);
});

function breakOff(functions: Broken): void {
  broken.functions = functions;
}

afterEach(() => breakOff({}));

function failing(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: broken`), { code });
  };
}

const fails = (code: string) => expect.objectContaining({ code });

describe('a write that fails', () => {
  it.each(['ENOSPC', 'EROFS', 'EIO', 'EDQUOT'])('%s is told, and the next one may succeed', (code) => {
    const spool = openSpool(newDirectory());
    spool.append('a');
    breakOff({ writeSync: failing(code) });
    for (let time = 0; time < 20; time++) expect(() => spool.append('b')).toThrow(fails(code));
    // No file for each attempt.
    expect(readdirSync(spool.path).toSorted()).toEqual([
      '0000000001.log',
      '0000000002.log',
      'alive',
      'position',
    ]);
    breakOff({});
    spool.append('c');
    expect(linesOf(spool)).toEqual(['a', 'c']);
    spool.close();
  });

  it.each([
    ['the disk says so', 'ENOSPC', failing('ENOSPC')],
    ['it takes nothing more', 'SPOOL_FULL', () => 0],
  ])('half of a line was written, and %s: the others are whole', (_what, code, then) => {
    const spool = openSpool(newDirectory());
    for (const before of [[], ['a']]) {
      for (const line of before) spool.append(line);
      let writes = 0;
      breakOff({
        writeSync: (real: Fs['writeSync'], descriptor: number, bytes: Buffer) => {
          writes += 1;
          return writes === 1 ? real(descriptor, bytes, 0, 3) : then();
        },
      });
      expect(() => spool.append('bbbbbb')).toThrow(fails(code));
      breakOff({});
      spool.append('c');
    }
    expect(linesOf(spool)).toEqual(['c', 'a', 'c']);
    spool.close();
  });

  it('what is written in two parts is one line', () => {
    const spool = openSpool(newDirectory());
    breakOff({
      writeSync: (real: Fs['writeSync'], descriptor: number, bytes: Buffer, from: number = 0) =>
        real(descriptor, bytes, from, from === 0 ? 3 : undefined),
    });
    spool.append('a long line');
    breakOff({});
    expect(linesOf(spool)).toEqual(['a long line']);
    spool.close();
  });
});

describe('a file that cannot be had', () => {
  it.each(['EMFILE', 'ENOSPC', 'EEXIST'])('%s for the next segment: told, and tried again', (code) => {
    const spool = openSpool(newDirectory(), { segmentBytes: 4 });
    spool.append('aaa');
    breakOff({ openSync: failing(code) });
    expect(() => spool.append('bbb')).toThrow(fails(code));
    breakOff({});
    spool.append('ccc');
    expect(linesOf(spool)).toEqual(['aaa', 'ccc']);
    spool.close();
  });

  it('a foreign one with its name is left alone', () => {
    const spool = openSpool(newDirectory(), { segmentBytes: 4 });
    spool.append('aaa');
    mkdirSync(join(spool.path, '0000000002.log'));
    expect(() => spool.append('bbb')).toThrow(fails('EEXIST'));
    spool.append('ccc');
    rmSync(join(spool.path, '0000000002.log'), { recursive: true });
    expect(linesOf(spool)).toEqual(['aaa', 'ccc']);
    spool.close();
  });

  it('the first one, when a directory is made: nothing stays of it', () => {
    const directory = newDirectory();
    breakOff({ openSync: failing('ENOSPC') });
    expect(() => openSpool(directory)).toThrow(fails('FLT_STORE_UNAVAILABLE'));
    breakOff({});
    expect(readdirSync(directory)).toEqual([]);
  });

  it('one that cannot be closed: lines go on', () => {
    const spool = openSpool(newDirectory(), { segmentBytes: 4 });
    breakOff({
      closeSync: (real: Fs['closeSync'], descriptor: number) => {
        real(descriptor);
        failing('EIO')();
      },
    });
    // A beat and what is read close files too, and say so.
    spool.append('aaa');
    spool.append('bbb');
    breakOff({});
    expect(linesOf(spool)).toEqual(['aaa', 'bbb']);
    spool.close();
  });
});

describe('what cannot be read', () => {
  it.each(['EMFILE', 'EIO', 'EACCES'])('%s is told, and nothing is taken for read or removed', (code) => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    spool.append('a');
    const reader = readSpool(spool.path, spool.id);
    for (const name of ['readdirSync', 'openSync'] as const) {
      breakOff({ [name]: failing(code) });
      expect(() => reader.next(undefined, 100)).toThrow(fails(code));
      expect(() => reader.isDone(undefined)).toThrow(fails(code));
      expect(reader.release({ spool: spool.id, segment: 1, offset: 2 })).toBeUndefined();
      breakOff({});
      expect(linesOf(spool)).toEqual(['a']);
    }
    breakOff({ readdirSync: failing(code) });
    spool.close();
    breakOff({});
    expect(statesIn(directory)).toEqual(['live']);
  });

  it('a file that is gone when it is read was released', () => {
    const spool = openSpool(newDirectory());
    spool.append('a');
    breakOff({ openSync: failing('ENOENT') });
    expect(readSpool(spool.path, spool.id).next(undefined, 100)).toBeUndefined();
    breakOff({});
    spool.close();
  });

  it('a file that is gone when it is counted takes no room', () => {
    const directory = newDirectory();
    const other = openSpool(directory);
    other.append('a'.repeat(100));
    breakOff({ lstatSync: () => undefined });
    const spool = openSpool(directory, { maxBytes: 50 });
    spool.append('b');
    breakOff({});
    expect(() => spool.append('c'.repeat(60))).toThrow(fails('SPOOL_FULL'));
    for (const one of [other, spool]) one.close();
  });

  it('others, whose bytes cannot be counted, are no reason to refuse a line', () => {
    const directory = newDirectory();
    const other = openSpool(directory);
    const spool = openSpool(directory);
    breakOff({
      readdirSync: (real: Fs['readdirSync'], path: string, ...rest: []) =>
        path === other.path ? failing('EACCES')() : real(path, ...rest),
    });
    spool.append('a');
    breakOff({});
    expect(linesOf(spool)).toEqual(['a']);
    for (const one of [other, spool]) one.close();
  });

  it('an adopted one that cannot be given back stays with this process', () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    spool.append('a');
    spool.close();
    const [adopted] = adoptSpools(directory);
    breakOff({ renameSync: failing('EBUSY') });
    readSpool(adopted!.path, adopted!.id).close();
    breakOff({});
    expect(statesIn(directory)).toEqual(['kept']);
  });
});

describe('a system that tells nothing of its processes', () => {
  it.each([
    ['of none', /^\/proc/],
    ['of its boot', /boot_id$/],
  ])('%s: its host is known by its name, and heartbeats tell the rest', (_what, hidden) => {
    breakOff({
      readFileSync: (real: Fs['readFileSync'], path: string, encoding: 'utf8') =>
        hidden.test(path) ? failing('EACCES')() : real(path, encoding),
    });
    expect(ownerText(thisOwner())).toMatch(new RegExp(`^host_\\w+\\.${process.pid}\\.0$`));
  });

  it.each(['Z', 'X'])('one that ended, and that nobody waited for, does not run: %s', (state) => {
    const own = thisOwner();
    breakOff({
      readFileSync: (_real: Fs['readFileSync'], path: string) =>
        `${path} (a) R (b) ${state} ${'0 '.repeat(18)}${own.start} 0`,
    });
    expect(lifeOf(ownerText(own), own)).toBe('gone');
  });

  it('a process whose start cannot be read now is not taken for dead', () => {
    const directory = newDirectory();
    const owner = ownerText({ ...thisOwner(), start: 1 });
    mkdirSync(join(directory, `live-${'0'.repeat(22)}-${owner}`), { recursive: true });
    let reads = 0;
    breakOff({
      readFileSync: (real: Fs['readFileSync'], path: string, encoding: 'utf8') => {
        reads += path.endsWith('/stat') ? 1 : 0;
        return reads > 1 ? failing('EMFILE')() : real(path, encoding);
      },
    });
    adoptSpools(directory);
    expect(statesIn(directory)).toEqual(['clock', 'live']);
  });
});

describe('a disk that is full', () => {
  const filling = (directory: string): string => `
    const spool = S.openSpool(${JSON.stringify(directory)});
    const codes = new Set();
    for (let i = 0; i < 3000; i++) {
      const line = i + 'x'.repeat(i * 7 % 999);
      try { spool.append(line); console.log(i); } catch (error) { codes.add(error.code); }
    }
    console.log([...codes].join());`;

  /** What a process did, and what is read afterwards: each acknowledged line, and no other. */
  async function fill(directory: string, shell: string, code: string): Promise<void> {
    const running = start(filling(directory), shell);
    await running.ended;
    const told = running.written.stdout.trim().split('\n');
    expect([running.written.stderr, told.pop()]).toEqual(['', code]);
    const lines = adoptSpools(directory).flatMap((spool) => linesOf(spool));
    expect(lines.map((line) => line.replace(/x*$/, ''))).toEqual(told);
    for (const line of lines) expect(line.replace(/^\d+/, '')).toMatch(/^x*$/);
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.length).toBeLessThan(3000);
  }

  it('files have a limit: lines go into the next one', async () => {
    const directory = newDirectory();
    const running = start(filling(directory), 'ulimit -f 64');
    await running.ended;
    expect([running.written.stderr, running.written.stdout.trim().split('\n').pop()]).toEqual(['', 'EFBIG']);
    const told = running.written.stdout.trim().split('\n').slice(0, -1);
    const lines = adoptSpools(directory).flatMap((spool) => linesOf(spool));
    expect(lines.map((line) => line.replace(/x*$/, ''))).toEqual(told);
    expect(lines.length).toBeGreaterThan(2900);
  });

  it('a file system of 256 kB: what was acknowledged is read, whole', async ({ skip }) => {
    const mounted = smallDisk();
    skip(mounted === undefined, UNMOUNTABLE);
    await fill(join(mounted!, 'spool'), 'true', 'ENOSPC');
  });
});
