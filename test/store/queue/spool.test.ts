/** R19, R44: with a spool nothing that was put is lost with its process; where the spool fails, memory takes over. */

import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createEvents } from '../../../src/store/events.ts';
import { createQueue, RefusedError, type Spooling } from '../../../src/store/queue.ts';
import { openSpool, SpoolError, spoolIn, type Spool } from '../../../src/store/spool/index.ts';
import { linesOf, newDirectory, pathIn, statesIn } from '../spool/directory.ts';
import { MINUTE } from '../occurrences.ts';
import { stopTime } from './stopped-time.ts';
import { hang, named, pass, putMany, tryQueue, type Write } from './writers.ts';

stopTime();
const stored: Write = async () => [];

/** Spools whose functions are replaced. */
function spooling(
  directory: string,
  instead: { append?: (line: string) => void } & Partial<Spooling>,
): Spooling {
  const real = spoolIn(directory, { segmentBytes: 5000 });
  return {
    ...real,
    open() {
      const spool = real.open();
      const append = (line: string): void => {
        instead.append?.(line);
        spool.append(line);
      };
      return {
        id: spool.id,
        path: spool.path,
        append,
        announce: (text) => spool.announce(text),
        end: undefined,
        bytes: 0,
        close: () => spool.close(),
      } satisfies Spool;
    },
    ...instead,
  };
}

