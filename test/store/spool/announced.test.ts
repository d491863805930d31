/** R19: lines that were announced by a process which was killed before it appended them. */

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { adoptSpools, openSpool, type Spool } from '../../../src/store/spool/index.ts';
import { ownerText, thisOwner } from '../../../src/store/spool/owner.ts';
import { linesOf, newDirectory } from './directory.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** Leaves a spool as a process does that is killed now. */
function kill(spool: Spool): void {
  const own = thisOwner();
  const owner = ownerText({ ...own, start: own.start - 1 });
  renameSync(spool.path, join(dirname(spool.path), `live-${spool.id}-${owner}`));
}

function adoptedLines(directory: string): readonly string[] {
  const [adopted] = adoptSpools(directory);
  return adopted === undefined ? [] : linesOf(adopted);
}

describe('R19 what was announced', () => {
  it('stands behind what was appended, once, for who adopts the spool', () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    spool.append('one');
    for (const line of ['two', 'three', 'ü😀']) spool.announce(line);
    kill(spool);
    const [adopted] = adoptSpools(directory);
    expect(linesOf(adopted!)).toEqual(['one', 'two', 'three', 'ü😀']);
    expect(existsSync(join(adopted!.path, 'announced'))).toBe(false);
  });

  it('is there without any line', () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    spool.announce('only this');
    kill(spool);
    expect(adoptedLines(directory)).toEqual(['only this']);
  });

  it('is left out where it was too long', () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    for (const line of ['new', 'x'.repeat(1100), 'ü'.repeat(600), 'newer\u2028']) spool.announce(line);
    kill(spool);
    expect(adoptedLines(directory)).toEqual(['new', 'newer\u2028']);
  });

  it('is that of the last turns alone: what was announced before was appended since', async () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    for (const turns of [1, 3]) {
      spool.announce(`before ${turns}`);
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
    }
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
    spool.announce('now');
    spool.announce('and now');
    kill(spool);
    expect(adoptedLines(directory)).toEqual(['now', 'and now']);
  });

  it('is nothing where a process was killed that had no failure for a second', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const directory = newDirectory();
    const spool = openSpool(directory);
    for (const line of ['a', 'b', 'c']) {
      spool.announce(line);
      for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
    }
    vi.advanceTimersByTime(1000);
    kill(spool);
    expect(adoptedLines(directory)).toEqual([]);
  });

  it('is nothing behind that second where the file is gone', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const spool = openSpool(newDirectory());
    spool.announce('a');
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
    spool.announce('b');
    vi.advanceTimersByTime(1000);
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
    spool.close();
    vi.advanceTimersByTime(1000);
    expect(existsSync(spool.path)).toBe(false);
  });

  it('takes a megabyte at most, the newest in place of the oldest', () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    for (let index = 0; index < 3000; index++) spool.announce(`line ${index} ${'x'.repeat(index % 900)}`);
    expect(statSync(join(spool.path, 'announced')).size).toBeLessThanOrEqual(2 ** 20);
    kill(spool);
    const numbers = adoptedLines(directory).map((line) => Number(line.split(' ')[1]));
    expect(numbers).toEqual(Array.from({ length: 1024 }, (_, index) => 3000 - 1024 + index));
  });

  it('is forgotten by a process that ends in order, and not written behind that', () => {
    const directory = newDirectory();
    const [done, left] = [openSpool(directory), openSpool(directory)];
    done.announce('a');
    left.append('b');
    left.announce('b');
    for (const spool of [done, left]) spool.close();
    done.announce('late');
    expect(readdirSync(directory)).toHaveLength(1);
    expect(adoptedLines(directory)).toEqual(['b']);
  });

  it('that is damaged, or none of ours, is no line', () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    spool.append('one');
    const slot = (text: string): string => `${text}\n`.padEnd(1024, '\u0000');
    writeFileSync(join(spool.path, 'announced'), `${slot('no time')}${slot('')}${slot('5 1 whole')}5 2 half`);
    kill(spool);
    expect(adoptedLines(directory)).toEqual(['one', 'whole']);
  });

  it.skipIf(process.platform === 'win32')('is not written through a link, and costs nothing then', () => {
    const directory = newDirectory();
    const elsewhere = join(dirname(newDirectory()), 'elsewhere');
    writeFileSync(elsewhere, '');
    const spool = openSpool(directory);
    symlinkSync(elsewhere, join(spool.path, 'announced'));
    spool.announce('x');
    spool.append('one');
    expect(statSync(elsewhere).size).toBe(0);
    spool.close();
  });

  it.skipIf(process.platform === 'win32')('is not read through a link, nor waited for in a pipe', () => {
    for (const make of [
      (path: string) => symlinkSync('/dev/zero', path),
      (path: string) => void execFileSync('mkfifo', [path]),
    ]) {
      const directory = newDirectory();
      const spool = openSpool(directory);
      spool.append('one');
      make(join(spool.path, 'announced'));
      kill(spool);
      expect(adoptedLines(directory)).toEqual(['one']);
    }
  });

  it('waits for whoever comes next where it cannot be appended now', () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    spool.append('one');
    // A directory in place of the file.
    const path = join(spool.path, 'announced', 'x');
    renameSync(openSpool(newDirectory()).path, dirname(path));
    kill(spool);
    expect(adoptedLines(directory)).toEqual(['one']);
  });
});
