/** What is removed where the size is limited, and what is not removed for what that would not free. */

import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import type { Store } from '../../../src/store/store.ts';
import { putAll } from '../contract/opened.ts';
import { anOccurrence, DAY } from '../occurrences.ts';
import { idsOf } from './filled.ts';
import { serve } from './served.ts';
import { schemaOf } from './waiting.ts';

const postgres = serve();

const NOW = Date.now();
const TODAY = Math.floor(NOW / DAY) * DAY;
const daysAgo = (days: number): number => NOW - days * DAY;

async function sizeOf(schema: string, like = '%'): Promise<number> {
  const rows = await postgres.query(
    `SELECT sum(pg_total_relation_size(oid))::integer FROM pg_class
      WHERE relnamespace = $1::regnamespace AND relkind = 'r' AND relname LIKE $2`,
    [schema, like],
  );
  return rows[0]![0] as number;
}

async function open(all: readonly StoredOccurrence[]): Promise<{ store: Store; schema: string }> {
  const schema = schemaOf();
  const store = postgresStore({ connectionString: postgres.url, schema, retention: {} });
  await putAll(store, all);
  return { store, schema };
}

/** Each of a kind of its own. */
const flood = (count: number, from: number): StoredOccurrence[] =>
  Array.from({ length: count }, (_, index) =>
    anOccurrence({ at: from + index, fingerprint: `kind-${from}-${index}` }),
  );

