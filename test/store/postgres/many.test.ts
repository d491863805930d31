/** More than fits into one page, chunk or step. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import type { Store } from '../../../src/store/store.ts';
import { anOccurrence, DAY } from '../occurrences.ts';
import { serve } from './served.ts';
import { schemaOf } from './waiting.ts';

const COUNT = 10_100;
const TODAY = Math.floor(Date.now() / DAY) * DAY;

const postgres = serve();
let store: Store;
const schema = schemaOf();
const all: StoredOccurrence[] = [];
beforeAll(async () => {
  store = postgresStore({ connectionString: postgres.url, schema });
  for (let index = 0; index < COUNT; index++) {
    const message = index === 5 ? 'the needle' : 'hay';
    all.push(anOccurrence({ at: TODAY + index, fingerprint: `g${index % 40}`, error: { message } }));
    store.put(all[index]!);
    // As many as may wait in memory.
    if (index % 5000 === 4999) await store.flush(60_000);
  }
  expect(await store.flush(60_000)).toBe(true);
}, 120_000);
afterAll(() => store.close(1000));

describe('ten thousand occurrences', () => {
  it.each([{}, { fault: 'server' as const }, { fingerprint: 'g5' }])(
    'R44 a text that is rare is found, on a later page if it stands far behind: %j',
    async (selection) => {
      const pages: number[] = [];
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.search({
          ...selection,
          text: 'NEEDLE',
          ...(cursor !== undefined && { cursor }),
        });
        found.push(...page.items.map(({ id }) => id));
        pages.push(page.items.length);
        cursor = page.next;
      } while (cursor !== undefined);
      expect(found).toEqual([all[5]!.id]);
      expect(pages).toEqual('fingerprint' in selection ? [1] : [0, 1]);
    },
  );

  it('R45 groups whose text is rare are found', async () => {
    expect((await store.groups({ text: 'HAY', limit: 200 })).items).toHaveLength(40);
    expect((await store.groups({ text: 'needle' })).items).toEqual([]);
  });

  it('an export that fails in the middle says so', async () => {
    const exporting = store.export({})[Symbol.asyncIterator]();
    expect((await exporting.next()).value).toStrictEqual(all[0]);
    await postgres.query(`ALTER TABLE ${schema}.details RENAME TO elsewhere`);
    try {
      const rest = async (): Promise<void> => {
        while ((await exporting.next()).done !== true);
      };
      await expect(rest()).rejects.toMatchObject({
        code: 'FLT_STORE_UNAVAILABLE',
        message: expect.stringContaining('a table is missing (42P01)'),
      });
    } finally {
      await postgres.query(`ALTER TABLE ${schema}.elsewhere RENAME TO details`);
    }
  });

  it('R38 are removed step by step, the newest last', async () => {
    const groupsIn = (some: readonly StoredOccurrence[]): number =>
      new Set(some.map(({ fingerprint }) => fingerprint)).size;
    const groups = groupsIn(all) - groupsIn(all.slice(-7));
    expect(await store.prune({ occurrences: 7 })).toEqual({ occurrences: COUNT - 7, groups });
    const left: StoredOccurrence[] = [];
    for await (const one of store.export({})) left.push(one);
    expect(left).toStrictEqual(all.slice(-7));
    const strays = [TODAY + 50 * DAY, TODAY - 50 * DAY].map((at) => anOccurrence({ at }));
    for (const one of strays) store.put(one);
    await store.flush(20_000);
    // Those of no day go first.
    expect((await store.prune({ bytes: 1 })).occurrences).toBeGreaterThanOrEqual(2);
    for (const one of strays) expect(await store.find(one.correlationId)).toEqual([]);
  });
});

describe('days that cannot be made', () => {
  it('R41 are told, and what belongs there is stored all the same', async () => {
    const own = schemaOf();
    const other = postgresStore({ connectionString: postgres.url, schema: own });
    const told: string[] = [];
    other.subscribe((event) => event.type === 'trouble' && told.push(`${event.level} ${event.message}`));
    await other.find('x');
    await postgres.query(`CREATE FUNCTION ${own}.forbid() RETURNS event_trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '42501'; END $$;
      CREATE EVENT TRIGGER forbid_${own} ON ddl_command_start WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION ${own}.forbid()`);
    const one = anOccurrence({ at: Date.now() });
    other.put(one);
    expect(await other.flush(20_000)).toBe(true);
    await postgres.query(`DROP EVENT TRIGGER forbid_${own}`);
    expect(told).toEqual([expect.stringMatching(/^warn .* the user lacks a permission \(42501\); /)]);
    expect(await other.find(one.correlationId)).toStrictEqual([one]);
    await other.close(1000);
  });
});
