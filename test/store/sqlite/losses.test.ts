/** What cannot be kept is counted and told, whoever took it. */

import { describe, expect, it } from 'vitest';
import { openSpool } from '../../../src/store/spool/index.ts';
import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import { anOccurrence } from '../occurrences.ts';
import { sqliteError } from './faulty-driver.ts';
import { localStores } from './local-store.ts';

const local = localStores();

/** As a process that is gone left it. */
function leave(...lines: readonly string[]): void {
  const spool = openSpool(`${local.file}-spool`);
  for (const line of lines) spool.append(line);
  spool.close();
}

describe('R41 what is lost is counted and told', () => {
  it('of what a process left that is gone: lines that are no occurrences', async () => {
    const kept = anOccurrence();
    leave('damaged', JSON.stringify(kept), '{"id":"x"}');
    const store = local.open();
    expect(await store.flush(10_000)).toBe(true);
    expect(await store.find(kept.correlationId)).toEqual([kept]);
    expect(store.status()).toMatchObject({ stored: 0, waiting: 0, lost: { 'refused by the store': 2 } });
    expect(local.told).toEqual([expect.stringMatching(/^error: Occurrences are lost: 2 lines of a spool/)]);
  });

  it('of what a process left that is gone: what the file refuses', async () => {
    local.faulty.fault = (sql, values) => {
      if (sql.startsWith('INSERT INTO detail') && String(values[2]).includes('poison'))
        throw sqliteError('TOOBIG');
    };
    const kept = anOccurrence();
    leave(JSON.stringify(anOccurrence({ host: 'poison' })), JSON.stringify(kept));
    const store = local.open();
    expect(await store.flush(10_000)).toBe(true);
    expect(await store.find(kept.correlationId)).toEqual([kept]);
    expect(store.status()).toMatchObject({ stored: 0, waiting: 0, lost: { 'refused by the store': 1 } });
    expect(local.told).toEqual([expect.stringMatching(/^error: An occurrence was refused and is lost/)]);
  });

  it('what is no occurrence, and what comes after the end', async () => {
    const store = local.open();
    store.put({} as StoredOccurrence);
    expect(local.told).toEqual([expect.stringMatching(/^error: .*not an occurrence/)]);
    await store.close(10_000);
    store.put(anOccurrence());
    expect(store.status().lost).toEqual({ 'not an occurrence': 1, closed: 1 });
    expect(local.told).toHaveLength(2);
    expect(local.told[1]).toMatch(/^error: .*closed/);
  });
});