function failing(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: broken`), { code });
  };
}

function idsIn(path: string): string[] {
  return linesOf({ path, id: '' }).map((line) => (JSON.parse(line) as { id: string }).id);
}

describe('R19 write ahead', () => {
  it('what was put is on disk before put returns, and gone once it is stored', async () => {
    const directory = newDirectory();
    const { queue, batches } = tryQueue(stored, { spool: spoolIn(directory) });
    const ids = putMany(queue, 3);
    expect(idsIn(pathIn(directory, 'live'))).toEqual(ids);
    expect(queue.status()).toMatchObject({ stored: 0, waiting: 3, spooled: 3 });
    await pass(10);
    expect(batches).toEqual([ids]);
    expect(queue.status()).toMatchObject({ stored: 3, waiting: 0, spooled: 0, lost: {} });
    const closed = queue.close(100);
    await pass(100);
    await closed;
    expect(readdirSync(directory)).toEqual([]);
  });

  it('what was announced and not put is stored by the next process', async () => {
    const directory = newDirectory();
    const killed = tryQueue(hang, { spool: spoolIn(directory) }).queue;
    // It looks for what others left, once.
    await pass(1);
    const announced = '{"id":"announced","unrecorded":true}';
    killed.announce(announced);
    putMany(killed, 2);
    const path = pathIn(directory, 'live');
    renameSync(path, path.replace('live', 'left').replace(/-[^-]*$/, ''));
    const { queue, batches } = tryQueue(stored, { spool: spoolIn(directory) });
    await pass(10);
    expect(batches.flat()).toEqual(['a0', 'a1', 'announced']);
    const closed = queue.close(100);
    await pass(100);
    await closed;
    queue.announce(announced);
    expect(statesIn(directory)).toEqual([]);
    // Without a spool there is nothing that could keep it.
    tryQueue(stored).queue.announce(announced);
  });

  it('what was announced waits for what was put, whoever is slow', async () => {
    const directory = newDirectory();
    const lines = [
      ...['a', 'b', 'c', 'd'].map((id) => JSON.stringify(named(id))),
      '{"id":"a","unrecorded":true}',
    ];
    const left = openSpool(directory);
    for (const line of lines) left.append(line);
    left.close();
    let isFirst = true;
    const slow: Write = async () => {
      if (isFirst) {
        isFirst = false;
        throw new Error('gone');
      }
      return [];
    };
    const { batches } = tryQueue(slow, { spool: spoolIn(directory), writers: 2, batch: 4 });
    await pass(10_000);
    expect(batches).toEqual([['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd'], ['a']]);
  });

  it('what comes back is what was put', async () => {
    const got: unknown[] = [];
    const { queue } = tryQueue(async (batch) => [got.push(...batch)], { spool: spoolIn(newDirectory()) });
    const occurrence = named('a', '\ud800 __proto__ \n\r\u2028\u0000 😀 <script>');
    queue.put(occurrence);
    await pass(10);
    expect(got).toEqual([occurrence]);
  });

  it('memory holds no more than what is being written', async () => {
    const directory = newDirectory();
    const { queue, batches } = tryQueue(hang, { spool: spoolIn(directory), occurrences: 10, batch: 5 });
    putMany(queue, 200);
    await pass(10);
    expect(batches).toHaveLength(1);
    expect(queue.status()).toMatchObject({ waiting: 200, spooled: 200, lost: {} });
  });

  it('in order, and with several writes at a time released in order', async () => {
    const directory = newDirectory();
    const ends: (() => void)[] = [];
    const { queue, batches } = tryQueue(() => new Promise<void>((done) => ends.push(done)), {
      spool: spoolIn(directory),
      batch: 2,
      writers: 2,
    });
    putMany(queue, 6);
    await pass(10);
    ends[1]!();
    await pass(10);
    ends[2]!();
    await pass(10);
    expect(batches).toEqual([
      ['a0', 'a1'],
      ['a2', 'a3'],
      ['a4', 'a5'],
    ]);
    // The first is not stored yet: after a crash all is read again.
    await Promise.all([queue.close(0), pass(1)]);
    const next = tryQueue(stored, { spool: spoolIn(directory) });
    await pass(100);
    expect(next.batches.flat()).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5']);
  });

  it('poison is lost alone, and what follows it is stored', async () => {
    const { queue } = tryQueue(
      async (batch) => {
        if (batch.some(({ id }) => id === 'a3')) throw new RefusedError('no');
        return [];
      },
      { spool: spoolIn(newDirectory()) },
    );
    putMany(queue, 7);
    await pass(100);
    expect(queue.status()).toMatchObject({ stored: 6, waiting: 0, lost: { 'refused by the store': 1 } });
  });
});

describe('what was left', () => {
  it('by a close while the store was gone is stored by the next one', async () => {
    const directory = newDirectory();
    const first = tryQueue(() => Promise.reject(new Error('gone')), { spool: spoolIn(directory) });
    const ids = putMany(first.queue, 5);
    await Promise.all([first.queue.close(10), pass(1000)]);
    expect(first.queue.status()).toMatchObject({ stored: 0, waiting: 5, spooled: 5, lost: {} });
    const second = tryQueue(stored, { spool: spoolIn(directory) });
    await pass(100);
    expect(second.batches.flat()).toEqual(ids);
    expect(second.queue.status()).toMatchObject({ stored: 5, waiting: 0, lost: {} });
    expect(statesIn(directory)).toEqual(['live']);
  });

  it('later, by another, is found within a minute', async () => {
    const directory = newDirectory();
    const { queue, batches } = tryQueue(stored, { spool: spoolIn(directory) });
    await pass(100);
    const other = openSpool(directory);
    other.append(JSON.stringify(named('b')));
    other.close();
    await pass(MINUTE + 100);
    expect([batches, queue.status().stored]).toEqual([[['b']], 1]);
  });

  it('takes its turns with what is put, neither waits for the end of the other', async () => {
    const directory = newDirectory();
    const first = tryQueue(hang, { spool: spoolIn(directory), batch: 2 });
    putMany(first.queue, 6, 'old');
    await Promise.all([first.queue.close(0), pass(1)]);
    const { queue, batches } = tryQueue(stored, { spool: spoolIn(directory), batch: 2, delay: 5 });
    putMany(queue, 6, 'new');
    await pass(100);
    expect(batches.map(([id]) => id!.slice(0, 3)).join(' ')).toMatch(/old new old|new old new/);
    expect(batches.flat().filter((id) => id.startsWith('old'))).toHaveLength(6);
    expect(queue.status()).toMatchObject({ stored: 12, waiting: 0 });
  });

  it('is given back when the queue closes before it is stored', async () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    for (const id of ['a', 'b', 'c']) spool.append(JSON.stringify(named(id)));
    spool.close();
    const { queue } = tryQueue(hang, { spool: spoolIn(directory), batch: 1 });
    await pass(100);
    expect(statesIn(directory)).toEqual(['kept', 'live']);
    await Promise.all([queue.close(0), pass(1)]);
    expect(statesIn(directory)).toEqual(['left']);
    expect(queue.status()).toMatchObject({ stored: 0, waiting: 0, lost: {} });
  });

  it('as half a line is removed', async () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    spool.append('x');
    writeFileSync(join(spool.path, '0000000001.log'), '{"id":"half');
    // Closed as if it had lines.
    renameSync(spool.path, join(directory, `left-${spool.id}`));
    spool.close();
    tryQueue(stored, { spool: spoolIn(directory) });
    await pass(100);
    expect(statesIn(directory)).toEqual(['live']);
  });

  it('as lines that are no occurrences is counted, and passed over', async () => {
    const directory = newDirectory();
    const spool = openSpool(directory);
    for (const line of ['', '{', 'null', '7', '{}', '{"id":5}', '[]']) spool.append(line);
    spool.append(JSON.stringify(named('a')));
    spool.append('\u0000\u0000');
    spool.close();
    const { queue, batches, troubles } = tryQueue(stored, { spool: spoolIn(directory), batch: 3 });
    await pass(100);
    expect(batches).toEqual([['a']]);
    expect(queue.status()).toMatchObject({ stored: 1, waiting: 0, lost: { 'spool damaged': 8 } });
    expect(statesIn(directory)).toEqual(['live']);
    expect(troubles()[0]).toContain('lines of the spool cannot be read. Look after its disk');
  });
});

describe('a spool that fails', () => {
  it.each(['ENOSPC', 'EROFS', 'EIO', 'SPOOL_FULL'])(
    '%s: memory takes over, and is not tried for a second',
    async (code) => {
      let isBroken = true;
      let appends = 0;
      const append = (): void => {
        appends += 1;
        if (isBroken) failing(code)();
      };
      const { queue, batches, troubles } = tryQueue(hang, {
        spool: spooling(newDirectory(), { append }),
        occurrences: 3,
        batch: 1,
      });
      putMany(queue, 5);
      expect(appends).toBe(1);
      const reason = code === 'SPOOL_FULL' ? 'spool full' : 'queue full';
      expect(queue.status()).toMatchObject({ waiting: 3, spooled: 0, lost: { [reason]: 2 } });
      expect(queue.status().lastError?.message).toBe(`${code}: broken`);
      await pass(1001);
      isBroken = false;
      putMany(queue, 2, 'b');
      expect(appends).toBe(3);
      expect(queue.status()).toMatchObject({ waiting: 5, spooled: 2 });
      // What only is in memory is written first.
      expect(batches).toEqual([['a2']]);
      expect(troubles().map((text) => text.replace(/"\/.*?"/, 'D'))).toEqual([
        `error: The spool D takes nothing: ${code}: broken. Make room there, and let this process write: until then failures wait in memory.`,
        expect.stringContaining('loses 1 failure'),
        'info: The spool D is in order again. Nothing needs to be done.',
      ]);
    },
  );

  it('cannot be opened: told at once, and tried again with what is put', async () => {
    const directory = newDirectory();
    writeFileSync(directory, 'a file');
    const { queue, troubles } = tryQueue(stored, { spool: spoolIn(directory) });
    expect(troubles()).toEqual([
      expect.stringMatching(/^error: The spool ".*" takes nothing: The spool's directory/),
    ]);
    putMany(queue, 2);
    await pass(10);
    expect(queue.status()).toMatchObject({ stored: 2, spooled: 0 });
    rmSync(directory);
    await pass(1001);
    putMany(queue, 1);
    expect(queue.status()).toMatchObject({ waiting: 1, spooled: 1 });
    await pass(10);
    expect(queue.status()).toMatchObject({ stored: 3, waiting: 0, lost: {} });
  });

  it('is removed, with what was in it: counted, and another takes over', async () => {
    const directory = newDirectory();
    const { queue, batches } = tryQueue(hang, { spool: spoolIn(directory), batch: 2 });
    putMany(queue, 5);
    await pass(10);
    rmSync(directory, { recursive: true });
    queue.put(named('b'));
    expect(queue.status()).toMatchObject({
      waiting: 3,
      spooled: 3,
      // Two are being written, and in memory.
      lost: { 'spool removed or taken over': 3 },
    });
    expect(idsIn(pathIn(directory, 'live'))).toEqual(['b']);
    expect(batches).toEqual([['a0', 'a1']]);
  });

  it('is removed, and nothing else is put: flush does not wait for what is gone', async () => {
    const directory = newDirectory();
    const { queue } = tryQueue(stored, { spool: spoolIn(directory), delay: 1000 });
    putMany(queue, 5);
    rmSync(directory, { recursive: true });
    const flushed = queue.flush(1000);
    await pass(1000);
    expect(await flushed).toBe(true);
    expect(queue.status()).toMatchObject({
      stored: 0,
      waiting: 0,
      lost: { 'spool removed or taken over': 5 },
    });
    putMany(queue, 1);
    await pass(2000);
    expect(queue.status()).toMatchObject({ stored: 1, waiting: 0 });
  });

  it('is adopted by another, and cannot be opened again: memory takes over', async () => {
    const directory = newDirectory();
    let isGone = false;
    const real = spooling(directory, {
      append: () => {
        if (isGone) throw new SpoolError('SPOOL_GONE', 'gone');
      },
    });
    const { queue } = tryQueue(hang, {
      spool: { ...real, open: () => (isGone ? failing('EACCES')() : real.open()) },
    });
    putMany(queue, 2);
    isGone = true;
    putMany(queue, 2, 'b');
    expect(queue.status()).toMatchObject({
      waiting: 2,
      spooled: 0,
      lost: { 'spool removed or taken over': 2 },
    });
  });

  it('cannot be read for a while: nothing is lost, and it is tried again', async () => {
    const directory = newDirectory();
    let isBroken = true;
    const real = spoolIn(directory);
    const { queue, troubles } = tryQueue(stored, {
      spool: {
        ...real,
        read(spool) {
          const reader = real.read(spool);
          return { ...reader, next: (...args) => (isBroken ? failing('EMFILE')() : reader.next(...args)) };
        },
      },
    });
    putMany(queue, 3);
    await pass(500);
    expect(queue.status()).toMatchObject({ waiting: 3, spooled: 3, lost: {} });
    expect(troubles()).toEqual([
      expect.stringContaining('cannot be read: EMFILE: broken. Let this process read there'),
    ]);
    isBroken = false;
    await pass(100);
    expect(queue.status()).toMatchObject({ stored: 3, waiting: 0 });
    await pass(2 * MINUTE);
    expect(troubles().pop()).toMatch(/^info: The spool ".*" is in order again\./);
  });

  it('of another process that cannot be read, or looked for, holds up nothing', async () => {
    const directory = newDirectory();
    const left = openSpool(directory);
    left.append(JSON.stringify(named('left')));
    left.close();
    const real = spoolIn(directory);
    let broken: 'adopt' | 'done' | 'next' | 'read' | undefined = 'adopt';
    const { queue, batches } = tryQueue(stored, {
      spool: {
        ...real,
        adopt: () => (broken === 'adopt' ? failing('EIO')() : real.adopt()),
        read(spool) {
          const reader = real.read(spool);
          if (!spool.path.includes('kept')) return reader;
          if (broken === 'read') failing('EIO')();
          return {
            ...reader,
            next: (...args) => (broken === 'next' ? failing('EIO')() : reader.next(...args)),
            isDone: (at) => (broken === 'done' ? failing('EIO')() : reader.isDone(at)),
          };
        },
      },
    });
    putMany(queue, 1);
    await pass(100);
    broken = 'next';
    await pass(MINUTE);
    putMany(queue, 1, 'b');
    await pass(100);
    expect(batches).toEqual([['a0'], ['b0']]);
    broken = 'done';
    await pass(MINUTE);
    expect(batches[2]).toEqual(['left']);
    broken = undefined;
    await pass(MINUTE);
    expect(queue.status()).toMatchObject({ stored: 3, waiting: 0, lost: {} });
  });

  it('whose reader cannot be made holds up nothing', async () => {
    const directory = newDirectory();
    mkdirSync(directory, { recursive: true });
    const left = openSpool(directory);
    left.append(JSON.stringify(named('left')));
    left.close();
    const real = spoolIn(directory);
    const { queue } = tryQueue(stored, {
      spool: {
        ...real,
        read: (spool) => (spool.path.includes('kept') ? failing('EIO')() : real.read(spool)),
      },
    });
    await pass(100);
    putMany(queue, 1);
    await pass(100);
    expect(queue.status()).toMatchObject({ stored: 1, waiting: 0, lost: {} });
  });
});

it('what is put is not read before there is anything, nor after the close', async () => {
  const directory = newDirectory();
  const reads: string[] = [];
  const real = spoolIn(directory);
  const events = createEvents();
  const queue = createQueue({
    name: 'x',
    events,
    writer: { write: async () => [] },
    spool: {
      ...real,
      read(spool) {
        const reader = real.read(spool);
        return { ...reader, next: (...args) => (reads.push('next'), reader.next(...args)) };
      },
    },
  });
  const flushed = queue.flush(10);
  await pass(100);
  expect([await flushed, reads]).toEqual([true, []]);
  await Promise.all([queue.close(10), pass(10)]);
  appendFileSync(join(directory, 'notes'), 'x');
  await pass(5 * MINUTE);
  expect([reads, vi.getTimerCount()]).toEqual([[], 0]);
});
