/** What happens to the file while it is written and read; the threads run in this one. */

import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadDriver } from '../../../src/store/sqlite/driver.ts';
import { openStore } from '../../../src/store/sqlite/open-store.ts';
import type { SqliteStoreOptions } from '../../../src/store/sqlite/options.ts';
import { openSpool } from '../../../src/store/spool/index.ts';
import type { Store, StoreEvent } from '../../../src/store/store.ts';
import { anOccurrence, DAY, NOON } from '../occurrences.ts';
import { faultyDriver, sqliteError, type FaultyDriver } from './faulty-driver.ts';
import { localWorkers } from './in-process.ts';
import { damagedFile } from './local-store.ts';

let directory = '';
let file = '';
let faulty: FaultyDriver;
let workers: ReturnType<typeof localWorkers>;
const stores: Store[] = [];
const troubles: Extract<StoreEvent, { type: 'trouble' }>[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'faultline-'));
  file = join(directory, 'errors.db');
  faulty = faultyDriver();
  workers = localWorkers(faulty.driver);
  troubles.length = 0;
});
afterEach(async () => {
  faulty.fault = () => {};
  await Promise.all(stores.splice(0).map((store) => store.close(2000)));
  rmSync(directory, { recursive: true });
});

function open(options: Partial<SqliteStoreOptions> = {}): Store {
  const store = openStore({ file, retention: {}, ...options }, workers.start);
  stores.push(store);
  store.subscribe((event) => {
    if (event.type === 'trouble') troubles.push(event);
  });
  return store;
}

const told = (): string => troubles.map(({ level, message }) => `${level}: ${message}`).join('\n');
const aside = (): string[] => readdirSync(directory).filter((name) => name.includes('.corrupt-'));

