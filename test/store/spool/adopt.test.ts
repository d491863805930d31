/** R19: the lines of a process that is gone are another's, of exactly one, and those of one that runs are not. */

import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { adoptSpools, openSpool, readSpool } from '../../../src/store/spool/index.ts';
import { lifeOf, ownerText, thisOwner, type Owner } from '../../../src/store/spool/owner.ts';
import { linesOf, newDirectory, statesIn } from './directory.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const own = thisOwner();
/** The number of this process, as another one had it that was started before. */
const DEAD = ownerText({ ...own, start: own.start - 1 });
const ELSEWHERE = ownerText({ machine: 'linux_of_another_host', pid: 1, start: 1 });

let made = 0;

/** A spool with lines whose name says that its owner is another. */
function ownedBy(directory: string, owner: string, lines: readonly string[], state = 'live'): string {
  const path = join(directory, `${state}-${String((made += 1)).padStart(22, '0')}-${owner}`);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'alive'), '.');
  writeFileSync(join(path, '0000000001.log'), lines.map((line) => `${line}\n`).join(''));
  return path;
}

function setBeat(path: string, ago: number): void {
  const time = (Date.now() - ago) / 1000;
  utimesSync(join(path, 'alive'), time, time);
}

describe('which are adopted', () => {
  it.each([
    ['of a process of this system that is gone', DEAD, 100_000, true],
    ['of one that has this very number and start', ownerText(own), 10 * 60_000, false],
    ['of another system, beating', ELSEWHERE, 30_000, false],
    ['of another system, silent for a minute', ELSEWHERE, 61_000, true],
    ['of another system, before the clock was set back', ELSEWHERE, -61_000, true],
  ])('%s', (_what, owner, ago, isAdopted) => {
    const directory = newDirectory();
    const path = ownedBy(directory, owner, ['a']);
    setBeat(path, ago);
    const adopted = adoptSpools(directory);
    expect(adopted.map((spool) => linesOf(spool))).toEqual(isAdopted ? [['a']] : []);
    expect(existsSync(path)).toBe(!isAdopted);
    // From the first moment on, so that no other system takes it from the adopter.
    for (const spool of adopted)
      expect(statSync(join(spool.path, 'alive')).mtimeMs).toBeGreaterThan(Date.now() - 10_000);
  });

  it('what was adopted is adopted again, once its new owner is gone too', () => {
    const directory = newDirectory();
    ownedBy(directory, DEAD, ['a'], 'kept');
    expect(adoptSpools(directory).flatMap((spool) => linesOf(spool))).toEqual(['a']);
    expect(adoptSpools(directory)).toEqual([]);
  });

  it('oldest first, with their names', () => {
    const directory = newDirectory();
    vi.useFakeTimers({ toFake: ['Date'] });
    const ids = [0, 1, 2].map((line) => {
      vi.setSystemTime(Date.now() + 1);
      const spool = openSpool(directory);
      spool.append(String(line));
      spool.close();
      return spool.id;
    });
    expect(adoptSpools(directory).map(({ id }) => id)).toEqual(ids);
  });

  it('in the order in which a process made them, whatever its clock does', () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    const directory = newDirectory();
    const ids = [0, 0, 0, -60_000, 0, 0, 1].map((step) => {
      vi.setSystemTime(Date.now() + step);
      const spool = openSpool(directory);
      spool.append('x');
      spool.close();
      return spool.id;
    });
    expect(adoptSpools(directory).map(({ id }) => id)).toEqual(ids);
  });

  it('one without a beat is as old as its directory', () => {
    const directory = newDirectory();
    const path = ownedBy(directory, ELSEWHERE, ['a']);
    rmSync(join(path, 'alive'));
    expect(adoptSpools(directory)).toEqual([]);
    utimesSync(path, 1, 1);
    expect(adoptSpools(directory)).toHaveLength(1);
  });

  it('no one whose age cannot be told', () => {
    const directory = newDirectory();
    setBeat(ownedBy(directory, ELSEWHERE, ['a']), 100_000);
    mkdirSync(join(directory, 'clock'));
    expect(adoptSpools(directory)).toEqual([]);
  });

  it('what another user put there is not read, where users can be told apart', () => {
    const directory = newDirectory();
    ownedBy(directory, DEAD, ['a']);
    const { getuid } = process;
    for (const [fake, count] of [
      [() => 4711, 0],
      [undefined, 1],
    ] as const) {
      Object.assign(process, { getuid: fake });
      expect(adoptSpools(directory)).toHaveLength(count);
    }
    Object.assign(process, { getuid });
  });

  it('links, files and foreign names are left alone', () => {
    const directory = newDirectory();
    const target = ownedBy(newDirectory(), DEAD, ['a']);
    mkdirSync(directory);
    symlinkSync(target, join(directory, basename(target)));
    writeFileSync(join(directory, `left-${'0'.repeat(22)}`), 'a\n');
    for (const name of ['left-short', `left-${'0'.repeat(23)}`, `gone-${'0'.repeat(22)}-${DEAD}`, 'notes'])
      mkdirSync(join(directory, name));
    const before = readdirSync(directory);
    expect(adoptSpools(directory)).toEqual([]);
    expect(readdirSync(directory)).toEqual(before);
    expect(existsSync(target)).toBe(true);
  });

  it('a link in place of a segment is not followed', () => {
    const directory = newDirectory();
    const path = ownedBy(directory, DEAD, ['a']);
    const secret = join(dirname(directory), 'secret');
    writeFileSync(secret, 'of another user\n');
    symlinkSync(secret, join(path, '0000000002.log'));
    const [spool] = adoptSpools(directory);
    const reader = readSpool(spool!.path, spool!.id);
    const { lines, end } = reader.next(undefined, 100)!;
    expect(lines).toEqual(['a']);
    expect(() => reader.next(end, 100)).toThrow('ELOOP');
    // It cannot be told whether that was all: nothing is removed.
    reader.release(end);
    expect(existsSync(spool!.path)).toBe(true);
  });

  it.each(['', '/nowhere/at/all', '/proc/1/root/x', 'a\0b'])('none in %j', (directory) => {
    expect(adoptSpools(directory)).toEqual([]);
  });
});

