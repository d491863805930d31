/** R19: a pipe in the place of a file of the spool, where others may write its directory, holds up nobody. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownerText, thisOwner } from '../../../src/store/spool/owner.ts';
import { start, withSpoolFile } from './child.ts';
import { readSpool } from '../../../src/store/spool/index.ts';
import { newDirectory } from './directory.ts';

withSpoolFile();

const ID = '0'.repeat(22);
const own = thisOwner();
const DEAD = ownerText({ ...own, start: own.start - 1 });
const ELSEWHERE = 'linux_of_another_boot.1.1';

/** What a process of its own says, which is killed should it wait for the other end. */
async function said(script: string): Promise<unknown> {
  const running = start(script);
  await running.ended;
  expect([running.written.stderr, running.child.signalCode]).toEqual(['', null]);
  return JSON.parse(running.written.stdout);
}

function spoolOf(directory: string, owner: string): string {
  const path = join(directory, `live-${ID}-${owner}`);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'alive'), '.');
  writeFileSync(join(path, '0000000001.log'), 'a\n');
  utimesSync(join(path, 'alive'), 1, 1);
  return path;
}

function pipe(path: string): void {
  rmSync(path, { force: true });
  execFileSync('mkfifo', [path]);
}

/** Pipes whose other end is open do not refuse to be opened. */
const OPEN = (path: string): string => `fs.openSync(${JSON.stringify(path)}, fs.constants.O_RDWR);`;

describe.skipIf(process.platform === 'win32')('R19 a pipe', () => {
  const adopting = (directory: string): string =>
    `console.log(JSON.stringify(S.adoptSpools(${JSON.stringify(directory)}).length))`;

  it.each(['closed', 'open'])('named clock, %s: what is of other systems is not adopted', async (state) => {
    const directory = newDirectory();
    spoolOf(directory, ELSEWHERE);
    const path = join(directory, 'clock');
    pipe(path);
    expect(await said((state === 'open' ? OPEN(path) : '') + adopting(directory))).toBe(0);
    rmSync(path);
    expect(await said(adopting(directory))).toBe(1);
  });

  it.each(['closed', 'open'])('in place of the heartbeat, %s: it is not adopted', async (state) => {
    const directory = newDirectory();
    const path = join(spoolOf(directory, DEAD), 'alive');
    pipe(path);
    expect(await said((state === 'open' ? OPEN(path) : '') + adopting(directory))).toBe(0);
  });

  it.each(['closed', 'open'])('in place of the position, %s: all is read, and removed', async (state) => {
    const directory = newDirectory();
    const path = spoolOf(directory, DEAD);
    pipe(join(path, 'position'));
    const script = `${state === 'open' ? OPEN(join(path, 'position')) : ''}
      const [{ path, id }] = S.adoptSpools(${JSON.stringify(directory)});
      const reader = S.readSpool(path, id);
      const batch = reader.next(reader.released(), 100);
      reader.release(batch.end);
      console.log(JSON.stringify([batch.lines, fs.existsSync(path)]));`;
    expect(await said(script)).toEqual([['a'], false]);
  });

  it('in place of a segment: told, and the lines before it are read', async () => {
    const directory = newDirectory();
    pipe(join(spoolOf(directory, DEAD), '0000000002.log'));
    const script = `
      const [{ path, id }] = S.adoptSpools(${JSON.stringify(directory)});
      const reader = S.readSpool(path, id);
      const { lines, end } = reader.next(undefined, 100);
      try { reader.next(end, 100); } catch ({ code, message }) {
        console.log(JSON.stringify([lines, code, message.includes('0000000002.log" is no regular file.')]));
      }`;
    expect(await said(script)).toEqual([['a'], 'SPOOL_FOREIGN', true]);
  });

  it.each(['closed', 'open'])('in place of what is announced, %s: lines go on', async (state) => {
    const directory = newDirectory();
    const script = `
      import { execFileSync } from 'node:child_process';
      const spool = S.openSpool(${JSON.stringify(directory)});
      const file = spool.path + '/announced';
      execFileSync('mkfifo', [file]);
      ${state === 'open' ? 'fs.openSync(file, fs.constants.O_RDWR);' : ''}
      spool.announce('a');
      spool.append('a');
      console.log(JSON.stringify(S.readSpool(spool.path, spool.id).next(undefined, 100).lines));
      spool.close();`;
    expect(await said(script)).toEqual(['a']);
  });
});

it('R19 a directory in place of a segment is told, and stays', () => {
  const path = spoolOf(newDirectory(), DEAD);
  mkdirSync(join(path, '0000000002.log'));
  const reader = readSpool(path, ID);
  const { lines, end } = reader.next(undefined, 100)!;
  expect(lines).toEqual(['a']);
  expect(() => reader.next(end, 100)).toThrow(expect.objectContaining({ code: 'SPOOL_FOREIGN' }));
  reader.release(end);
  expect(existsSync(join(path, '0000000002.log'))).toBe(true);
});