describe('a file', () => {
  it('R38 is readable for its user alone, in a directory that is made', async () => {
    const store = open({ file: join(directory, 'deep', 'er', 'e.db') });
    store.put(anOccurrence());
    expect(await store.flush(10_000)).toBe(true);
    expect(statSync(join(directory, 'deep', 'er', 'e.db')).mode & 0o777).toBe(0o600);
    expect(store.name).toBe(`sqlite:${join(directory, 'deep', 'er', 'e.db')}`);
    expect(store.status().bytes).toBeGreaterThan(0);
  });

  it('that is damaged is moved aside and told, and nothing is lost', async () => {
    damagedFile(file);
    const store = open();
    const one = anOccurrence();
    store.put(one);
    expect(await store.flush(10_000)).toBe(true);
    expect(await store.find(one.correlationId)).toEqual([one]);
    expect(aside().filter((name) => !/-(?:wal|shm)$/.test(name))).toEqual([
      expect.stringMatching(/^errors\.db\.corrupt-[\dTZ-]+$/),
    ]);
    expect(told()).toMatch(
      /^error: The file ".*errors\.db" was damaged: it is now ".*corrupt-.*a new one is begun/,
    );
    expect(store.status().lost).toEqual({});
  });

  it('that is damaged and cannot be moved is told, and what comes waits', async () => {
    // A directory is neither a file to open, nor moved when it is said to be damaged.
    mkdirSync(file);
    const store = open();
    store.put(anOccurrence());
    expect(await store.flush(400)).toBe(false);
    expect(store.status()).toMatchObject({ healthy: false, waiting: 1, spooled: 1, lost: {} });
    expect(store.status().lastError!.message).toContain('cannot be opened or written');
    await expect(store.find('x')).rejects.toMatchObject({ code: 'FLT_STORE_UNAVAILABLE' });
    rmSync(file, { recursive: true });
    expect(await store.flush(10_000)).toBe(true);
    expect(store.status()).toMatchObject({ healthy: true, stored: 1, waiting: 0 });
    expect(told()).toMatch(/info: .*takes occurrences again/);
  });

  it('whose damage shows while it is written is moved aside', async () => {
    const store = open();
    const before = anOccurrence();
    store.put(before);
    await store.flush(10_000);
    let isDamaged = true;
    faulty.fault = (sql) => {
      if (!isDamaged || !sql.startsWith('INSERT INTO detail')) return;
      isDamaged = false;
      throw sqliteError('CORRUPT_INDEX');
    };
    const after = anOccurrence();
    store.put(after);
    expect(await store.flush(10_000)).toBe(true);
    expect(await store.find(after.correlationId)).toEqual([after]);
    expect(aside().filter((name) => !/-(?:wal|shm)$/.test(name))).toHaveLength(1);
  });

  it('whose damage shows while it is read is looked at, and stays where it is whole', async () => {
    const store = open();
    const one = anOccurrence();
    store.put(one);
    await store.flush(10_000);
    let times = 1;
    faulty.fault = (sql) => {
      if (sql.includes('found CROSS JOIN detail') && times-- > 0) throw sqliteError('CORRUPT');
    };
    expect(await store.find(one.correlationId)).toEqual([one]);
    expect(aside()).toEqual([]);
  });

  it.each(['quick_check says so', 'quick_check fails', 'it cannot be moved'])(
    'whose damage shows while it is read is moved aside where %s',
    async (how) => {
      const store = open();
      store.put(anOccurrence());
      await store.flush(10_000);
      let times = 1;
      faulty.fault = (sql) => {
        if (sql.includes('found CROSS JOIN detail') && times-- > 0) throw sqliteError('NOTADB');
        if (!sql.includes('quick_check')) return;
        if (how === 'it cannot be moved') rmSync(file);
        throw how === 'quick_check says so' ? new Error('odd') : sqliteError('CORRUPT');
      };
      if (how === 'quick_check says so') {
        const realFault = faulty.fault;
        faulty.fault = (sql, ...rest) => (sql.includes('quick_check') ? undefined : realFault(sql, ...rest));
        faulty.pragmas = { quick_check: 'row 1 missing from index' };
      }
      expect(await store.find('x')).toEqual([]);
      expect(aside().length > 0).toBe(how !== 'it cannot be moved');
    },
  );

  it('that is moved away while it is used is begun anew, and told', async () => {
    const store = open();
    const [first, second] = [anOccurrence(), anOccurrence()];
    store.put(first);
    await store.flush(10_000);
    expect(await store.find(first.correlationId)).toEqual([first]);
    renameSync(file, `${file}.moved`);
    for (const part of ['-wal', '-shm']) if (existsSync(file + part)) rmSync(file + part);
    store.put(second);
    expect(await store.flush(10_000)).toBe(true);
    expect(await store.find(second.correlationId)).toEqual([second]);
    // What its spool still has is stored once more.
    expect(await store.find(first.correlationId)).toEqual([first]);
    expect(told()).toMatch(/was moved or deleted while it was in use/);
    expect(store.status()).toMatchObject({ stored: 2, waiting: 0, spooled: 0, lost: {} });
  });

  it('that fails in every way keeps what comes waiting, says so once a minute, and stores it in the end', async () => {
    const store = open();
    await store.flush(10_000);
    const codes = ['BUSY', 'FULL', 'IOERR', 'READONLY', 'ERROR'];
    let failures = 0;
    faulty.fault = (sql) => {
      const code = codes[failures];
      if (!sql.startsWith('BEGIN') || code === undefined) return;
      failures += 1;
      throw sqliteError(code);
    };
    const all = Array.from({ length: 20 }, () => anOccurrence());
    for (const one of all) store.put(one);
    expect(store.status()).toMatchObject({ waiting: 20, spooled: 20 });
    expect(await store.flush(15_000)).toBe(true);
    expect(failures).toBe(codes.length);
    for (const one of all) expect(await store.find(one.correlationId)).toEqual([one]);
    expect(told()).toMatch(/is locked.*\n.*no room to grow.*\n.*cannot be read or written/);
    expect(store.status()).toMatchObject({ healthy: true, stored: 20, lost: {} });
    // No more often than that.
    expect(troubles.filter(({ level }) => level === 'error')).toHaveLength(codes.length);
  });

  it('that refuses one of many loses that one alone, and says so', async () => {
    const store = open();
    await store.flush(10_000);
    const all = Array.from({ length: 20 }, (_, index) =>
      anOccurrence({ host: index === 13 ? 'poison' : 'web' }),
    );
    faulty.fault = (sql, values) => {
      if (sql.startsWith('INSERT INTO detail') && String(values[2]).includes('poison'))
        throw sqliteError('TOOBIG');
    };
    for (const one of all) store.put(one);
    expect(await store.flush(15_000)).toBe(true);
    expect(store.status()).toMatchObject({ stored: 19, waiting: 0, lost: { 'refused by the store': 1 } });
    expect(await store.totals({})).toEqual([{ status: 500, count: 19 }]);
    expect(told()).toMatch(/An occurrence was refused and is lost/);
  });

  it('of a newer version is left alone, and told with the cure', async () => {
    const db = loadDriver().open(file);
    db.exec('PRAGMA application_id = 1179407436; PRAGMA user_version = 99');
    db.close();
    const store = open();
    store.put(anOccurrence());
    expect(await store.flush(300)).toBe(false);
    expect(told()).toMatch(/error: .*has schema 99.*update faultline here.*occurrences wait in /);
    await expect(store.find('x')).rejects.toMatchObject({
      message: expect.stringContaining('has schema 99'),
    });
    await expect(store.prune({ days: 1 })).rejects.toMatchObject({ code: 'FLT_STORE_UNAVAILABLE' });
    expect(store.status()).toMatchObject({ waiting: 1, spooled: 1, lost: {} });
  });

  it('that cannot be read says why', async () => {
    const store = open();
    await store.flush(10_000);
    faulty.fault = (sql) => {
      if (sql.includes('GROUP BY status')) throw sqliteError('BUSY', 'database is locked');
    };
    await expect(store.totals({})).rejects.toMatchObject({
      code: 'FLT_STORE_UNAVAILABLE',
      message: expect.stringMatching(/is locked \(database is locked\)\. End the process/),
    });
    faulty.fault = (sql) => {
      if (sql.includes('user_version')) throw sqliteError('IOERR');
    };
    const other = open();
    await expect(other.totals({})).rejects.toMatchObject({ code: 'FLT_STORE_UNAVAILABLE' });
  });

  it('whose closing fails is closed all the same', async () => {
    const { driver } = faulty;
    const broken = localWorkers({
      name: driver.name,
      open: (path) => {
        const db = driver.open(path);
        return {
          exec: (sql) => db.exec(sql),
          prepare: (sql) => db.prepare(sql),
          close() {
            db.close();
            throw new Error('busy');
          },
        };
      },
    });
    const store = openStore({ file }, broken.start);
    store.put(anOccurrence());
    await store.close(10_000);
    expect(store.status()).toMatchObject({ stored: 1, waiting: 0 });
  });
});