describe('what is adopted', () => {
  it('is read to its end, and then nothing is left of it', () => {
    const directory = newDirectory();
    const path = ownedBy(directory, DEAD, ['a', 'b']);
    appendFileSync(join(path, '0000000001.log'), 'half a li');
    const [spool] = adoptSpools(directory);
    const reader = readSpool(spool!.path, spool!.id);
    const first = reader.next(undefined, 100, 1)!;
    reader.release(first.end);
    expect(statesIn(directory)).toEqual(['kept']);
    const second = reader.next(first.end, 100)!;
    expect([first.lines, second.lines, reader.isDone(second.end)]).toEqual([['a'], ['b'], true]);
    reader.release(second.end);
    expect(readdirSync(directory)).toEqual([]);
    reader.close();
  });

  it('is given back by close, and read on by whoever takes it', () => {
    const directory = newDirectory();
    ownedBy(directory, DEAD, ['a', 'b']);
    const [spool] = adoptSpools(directory);
    const reader = readSpool(spool!.path, spool!.id);
    reader.release(reader.next(undefined, 100, 1)!.end);
    reader.close();
    const [again] = adoptSpools(directory);
    expect(again!.id).toBe(spool!.id);
    expect(linesOf(again!, readSpool(again!.path, again!.id).released())).toEqual(['b']);
  });

  it('nothing: what has no lines is removed', () => {
    const directory = newDirectory();
    ownedBy(directory, DEAD, []);
    expect(adoptSpools(directory)).toEqual([]);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('foreign files in it stay, and are no lines', () => {
    const directory = newDirectory();
    const path = ownedBy(directory, DEAD, []);
    writeFileSync(join(path, 'notes'), 'x');
    expect(adoptSpools(directory)).toEqual([]);
    expect(readdirSync(path)).toEqual(['notes']);
  });
});

describe('a process that was held up for longer than a minute', () => {
  it('notices with its next line that its spool was adopted', () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    spool.append('a');
    // As an adopter on another system sees it.
    const path = join(directory, `kept-${spool.id}-${ELSEWHERE}`);
    renameSync(spool.path, path);
    for (const line of ['b', 'c'])
      expect(() => spool.append(line)).toThrow(expect.objectContaining({ code: 'SPOOL_GONE' }));
    // The one that noticed is in the files of the other, none after it.
    expect(linesOf({ id: spool.id, path })).toEqual(['a', 'b']);
    spool.close();
    expect(existsSync(path)).toBe(true);
  });

  it('shows every ten seconds that it is there, until it closes, or its directory goes', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const directory = newDirectory();
    const spool = openSpool(directory);
    spool.append('a');
    const beatOf = (path: string): number => statSync(join(path, 'alive')).mtimeMs;
    setBeat(spool.path, 100_000);
    vi.advanceTimersByTime(10_000);
    expect(beatOf(spool.path)).toBeGreaterThan(Date.now() - 60_000);
    spool.close();
    expect(vi.getTimerCount()).toBe(0);
    const [adopted] = adoptSpools(directory);
    setBeat(adopted!.path, 100_000);
    vi.advanceTimersByTime(10_000);
    expect(beatOf(adopted!.path)).toBeGreaterThan(Date.now() - 60_000);
    // What cannot be shown now is shown later.
    rmSync(join(adopted!.path, 'alive'));
    mkdirSync(join(adopted!.path, 'alive'));
    vi.advanceTimersByTime(10_000);
    expect(vi.getTimerCount()).toBe(1);
    rmSync(adopted!.path, { recursive: true });
    vi.advanceTimersByTime(10_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('whether an owner runs', () => {
  const isLinux = process.platform === 'linux';
  const nameless: Owner = { machine: 'host_x', pid: 1, start: 0 };

  it.runIf(isLinux)('this one: named by the boot and the namespace of its system', () => {
    expect(own.machine).toContain(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8));
    expect(own.machine).toContain(/\d+/.exec(readlinkSync('/proc/self/ns/pid'))![0]);
    expect(own.start).toBeGreaterThan(0);
  });

  it.each([
    ['this one', ownerText(own), own, 'running'],
    ['one with this number, started before', DEAD, own, 'gone'],
    ['one with a number that nobody has', ownerText({ ...own, pid: 2 ** 22 + 1 }), own, 'gone'],
    ['one of another system', ELSEWHERE, own, 'unknown'],
    [
      'one that has a number in use, where starts cannot be told',
      `host_x.${process.pid}.0`,
      nameless,
      'unknown',
    ],
    ['one that has none, there', `host_x.${2 ** 22 + 1}.0`, nameless, 'gone'],
    ['one of another host, there', `host_y.${process.pid}.0`, nameless, 'unknown'],
  ])('%s', (_what, text, self, life) => {
    expect(lifeOf(text, self)).toBe(life);
  });
});
