/** A file that is broken: moved aside once, by one process, and never a good one. */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { loadDriver } from '../../../src/store/sqlite/driver.ts';
import { openToWrite, setAside } from '../../../src/store/sqlite/open-file.ts';
import { createWritable } from '../../../src/store/sqlite/writable.ts';
import { anOccurrence, HOUR } from '../occurrences.ts';
import { sqliteError } from './faulty-driver.ts';
import { damagedFile, localStores } from './local-store.ts';

const local = localStores();

describe('a damaged file', () => {
  it('that another process replaced meanwhile is not moved aside again', async () => {
    damagedFile(local.file);
    const { fault } = local.faulty;
    local.faulty.fault = () => {
      local.faulty.fault = fault;
      // Between opening it and finding out, as processes do that start at once.
      setAside(local.file, Date.now() - 60_000);
      openToWrite(loadDriver(), local.file, 1000).close();
      throw sqliteError('NOTADB');
    };
    const store = local.open();
    const one = anOccurrence();
    store.put(one);
    expect(await store.flush(10_000)).toBe(true);
    expect(await store.find(one.correlationId)).toEqual([one]);
    expect(local.aside()).toHaveLength(1);
  });

  it('that is looked at before it was opened is moved aside', () => {
    damagedFile(local.file);
    const options = { file: local.file, mustExist: false };
    const opened: string[] = [];
    const writable = createWritable(
      local.faulty.driver,
      options,
      () => {},
      () => opened.push(local.file),
    );
    writable.check();
    expect([opened, local.aside().length]).toEqual([[], 1]);
    writable.check();
    expect(opened).toHaveLength(1);
    writable.close();
  });

  it('that cannot be moved is told, is no endless loop, and what comes waits', async () => {
    // No name is left for where it would be moved to.
    const file = join(local.directory, `${'e'.repeat(230)}.db`);
    damagedFile(file);
    let opened = 0;
    local.faulty.fault = (sql) => {
      if (sql.includes('busy_timeout')) opened += 1;
    };
    const store = local.open({ file, spool: join(local.directory, 'spool') });
    const one = anOccurrence();
    store.put(one);
    expect(await store.flush(450)).toBe(false);
    // At the start, and after 200 and 400 ms at the earliest.
    expect(opened).toBeLessThan(5);
    expect(store.status()).toMatchObject({ healthy: false, waiting: 1, spooled: 1, lost: {} });
    expect(local.told.join('\n')).toMatch(/is damaged and cannot be moved.*Move it/);
    rmSync(file);
    expect(await store.flush(10_000)).toBe(true);
    expect(await store.find(one.correlationId)).toEqual([one]);
    expect(store.status()).toMatchObject({ healthy: true, stored: 1, lost: {} });
  });
});

describe('a disk that damages each new file', () => {
  it('is no endless loop, and does not fill up with files that were moved aside', async () => {
    const store = local.open();
    expect(await store.flush(10_000)).toBe(true);
    local.faulty.fault = (sql) => {
      if (sql.startsWith('BEGIN')) throw sqliteError('CORRUPT');
    };
    store.put(anOccurrence());
    expect(await store.flush(450)).toBe(false);
    // At once with the next one, and after 200 and 400 ms at the earliest.
    expect(local.aside()).toHaveLength(1);
    expect(local.told).toEqual([
      expect.stringMatching(/was damaged: it is now/),
      expect.stringMatching(/was damaged again before anything was stored in it, .*its disk/),
    ]);
    expect(store.status()).toMatchObject({ healthy: false, waiting: 1, spooled: 1, lost: {} });
    local.faulty.fault = () => {};
    expect(await store.flush(10_000)).toBe(true);
    expect(store.status()).toMatchObject({ healthy: true, stored: 1, lost: {} });
    // What was stored since may be lost with it.
    let times = 1;
    local.faulty.fault = (sql) => {
      if (sql.startsWith('BEGIN') && times-- > 0) throw sqliteError('CORRUPT');
    };
    store.put(anOccurrence());
    expect(await store.flush(10_000)).toBe(true);
    expect(local.aside()).toHaveLength(2);
  });

  it('is tried with another one after an hour', () => {
    const told: string[] = [];
    const { driver } = local.faulty;
    const options = { file: local.file, mustExist: false };
    const tell = (_: string, __: string, message: string): void => void told.push(message);
    const writable = createWritable(driver, options, tell, () => {});
    const clock = vi.spyOn(performance, 'now').mockReturnValue(5000);
    const outcomes = [5000, 5000 + HOUR - 1, 5000 + HOUR].map((time) => {
      clock.mockReturnValue(time);
      writable.open();
      return writable.failed(sqliteError('CORRUPT'));
    });
    clock.mockRestore();
    writable.close();
    expect(outcomes).toEqual([true, false, true]);
    expect(told.map((message) => /damaged again/.test(message))).toEqual([false, true, false]);
  });
});

describe('a connection that reads', () => {
  it('and fails is made anew with the next question', async () => {
    const store = local.open();
    const one = anOccurrence();
    store.put(one);
    expect(await store.flush(10_000)).toBe(true);
    expect(await store.find(one.correlationId)).toEqual([one]);
    let isBroken = true;
    local.faulty.fault = (sql) => {
      if (sql.includes('query_only')) isBroken = false;
      if (isBroken && sql.includes('GROUP BY status')) throw sqliteError('IOERR_READ');
    };
    await expect(store.totals({})).rejects.toMatchObject({ code: 'FLT_STORE_UNAVAILABLE' });
    expect(await store.totals({})).toEqual([{ status: 500, count: 1 }]);
  });
});
