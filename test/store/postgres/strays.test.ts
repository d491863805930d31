/** What hosts store whose clock is wrong: kept as long as all else, in nobody's place. */

import { describe, expect, it } from 'vitest';
import { prune } from '../../../src/store/postgres/prune.ts';
import { DAY } from '../occurrences.ts';
import { filled, idsOf } from './filled.ts';
import { connectionsTo, serve } from './served.ts';

const postgres = serve();
const connections = connectionsTo(postgres);

const NOW = Date.now();

describe('R38 what is stamped', () => {
  it('1970 is found for as long as what is stamped right, and its group too', async () => {
    const { store, schema, all } = await filled(postgres.url, [5000, NOW]);
    const hourly = (): Promise<unknown> =>
      prune(connections, `"${schema}"`, { limits: { days: 30 }, now: NOW, isAsked: false });
    const stored = (days: number): Promise<unknown> =>
      postgres.query(`UPDATE ${schema}.occurrences_other SET stored = current_date - $1::integer`, [days]);
    for (const days of [0, 29]) {
      await stored(days);
      expect(await hourly()).toEqual({ occurrences: 0, groups: 0 });
      expect(await store.find(all[0]!.correlationId)).toEqual([all[0]]);
      expect(await store.group('at-5000')).toMatchObject({ count: 1 });
    }
    await stored(31);
    expect(await hourly()).toEqual({ occurrences: 1, groups: 1 });
    expect(await idsOf(store)).toEqual([all[1]!.id]);
    expect(await postgres.query(`SELECT count(*)::integer FROM ${schema}.details`)).toEqual([[1]]);
    await store.close(1000);
  });

  it('days ahead goes before all else, where the number is limited', async () => {
    const times = [NOW - 2, NOW - 1, NOW, NOW + 10 * DAY, NOW + 11 * DAY];
    const { store, schema, all } = await filled(postgres.url, times);
    const idsAt = (...indices: readonly number[]): string[] => indices.map((index) => all[index]!.id);
    expect((await store.prune({ occurrences: 5 })).occurrences).toBe(0);
    await postgres.query(
      `UPDATE ${schema}.occurrences_other SET stored = stored - 1 WHERE id = '${all[4]!.id}'`,
    );
    expect((await store.prune({ occurrences: 4 })).occurrences).toBe(1);
    expect(await idsOf(store)).toEqual(idsAt(0, 1, 2, 3));
    expect((await store.prune({ occurrences: 2 })).occurrences).toBe(2);
    expect(await idsOf(store)).toEqual(idsAt(1, 2));
    expect(await postgres.query(`SELECT count(*)::integer FROM ${schema}.details`)).toEqual([[2]]);
    await store.close(1000);
  });

  it.each([1e7, 1e300])('anything is compared with %d days, which no calendar has', async (days) => {
    const { store, schema } = await filled(postgres.url, [5000, NOW, NOW + 10 * DAY]);
    for (const isAsked of [false, true]) {
      const pruning = prune(connections, `"${schema}"`, { limits: { days }, now: NOW, isAsked });
      expect(await pruning).toEqual({ occurrences: 0, groups: 0 });
    }
    await store.close(1000);
  });
});