describe('what dead processes left', () => {
  it('R41 is stored by whoever comes next, and is not counted as its own', async () => {
    const left = Array.from({ length: 30 }, () => anOccurrence());
    for (const part of [left.slice(0, 10), left.slice(10)]) {
      const spool = openSpool(`${file}-spool`);
      for (const one of part) spool.append(JSON.stringify(one));
      spool.close();
    }
    const store = open();
    // Asked at once: what was left is waited for.
    expect(await store.find(left[29]!.correlationId)).toEqual([left[29]]);
    expect(await store.flush(10_000)).toBe(true);
    for (const one of left) expect(await store.find(one.correlationId)).toEqual([one]);
    expect(store.status()).toMatchObject({ stored: 0, waiting: 0 });
    await store.close(10_000);
    expect(readdirSync(`${file}-spool`).filter((name) => name !== 'clock')).toEqual([]);
  });

  it('R41 is stored once, though the one before ended between storing and saying so', async () => {
    const spool = openSpool(`${file}-spool`);
    const all = Array.from({ length: 10 }, () => anOccurrence());
    for (const one of all) spool.append(JSON.stringify(one));
    spool.close();
    const first = open();
    await first.flush(10_000);
    // As if it was not released.
    await first.close(10_000);
    const again = openSpool(`${file}-spool`);
    again.append(JSON.stringify(anOccurrence()));
    again.close();
    const second = open();
    expect(await second.flush(10_000)).toBe(true);
    expect(await second.totals({})).toEqual([{ status: 500, count: 11 }]);
  });
});

