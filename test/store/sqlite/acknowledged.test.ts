/** What was stored is acknowledged, whatever happens between the two. */

import { describe, expect, it, vi } from 'vitest';
import { anOccurrence } from '../occurrences.ts';
import { sqliteError } from './faulty-driver.ts';
import { localStores } from './local-store.ts';

const local = localStores();

describe('R41 what is in the file is counted as stored', () => {
  it('though the file cannot be asked for its size afterwards', async () => {
    const store = local.open();
    expect(await store.flush(10_000)).toBe(true);
    let isFailing = true;
    local.faulty.fault = (sql) => {
      if (!isFailing || !sql.includes('page_count')) return;
      isFailing = false;
      throw sqliteError('BUSY');
    };
    const one = anOccurrence();
    store.put(one);
    expect(await store.flush(3000)).toBe(true);
    expect(isFailing).toBe(false);
    expect(store.status()).toMatchObject({ healthy: true, stored: 1, waiting: 0, spooled: 0, lost: {} });
    expect(await store.totals({})).toEqual([{ status: 500, count: 1 }]);
  });

  it('though the thread that stored it ended before it could say so', async () => {
    const store = local.open();
    expect(await store.flush(10_000)).toBe(true);
    const crash = local.workers.started[0]!.crash;
    let isFailing = true;
    local.faulty.fault = (sql) => {
      if (!isFailing || !sql.includes('page_count')) return;
      isFailing = false;
      crash(new Error('out of memory'));
    };
    const all = [anOccurrence(), anOccurrence()];
    for (const one of all) store.put(one);
    expect(await store.flush(5000)).toBe(true);
    expect(isFailing).toBe(false);
    expect(store.status()).toMatchObject({ stored: 2, waiting: 0, spooled: 0, lost: {} });
    expect(await store.totals({})).toEqual([{ status: 500, count: 2 }]);
    // Nothing is asked again and again.
    const post = vi.spyOn(local.workers.started[1]!, 'postMessage');
    await new Promise((done) => setTimeout(done, 300));
    expect(post).not.toHaveBeenCalled();
  });
});

describe('the end', () => {
  it('may have all the time that there is', async () => {
    const warnings: string[] = [];
    const hear = (warning: Error): void => void warnings.push(warning.name);
    process.on('warning', hear);
    const store = local.open();
    store.put(anOccurrence());
    await store.close(Infinity);
    expect(store.status()).toMatchObject({ stored: 1, waiting: 0 });
    await new Promise((done) => setTimeout(done, 10));
    process.off('warning', hear);
    expect(warnings).toEqual([]);
  });
});
