/** R41: a disk that is full when a spool is adopted loses nothing that was announced. */

import type * as FileSystem from 'node:fs';
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { adoptSpools, openSpool, readSpool } from '../../../src/store/spool/index.ts';
import { linesOf, newDirectory } from './directory.ts';

const disk = vi.hoisted(() => ({ room: Infinity }));
vi.mock('node:fs', async (load) => {
  const fs = await load<typeof FileSystem>();
  return {
    ...fs,
    /** Of what is written to segments, as much as there is room for. */
    writeSync(descriptor: number, ...rest: [unknown, ...unknown[]]): number {
      const [data, offset = 0] = rest;
      if (disk.room === Infinity || !Buffer.isBuffer(data))
        return (fs.writeSync as never as Write)(descriptor, ...rest);
      const count = Math.min(disk.room, data.length - Number(offset));
      if (count === 0) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
      disk.room -= count;
      return fs.writeSync(descriptor, data, Number(offset), count);
    },
  };
});

type Write = (descriptor: number, ...rest: unknown[]) => number;

/** As whoever adopted it leaves it at its end. */
function leave(path: string, id: string): void {
  renameSync(path, join(dirname(path), `left-${id}`));
}

it('R41 what does not fit at an adoption is appended at the next', () => {
  const directory = newDirectory();
  const spool = openSpool(directory);
  spool.append('one');
  for (const line of ['two', 'three']) spool.announce(line);
  leave(spool.path, spool.id);
  disk.room = 5;
  const [adopted] = adoptSpools(directory);
  expect(linesOf(adopted!)).toEqual(['one']);
  const reader = readSpool(adopted!.path, adopted!.id);
  reader.release(reader.next(undefined, 1000)!.end);
  expect(existsSync(adopted!.path)).toBe(true);
  disk.room = Infinity;
  leave(adopted!.path, adopted!.id);
  const [again] = adoptSpools(directory);
  expect(linesOf(again!, readSpool(again!.path, again!.id).released())).toEqual(['two', 'three']);
  const last = readSpool(again!.path, again!.id);
  last.release(last.next(last.released(), 1000)!.end);
  expect(readdirSync(directory)).toEqual([]);
});
