/** What PostgreSQL and the network do to a store: nothing is lost in silence, nothing waits for them. */

import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import { postgresStore, type PostgresStoreOptions } from '../../../src/store/postgres/index.ts';
import type { Store, StoreEvent } from '../../../src/store/store.ts';
import { anOccurrence } from '../occurrences.ts';
import { startProxy, type Proxy } from './proxy.ts';
import { serve } from './served.ts';
import { schemaOf, until } from './waiting.ts';

const postgres = serve();
let proxy: Proxy;
beforeAll(async () => {
  proxy = await startProxy(postgres.server.port);
});
afterAll(() => proxy.close());

const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close(5000);
}, 30_000);

function open(options: PostgresStoreOptions): { store: Store; events: StoreEvent[] } {
  const store = postgresStore(options);
  const events: StoreEvent[] = [];
  store.subscribe((event) => events.push(event));
  stores.push(store);
  return { store, events };
}

const throughProxy = (): string => postgres.url.replace(`:${postgres.server.port}/`, `:${proxy.port}/`);

function put(store: Store, count: number): StoredOccurrence[] {
  const all = Array.from({ length: count }, () => anOccurrence({ at: Date.now() }));
  for (const one of all) store.put(one);
  return all;
}

async function expectAllOnce(store: Store, all: readonly StoredOccurrence[]): Promise<void> {
  expect(await store.flush(20_000)).toBe(true);
  for (const one of all) expect(await store.find(one.correlationId)).toStrictEqual([one]);
  expect(await store.totals({})).toEqual([{ status: 500, count: all.length }]);
  expect((await store.group(all[0]!.fingerprint))!.count).toBe(all.length);
  expect(store.status()).toMatchObject({ healthy: true, stored: all.length, waiting: 0, lost: {} });
}

const troubles = (events: readonly StoreEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'trouble' ? event.message : []));

describe('PostgreSQL is stopped and started under load', () => {
  it('R41 R44 keeps all that was put meanwhile, tells it once, and stores it afterwards', async () => {
    const { store, events } = open({ connectionString: postgres.url, schema: schemaOf() });
    const all = put(store, 50);
    await store.flush(20_000);
    await postgres.server.stop();
    all.push(...put(store, 300));
    await until(() => !store.status().healthy);
    all.push(...put(store, 300));
    expect(store.status()).toMatchObject({ healthy: false, stored: 50, waiting: 600, lost: {} });
    expect(store.status().lastError!.message).toMatch(/nothing listens there|was cut|shuts down/);
    await expect(store.find(all[0]!.correlationId)).rejects.toMatchObject({ code: 'FLT_STORE_UNAVAILABLE' });
    expect(troubles(events)).toHaveLength(1);
    await postgres.server.start();
    await expectAllOnce(store, all);
    expect(JSON.stringify([events, store.status()])).not.toContain(postgres.server.password);
  }, 60_000);

  it('R41 is found gone at the start, and waited for', async () => {
    const schema = schemaOf();
    await postgres.server.stop();
    const { store } = open({ connectionString: postgres.url, schema });
    const all = put(store, 20);
    await until(() => !store.status().healthy);
    await postgres.server.start();
    await expectAllOnce(store, all);
  }, 60_000);

  it('R41 counts what does not fit in memory', async () => {
    const { store, events } = open({ connectionString: postgres.url, schema: schemaOf() });
    await postgres.server.stop();
    const all = put(store, 10_300);
    expect(store.status()).toMatchObject({ waiting: 10_000, lost: { 'queue full': 300 } });
    expect(troubles(events).join()).toMatch(/loses \d+ failures?: the queue is full/);
    await postgres.server.start();
    expect(await store.flush(30_000)).toBe(true);
    expect(store.status()).toMatchObject({ stored: 10_000, lost: { 'queue full': 300 } });
    expect(await store.find(all.at(-1)!.correlationId)).toHaveLength(1);
    expect(await store.find(all[0]!.correlationId)).toEqual([]);
  }, 90_000);
});