describe('threads', () => {
  it('R41 that end are started again, and go on where they were', async () => {
    const store = open();
    const all = Array.from({ length: 40 }, () => anOccurrence());
    for (const one of all.slice(0, 20)) store.put(one);
    await store.flush(10_000);
    const [writer] = workers.started;
    writer!.crash(new Error('out of memory'));
    for (const one of all.slice(20)) store.put(one);
    expect(store.status()).toMatchObject({
      healthy: false,
      lastError: { message: expect.stringContaining('out of memory') },
    });
    expect(await store.flush(15_000)).toBe(true);
    expect(store.status()).toMatchObject({ healthy: true, stored: 40, lost: {} });
    expect(await store.totals({})).toEqual([{ status: 500, count: 40 }]);
    expect(told()).toMatch(/The thread that writes .* ended \(out of memory\)/);
    // Nothing is left to be stored, and the next one does not say so either.
    workers.started.findLast((worker) => worker.options.role === 'write')!.crash(new Error('out of memory'));
    expect(store.status().healthy).toBe(false);
    await vi.waitFor(() => expect(store.status().healthy).toBe(true), 10_000);
    // The same is told once a minute.
    expect(told().match(/The thread that writes/g)).toHaveLength(1);
    const reader = workers.started.find(({ options }) => options.role === 'read')!;
    reader.crash(new Error('gone'));
    await expect(store.totals({})).rejects.toMatchObject({ code: 'FLT_STORE_UNAVAILABLE' });
  });

  it('that are started again adopt what the one before had adopted', async () => {
    const spool = openSpool(`${file}-spool`);
    const all = Array.from({ length: 5 }, () => anOccurrence());
    for (const one of all) spool.append(JSON.stringify(one));
    spool.close();
    let isFailing = true;
    faulty.fault = (sql) => {
      if (isFailing && sql.startsWith('BEGIN')) throw sqliteError('BUSY');
    };
    const store = open();
    expect(await store.flush(100)).toBe(false);
    workers.started[0]!.crash(new Error('gone'));
    isFailing = false;
    expect(await store.flush(15_000)).toBe(true);
    expect(workers.started[1]!.options.adopted).toHaveLength(1);
    expect(await store.totals({})).toEqual([{ status: 500, count: 5 }]);
  });

  it('R38 keep to the retention by themselves', async () => {
    const store = open({ retention: { days: 1 } });
    store.put(anOccurrence({ at: Date.now() - 3 * DAY }));
    store.put(anOccurrence({ at: Date.now() }));
    await store.flush(10_000);
    await store.close(10_000);
    const again = open({ retention: { days: 1 } });
    await again.flush(10_000);
    const kept = [{ status: 500, count: 1 }];
    await vi.waitFor(async () => expect(await again.totals({})).toEqual(kept), 10_000);
  });

  it('a clock that jumps back breaks nothing', async () => {
    const store = open();
    const all = [5, 3, 9, -20 * 365, 1].map((days) => anOccurrence({ at: NOON + days * DAY }));
    for (const one of all) {
      store.put(one);
      expect(await store.flush(10_000)).toBe(true);
    }
    const { items } = await store.search({});
    expect(items.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((a, b) => b - a));
    expect(await store.group(all[0]!.fingerprint)).toMatchObject({
      count: 5,
      firstAt: all[3]!.at,
      lastAt: all[2]!.at,
    });
  });

  it('refuse a cursor whose number is none', async () => {
    const store = open();
    await expect(store.search({ cursor: 'search~1~abc' })).rejects.toMatchObject({
      code: 'FLT_QUERY_INVALID',
    });
  });
});