describe('R38 retention by size', () => {
  it('by size takes whole days, then the oldest of a day, and gives the room back', async () => {
    const times = [
      daysAgo(80),
      ...Array.from({ length: 400 }, (_, index) => TODAY - 3 * DAY + index),
      ...Array.from({ length: 2000 }, (_, index) => TODAY - 2 * DAY + index),
    ];
    const all = times.map((at) => anOccurrence({ at }));
    const { store, schema } = await open(all);
    const before = await sizeOf(schema);
    const bytes = Math.floor(before * 0.6);
    const { occurrences } = await store.prune({ bytes });
    expect(occurrences).toBeGreaterThan(400);
    expect(occurrences).toBeLessThan(2400);
    expect(await sizeOf(schema)).toBeLessThanOrEqual(bytes);
    expect(await idsOf(store)).toEqual(all.slice(occurrences).map(({ id }) => id));
    expect(await store.prune({ bytes })).toEqual({ occurrences: 0, groups: 0 });
    await store.close(1000);
  }, 40_000);

  it('takes groups and counts with their last occurrence, where these are what is large', async () => {
    const all = [...flood(3000, TODAY - 5 * DAY), ...flood(50, TODAY - DAY), ...flood(50, TODAY)];
    const { store, schema } = await open(all);
    const bytes = Math.floor((await sizeOf(schema, 'groups')) * 0.8);
    const removed = await store.prune({ bytes });
    // All of the day of the flood at the most, and no group that has an occurrence left.
    expect(removed.occurrences).toBeLessThanOrEqual(3000);
    expect(removed.groups).toBe(removed.occurrences);
    expect(await sizeOf(schema)).toBeLessThanOrEqual(bytes);
    const left = all.slice(removed.occurrences);
    expect(await idsOf(store)).toEqual(left.map(({ id }) => id));
    for (const one of [left[0]!, left.at(-1)!])
      expect(await store.group(one.fingerprint)).toMatchObject({ count: 1 });
    expect(await store.totals({ fingerprint: left.at(-1)!.fingerprint })).toEqual([
      { status: 500, count: 1 },
    ]);
    expect(await store.group(all[0]!.fingerprint)).toBeUndefined();
    const orphans = `SELECT count(*)::integer FROM ${schema}.counts c JOIN ${schema}.dimensions d USING (dimension)
      WHERE c.span > 0 AND NOT EXISTS (SELECT FROM ${schema}.groups g WHERE g.fingerprint = d.fingerprint)`;
    expect(await postgres.query(orphans)).toEqual([[0]]);
    expect(await store.prune({ bytes })).toEqual({ occurrences: 0, groups: 0 });
    await store.close(1000);
  }, 60_000);

  it('makes room in a flood of kinds on one day, and keeps the newest', async () => {
    const all = flood(3000, TODAY);
    const { store, schema } = await open(all);
    const bytes = Math.floor((await sizeOf(schema)) * 0.5);
    const { occurrences, groups } = await store.prune({ bytes });
    expect(groups).toBe(occurrences);
    expect(occurrences).toBeGreaterThan(1000);
    expect(occurrences).toBeLessThan(2700);
    expect(await sizeOf(schema)).toBeLessThanOrEqual(bytes);
    expect(await idsOf(store)).toEqual(all.slice(occurrences).map(({ id }) => id));
    await store.close(1000);
  }, 60_000);

  it('does not remove all occurrences for the sake of groups that people keep', async () => {
    const all = [...flood(2000, TODAY - DAY), ...flood(500, TODAY)];
    const { store, schema } = await open(all);
    await postgres.query(`UPDATE ${schema}.groups SET state = 'muted'`);
    await postgres.query(`VACUUM FULL ${schema}.groups`);
    const bytes = Math.floor((await sizeOf(schema, 'groups')) * 0.9);
    for (let hour = 0; hour < 3; hour++) await store.prune({ bytes });
    const left = await idsOf(store);
    // Half of the limit is theirs, about.
    expect(await sizeOf(schema, 'occurrences%')).toBeGreaterThan(0);
    expect(left.length).toBeGreaterThan(200);
    expect(left).toEqual(all.slice(-left.length).map(({ id }) => id));
    expect(await store.prune({ bytes })).toEqual({ occurrences: 0, groups: 0 });
    await store.close(1000);
  }, 60_000);

  it('leaves the tables of days that are not over, which hosts take for made', async () => {
    const { store, schema } = await open([...flood(300, TODAY), anOccurrence({ at: TODAY + DAY })]);
    expect((await store.prune({ bytes: 1 })).occurrences).toBe(301);
    const one = anOccurrence({ at: TODAY + 1000 });
    await putAll(store, [one]);
    expect(await store.find(one.correlationId)).toEqual([one]);
    expect(await postgres.query(`SELECT 1 FROM ${schema}.occurrences_other`)).toEqual([]);
    await store.close(1000);
  });

  it('deletes once for the same room, though it cannot be given back, and keeps nobody waiting', async () => {
    const all = Array.from({ length: 2000 }, (_, index) => anOccurrence({ at: TODAY + index }));
    const { store, schema } = await open(all);
    const bytes = Math.floor((await sizeOf(schema)) * 0.7);
    const reader = new Client(postgres.url);
    await reader.connect();
    await reader.query(`BEGIN; SELECT count(*) FROM ${schema}.occurrences`);
    const pruning = expect(store.prune({ bytes })).rejects.toThrow(
      'another session holds a lock for too long',
    );
    // Of that day, while the table is waited for.
    const later = Array.from({ length: 5 }, (_, index) => anOccurrence({ at: TODAY + 3000 + index }));
    for (const one of later) {
      await putAll(store, [one]);
      expect(await store.find(one.correlationId)).toEqual([one]);
    }
    await pruning;
    const left = await idsOf(store);
    expect(left.length).toBeLessThan(2000);
    await expect(store.prune({ bytes })).rejects.toThrow('another session holds a lock for too long');
    expect(await idsOf(store)).toEqual(left);
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'`;
    expect(await postgres.query(waiting)).toEqual([]);
    await reader.end();
    expect(await store.prune({ bytes })).toEqual({ occurrences: 0, groups: 0 });
    expect(await sizeOf(schema)).toBeLessThanOrEqual(bytes);
    expect(await idsOf(store)).toEqual(left);
    await store.close(1000);
  }, 90_000);
});