describe('connections', () => {
  it('R41 that are cut in the middle lose nothing, and count nothing twice', async () => {
    const { store } = open({ connectionString: throughProxy(), schema: schemaOf() });
    const all: StoredOccurrence[] = [];
    for (let round = 0; round < 12; round++) {
      all.push(...put(store, 60));
      await new Promise((done) => setTimeout(done, round * 7));
      proxy.cut();
    }
    await expectAllOnce(store, all);
  }, 60_000);

  it('R41 that are cut before the answer to COMMIT count nothing twice', async () => {
    const { store, events } = open({ connectionString: throughProxy(), schema: schemaOf() });
    const all = put(store, 5);
    await store.flush(20_000);
    proxy.cutAfter('COMMIT');
    all.push(...put(store, 40));
    await until(() => !store.status().healthy);
    proxy.cutAfter(undefined);
    all.push(...put(store, 5));
    await expectAllOnce(store, all);
    expect(troubles(events)[0]).toContain('was cut');
  }, 60_000);

  it('R41 that are idle when they break throw nothing into the process', async () => {
    const { store } = open({ connectionString: throughProxy(), schema: schemaOf() });
    const all = put(store, 1);
    await store.flush(20_000);
    await store.find('x');
    proxy.cut();
    // What an idle connection tells is heard in a later turn.
    await new Promise((done) => setTimeout(done, 100));
    all.push(...put(store, 1));
    await expectAllOnce(store, all);
  }, 60_000);

  it('R41 to a server that is silent are given up, and all is stored once it speaks', async () => {
    const timeouts = { connectTimeout: 300, readTimeout: 300, writeTimeout: 300 };
    const { store, events } = open({ connectionString: throughProxy(), schema: schemaOf(), ...timeouts });
    const all = put(store, 10);
    await store.flush(20_000);
    const release = proxy.hold();
    all.push(...put(store, 50));
    await expect(store.totals({})).rejects.toThrow(/in time|takes too long/);
    await until(() => !store.status().healthy);
    all.push(...put(store, 50));
    release();
    await expectAllOnce(store, all);
    expect(troubles(events)[0]).toMatch(/in time|takes too long/);
  }, 60_000);
});

describe('the end', () => {
  it('R41 is not kept by a server that is silent', async () => {
    const { store } = open({ connectionString: throughProxy(), schema: schemaOf() });
    put(store, 3);
    await store.flush(20_000);
    const release = proxy.hold();
    put(store, 7);
    await new Promise((done) => setTimeout(done, 100));
    // The server would be given up after longer than a test may take.
    await store.close(50);
    expect(store.status()).toMatchObject({ stored: 3, waiting: 0, lost: { closed: 7 } });
    release();
  }, 15_000);
});

describe('a lock that another session holds', () => {
  it('R41 makes the store wait, and nobody else', async () => {
    const schema = schemaOf();
    const { store, events } = open({ connectionString: postgres.url, schema, writeTimeout: 400 });
    const all = put(store, 3);
    await store.flush(20_000);
    const other = new Client(postgres.url);
    await other.connect();
    await other.query(`BEGIN; LOCK TABLE ${schema}.groups IN ACCESS EXCLUSIVE MODE`);
    all.push(...put(store, 30));
    await until(() => !store.status().healthy);
    expect(troubles(events)[0]).toContain('another session holds a lock for too long (55P03)');
    // What does not need the table goes on.
    expect(await store.find(all[0]!.correlationId)).toHaveLength(1);
    await other.query('COMMIT');
    await other.end();
    await expectAllOnce(store, all);
  }, 60_000);

  it('R41 that is a deadlock is tried again at once', async () => {
    const schema = schemaOf();
    const { store } = open({ connectionString: postgres.url, schema });
    const [a, z] = ['a', 'z'].map((fingerprint) => () => anOccurrence({ fingerprint }));
    const all = [a!(), z!()];
    for (const one of all) store.put(one);
    await store.flush(20_000);
    const other = new Client(postgres.url);
    await other.connect();
    // So that the store is the one whose turn it is to give way.
    await other.query(`SET deadlock_timeout = '60s'; BEGIN`);
    const lock = (fingerprint: string): Promise<unknown> =>
      other.query(`SELECT 1 FROM ${schema}.groups WHERE fingerprint = $1 FOR UPDATE`, [fingerprint]);
    await lock('z');
    const more = [z!(), a!()];
    for (const one of more) store.put(one);
    await until(async () => {
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%' || $1 || '%'`;
      return (await postgres.query(waiting, [`"${schema}".groups`])).length > 0;
    });
    await lock('a');
    await other.query('ROLLBACK');
    await other.end();
    expect(await store.flush(20_000)).toBe(true);
    expect(store.status()).toMatchObject({ healthy: true, stored: 4, waiting: 0, lost: {} });
    expect(store.status()).not.toHaveProperty('lastError');
    for (const one of [...all, ...more]) expect(await store.find(one.correlationId)).toStrictEqual([one]);
    expect((await store.group('z'))!.count).toBe(2);
  }, 60_000);
});
