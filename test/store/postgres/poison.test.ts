/** One that PostgreSQL will never take holds up no other, whatever it is. */

import { describe, expect, it } from 'vitest';
import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import { anOccurrence, HOSTILE } from '../occurrences.ts';
import { serve } from './served.ts';
import { schemaOf } from './waiting.ts';

const postgres = serve();

const asIs = (members: object): StoredOccurrence => ({ ...anOccurrence(), ...members });
const unreadable = JSON.parse('{"toString":1}') as unknown;

describe('R41 poison is counted as lost, and all beside it is stored', () => {
  it.each<[string, object]>([
    ['no code', { code: undefined }],
    ['a code that is null', { code: null }],
    ['a code that is no text', { code: unreadable }],
    ['no fault', { fault: undefined }],
    ['a fault that is no text', { fault: 7 }],
    ['a fault with a NUL', { fault: 'ser\0ver' }],
    ['an api without a name of its own', { api: { id: null } }],
    ['an api that is no text', { api: { id: unreadable } }],
    ['a route that is null', { request: { method: 'GET', path: '/', route: null } }],
    ['a route that is no text', { request: { method: 'GET', path: '/', route: ['/'] } }],
    ['a release that is no text', { release: {} }],
  ])(
    '%s',
    async (_, members) => {
      const store = postgresStore({ connectionString: postgres.url, schema: schemaOf() });
      const good = [anOccurrence(), anOccurrence()];
      for (const one of [good[0]!, asIs(members), good[1]!]) store.put(one);
      expect(await store.flush(15_000)).toBe(true);
      expect(store.status()).toMatchObject({
        healthy: true,
        stored: 2,
        waiting: 0,
        lost: { 'refused by the store': 1 },
      });
      for (const one of good) expect(await store.find(one.correlationId)).toEqual([one]);
      expect(await store.totals({})).toEqual([{ status: 500, count: 2 }]);
      await store.close(1000);
    },
    30_000,
  );

  it.each(['23502', '23514', '23P01'])(
    'a constraint of the tables: %s',
    async (code) => {
      const schema = schemaOf();
      const store = postgresStore({ connectionString: postgres.url, schema });
      const good = [anOccurrence(), anOccurrence(), anOccurrence()];
      store.put(good[0]!);
      expect(await store.flush(15_000)).toBe(true);
      await postgres.query(
        `CREATE FUNCTION ${schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '${code}'; END $$;
       CREATE TRIGGER refuse BEFORE INSERT ON ${schema}.details FOR EACH ROW
         WHEN (new.data LIKE '%poison%') EXECUTE FUNCTION ${schema}.refuse()`,
      );
      for (const one of [good[1]!, anOccurrence({ notes: ['poison'] }), good[2]!]) store.put(one);
      expect(await store.flush(15_000)).toBe(true);
      expect(store.status()).toMatchObject({ stored: 3, waiting: 0, lost: { 'refused by the store': 1 } });
      await store.close(1000);
    },
    30_000,
  );
});

describe('R41 what is strange, and can be stored', () => {
  it('texts of all kinds in every column, times at the ends of time, and two megabytes', async () => {
    const store = postgresStore({ connectionString: postgres.url, schema: schemaOf() });
    const all = [
      ...HOSTILE.map((text) =>
        anOccurrence({
          code: text,
          correlationId: `r${text}`,
          error: { name: text, message: text, type: text },
          request: { path: text, route: text },
          api: { id: text, name: text },
          host: text,
          release: text,
        }),
      ),
      ...[-8.64e15, -1, 0, 8.64e15].map((at) => anOccurrence({ at })),
      anOccurrence({ internal: '\\\n'.repeat(2 ** 19), error: { message: 'x\0'.repeat(2 ** 19) } }),
    ];
    for (const one of all) store.put(one);
    expect(await store.flush(15_000)).toBe(true);
    expect(store.status()).toMatchObject({ stored: all.length, waiting: 0, lost: {} });
    for (const one of all) expect(await store.find(one.correlationId)).toEqual([one]);
    for (const text of ['%', '_', '\\', '100%_\\'])
      expect((await store.search({ text, limit: 200 })).items.map(({ id }) => id).toSorted()).toEqual(
        all
          .filter(({ error, request, correlationId }) =>
            [error.type ?? error.name, error.message.slice(0, 255), request!.path, correlationId].some(
              (part) => part.includes(text),
            ),
          )
          .map(({ id }) => id)
          .toSorted(),
      );
    await store.close(1000);
  }, 30_000);
});
