/** Two versions of the schema, and a schema that cannot be made. */

import { describe, expect, it } from 'vitest';
import { loadDriver } from '../../../src/store/sqlite/driver.ts';
import { anOccurrence } from '../occurrences.ts';
import { sqliteError } from './faulty-driver.ts';
import { localStores } from './local-store.ts';

const local = localStores();

describe('R41 a newer release', () => {
  it('that changes the file while this one has it open stops this one, which loses nothing', async () => {
    const store = local.open();
    const [before, after] = [anOccurrence(), anOccurrence()];
    store.put(before);
    expect(await store.flush(10_000)).toBe(true);
    const db = loadDriver().open(local.file);
    const version = db.prepare('PRAGMA user_version').get()!.user_version;
    db.exec('PRAGMA user_version = 99');
    store.put(after);
    expect(await store.flush(500)).toBe(false);
    expect(store.status()).toMatchObject({ healthy: false, stored: 1, waiting: 1, spooled: 1, lost: {} });
    expect(store.status().lastError!.message).toMatch(/has schema 99.*update faultline here/);
    db.exec(`PRAGMA user_version = ${version}`);
    db.close();
    expect(await store.flush(10_000)).toBe(true);
    expect(await store.find(after.correlationId)).toEqual([after]);
  });
});

describe('a schema that cannot be made', () => {
  it('R41 as the disk is full says so, though SQLite has rolled back already', async () => {
    local.faulty.fault = (sql, _values, db) => {
      if (!sql.includes('CREATE TABLE')) return;
      // As SQLite does by itself, so that nobody else can.
      db.exec('ROLLBACK');
      throw sqliteError('FULL', 'database or disk is full');
    };
    const store = local.open();
    store.put(anOccurrence());
    expect(await store.flush(300)).toBe(false);
    expect(store.status().lastError!.message).toMatch(/has no room to grow \(database or disk is full\)/);
    local.faulty.fault = () => {};
    expect(await store.flush(10_000)).toBe(true);
    expect(store.status()).toMatchObject({ stored: 1, waiting: 0, lost: {} });
  });
});
