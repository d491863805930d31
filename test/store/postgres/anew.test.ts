/** Tables that go while a store has them in use, as when a database is restored, or a schema dropped on advice. */

import { describe, expect, it } from 'vitest';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import { anOccurrence } from '../occurrences.ts';
import { serve } from './served.ts';
import { schemaOf } from './waiting.ts';

const postgres = serve();

describe('a schema that is dropped while it is used', () => {
  it.each(['written', 'asked'])(
    'R41 is made anew, as the message says, where it is %s first',
    async (how) => {
      const schema = schemaOf();
      const store = postgresStore({ connectionString: postgres.url, schema });
      store.put(anOccurrence({ at: Date.now() }));
      expect(await store.flush(15_000)).toBe(true);
      await postgres.query(`DROP SCHEMA ${schema} CASCADE`);
      if (how === 'asked')
        await expect(store.totals({})).rejects.toThrow(
          /a table is missing \(42P01\); .*drop it so that it is made/,
        );
      const all = [anOccurrence({ at: Date.now() }), anOccurrence({ at: Date.now() })];
      for (const one of all) store.put(one);
      expect(await store.flush(15_000)).toBe(true);
      expect(store.status()).toMatchObject({ healthy: true, stored: 3, waiting: 0, lost: {} });
      for (const one of all) expect(await store.find(one.correlationId)).toEqual([one]);
      // By what is told apart, which was made anew too.
      expect(await store.totals({ code: all[0]!.code })).toEqual([{ status: 500, count: 2 }]);
      const days = `SELECT count(*)::int FROM pg_inherits WHERE inhparent = '${schema}.occurrences'::regclass`;
      expect(await postgres.query(days)).toEqual([[4]]);
      await store.close(1000);
    },
    30_000,
  );
});
