/** Batches: whole or not at all, each occurrence once, on every kind of connection. */

import { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import { postgresStore, type PostgresPool } from '../../../src/store/postgres/index.ts';
import {
  prepared,
  preparedAll,
  thinLines,
  wideLines,
  type NumberedRow,
} from '../../../src/store/postgres/rows.ts';
import type { Connections } from '../../../src/store/postgres/session.ts';
import { writeBatch } from '../../../src/store/postgres/writer.ts';
import type { Store } from '../../../src/store/store.ts';
import { anOccurrence, HOSTILE } from '../occurrences.ts';
import { serve } from './served.ts';
import { schemaOf } from './waiting.ts';

const postgres = serve();

async function expectOnce(store: Store, all: readonly StoredOccurrence[]): Promise<void> {
  expect(await store.flush(20_000)).toBe(true);
  for (const one of all) expect(await store.find(one.correlationId)).toStrictEqual([one]);
  expect(await store.totals({})).toEqual([{ status: 500, count: all.length }]);
}

describe('R41 an occurrence is stored and counted once', () => {
  it('though it is put again, by this process or another, beside others', async () => {
    const options = { connectionString: postgres.url, schema: schemaOf() };
    const [store, other] = [postgresStore(options), postgresStore(options)];
    const all = Array.from({ length: 20 }, () => anOccurrence({ at: Date.now() }));
    for (const one of all.slice(0, 10)) store.put(one);
    await store.flush(20_000);
    for (const one of [...all, ...all.slice(5, 15), all[19]!]) other.put(one);
    expect(await other.flush(20_000)).toBe(true);
    for (const one of all) store.put(one);
    await expectOnce(store, all);
    expect((await store.group(all[0]!.fingerprint))!.count).toBe(20);
    await store.close(1000);
    await other.close(1000);
  });
});

describe('a pool of the application', () => {
  it('is used, and not ended', async () => {
    const pool = new Pool({ connectionString: postgres.url, max: 3 });
    const store = postgresStore({ pool, schema: schemaOf() });
    expect(store.name).toMatch(/^postgres:\/\/127\.0\.0\.1:\d+\/store_\d+$/);
    const all = HOSTILE.map((message) => anOccurrence({ error: { message } }));
    for (const one of all) store.put(one);
    await expectOnce(store, all);
    await store.close(1000);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it('may make other things of numbers', async () => {
    const pool = new Pool({
      connectionString: postgres.url,
      max: 3,
      types: { getTypeParser: () => (value: unknown) => ({ strange: value }) },
    });
    const store = postgresStore({ pool, schema: schemaOf() });
    const all = [anOccurrence(), anOccurrence()];
    for (const one of all) store.put(one);
    await expectOnce(store, all);
    await store.close(1000);
    await pool.end();
  });

  it('whose clients cannot COPY is written to all the same', async () => {
    const pool = new Pool({ connectionString: postgres.url, max: 3 });
    // As bindings to libpq are.
    const plain: PostgresPool = {
      on: () => {},
      end: () => pool.end(),
      async connect() {
        const client = await pool.connect();
        return {
          query: (query: never) => client.query(query) as Promise<unknown>,
          release: (destroy) => client.release(destroy),
          on: (event, listener) => client.on(event, listener),
          removeListener: (event, listener) => client.removeListener(event, listener),
        };
      },
    };
    const store = postgresStore({ pool: plain, schema: schemaOf() });
    const all = HOSTILE.map((message) => anOccurrence({ error: { message }, notes: [message] }));
    for (const one of [...all, ...all]) store.put(one);
    await expectOnce(store, all);
    await store.close(1000);
    await pool.end();
  });
});

describe('what no column can hold', () => {
  const broken: readonly [string, object][] = [
    ['an id with a space', { id: 'a b' }],
    ['an id that is too long', { id: 'a'.repeat(65) }],
    ['a fingerprint that is none', { fingerprint: '' }],
    ['no time', { at: Number.NaN }],
    ['half a time', { at: 1.5 }],
    ['a time beyond all', { at: 9e15 }],
    ['a status that is none', { status: 500.5 }],
    ['a status that is too large', { status: 2 ** 31 }],
    ['a reference that is none', { correlationId: 7 }],
    ['no error', { error: undefined }],
  ];

  it.each(broken)('%s', (_, overrides) => {
    expect(prepared({ ...anOccurrence(), ...overrides })).toBeUndefined();
  });

  it('is counted as lost, and all beside it is stored', async () => {
    const store = postgresStore({ connectionString: postgres.url, schema: schemaOf() });
    const all = Array.from({ length: 9 }, () => anOccurrence());
    for (const one of all.slice(0, 4)) store.put(one);
    store.put({ ...anOccurrence(), status: 0.5 });
    for (const one of all.slice(4)) store.put(one);
    await expectOnce(store, all);
    expect(store.status()).toMatchObject({ stored: 9, waiting: 0, lost: { 'refused by the store': 1 } });
    await store.close(1000);
  });

  it('may be what PostgreSQL itself refuses', async () => {
    const schema = schemaOf();
    const store = postgresStore({ connectionString: postgres.url, schema });
    const all = [anOccurrence()];
    store.put(all[0]!);
    await store.flush(20_000);
    await postgres.query(`CREATE FUNCTION ${schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '22023'; END $$;
       CREATE TRIGGER refuse BEFORE INSERT ON ${schema}.details FOR EACH ROW
         WHEN (new.data LIKE '%poison%') EXECUTE FUNCTION ${schema}.refuse()`);
    const more = [anOccurrence(), anOccurrence({ notes: ['poison'] }), anOccurrence()];
    for (const one of more) store.put(one);
    await expectOnce(store, [...all, more[0]!, more[2]!]);
    expect(store.status().lost).toEqual({ 'refused by the store': 1 });
    await store.close(1000);
  });
});

describe('an empty batch', () => {
  it('asks nothing', async () => {
    const none = undefined as never;
    const parts = {
      connections: none,
      schema: '',
      ready: none,
      check: none,
      days: none,
      dimensions: none,
      shard: 0,
    };
    expect(await writeBatch(parts, [])).toEqual([]);
  });
});

describe('a conflict', () => {
  it.each([
    [3, true],
    [99, false],
  ])('that comes %i times ends well: %s', async (times, isGood) => {
    let left = times;
    const connections = {
      async write() {
        if (left-- > 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
        return ['done'];
      },
    } as unknown as Connections;
    const parts = {
      connections,
      schema: 'x',
      ready: async () => {},
      check: async () => {},
      days: { ensure: async () => {}, forget: () => {} },
      dimensions: { numbersOf: async () => [{ dimension: '1', rough: '2' }], forget: () => {} },
      shard: 0,
    };
    const writing = writeBatch(parts, [anOccurrence()]);
    if (isGood) expect(await writing).toEqual(['done']);
    else await expect(writing).rejects.toMatchObject({ code: '40P01' });
    // A few times, and not for ever.
    expect(times - left).toBe(isGood ? 4 : 6);
  });
});

describe('two stores on one pool', () => {
  it('R44 with long names of schemas find each their own', async () => {
    const pool = new Pool({ connectionString: postgres.url, max: 2 });
    const stores = ['a', 'b'].map((end) => postgresStore({ pool, schema: `${'s'.repeat(62)}${end}` }));
    const all = stores.map((store) => {
      const one = anOccurrence({ host: store.name });
      store.put(one);
      return one;
    });
    for (const [index, store] of stores.entries()) {
      expect(await store.flush(20_000)).toBe(true);
      for (let again = 0; again < 3; again++)
        expect(await store.find(all[index]!.correlationId)).toStrictEqual([all[index]]);
      expect(await store.find(all[1 - index]!.correlationId)).toEqual([]);
      await store.close(1000);
    }
    await pool.end();
  });
});

/** How often it lets others go on, and what it comes to. */
function yieldsOf<Result>(work: Generator<void, Result>): readonly [yields: number, result: Result] {
  for (let yields = 0; ; yields++) {
    const { done, value } = work.next();
    if (done === true) return [yields, value];
  }
}

it('R41 a large batch never has the event loop for itself: each row may be the last of a slice', () => {
  const batch = Array.from({ length: 50 }, () => anOccurrence());
  const [yields, rows] = yieldsOf(preparedAll(batch));
  expect([yields, rows]).toEqual([50, batch.map(prepared)]);
  const numbered = rows.map((row): NumberedRow => ({ ...row!, dimension: '1', rough: '2' }));
  for (const linesOf of [thinLines, wideLines]) {
    const [pauses, lines] = yieldsOf(linesOf(numbered));
    expect([pauses, lines.split('\n')]).toEqual([50, expect.objectContaining({ length: 51 })]);
  }
});
