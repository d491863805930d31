/** What is removed by itself, and what the shared suite does not know of: days, strays, other hosts. */

import { Client } from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { lockOf } from '../../../src/store/postgres/migrate.ts';
import { prune } from '../../../src/store/postgres/prune.ts';
import { DAY, HOUR, MINUTE } from '../occurrences.ts';
import { filled, idsOf } from './filled.ts';
import { connectionsTo, serve } from './served.ts';
import { until } from './waiting.ts';

const postgres = serve();
const connections = connectionsTo(postgres);

const NOW = Date.now();
const TODAY = Math.floor(NOW / DAY) * DAY;
const daysAgo = (days: number): number => NOW - days * DAY;

describe('R38 retention by itself', () => {
  it('drops whole days, and what came long ago with a time that is to come', async () => {
    const limit = TODAY - 10 * DAY;
    const { store, schema, all } = await filled(postgres.url, [
      limit - DAY - 1,
      limit - 1,
      limit,
      daysAgo(1),
      NOW + 90 * DAY,
      NOW + 91 * DAY,
    ]);
    await postgres.query(
      `UPDATE ${schema}.occurrences_other SET stored = current_date - 11 WHERE at < ${NOW + 91 * DAY}`,
    );
    const limits = { days: 10 };
    const removed = await prune(connections, `"${schema}"`, { limits, now: NOW, isAsked: false });
    expect(removed).toEqual({ occurrences: 3, groups: 3 });
    expect(await idsOf(store)).toEqual([all[2]!, all[3]!, all[5]!].map(({ id }) => id));
    expect(await postgres.query(`SELECT count(*)::integer FROM ${schema}.details`)).toEqual([[3]]);
    expect(await store.totals({ to: NOW + HOUR })).toEqual([{ status: 500, count: 2 }]);
    await store.close(1000);
  });

  it('leaves it to another host that does it', async () => {
    const { store, schema } = await filled(postgres.url, [daysAgo(20)]);
    const other = new Client(postgres.url);
    await other.connect();
    const [lock, values] = lockOf(`"${schema}"`, 'prune');
    await other.query(`BEGIN`);
    await other.query(`SELECT pg_advisory_xact_lock(${lock})`, [...values]);
    const attempt = prune(connections, `"${schema}"`, { limits: { days: 1 }, now: NOW, isAsked: false });
    await expect(attempt).rejects.toThrow('another host prunes');
    await other.query('COMMIT');
    await other.end();
    expect(await store.prune({ days: 1 })).toEqual({ occurrences: 1, groups: 1 });
    await store.close(1000);
  });

  it('waits for readers of a day, a few times', async () => {
    const { store, schema } = await filled(postgres.url, [daysAgo(20), NOW]);
    const reader = new Client(postgres.url);
    await reader.connect();
    await reader.query(`BEGIN; SELECT count(*) FROM ${schema}.occurrences`);
    const pruning = store.prune({ days: 10 });
    await until(async () => {
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'DROP TABLE%'`;
      return (await postgres.query(waiting)).length > 0;
    });
    await new Promise((done) => setTimeout(done, 2500));
    await reader.query('COMMIT');
    expect(await pruning).toEqual({ occurrences: 1, groups: 1 });
    await reader.query(`BEGIN; SELECT count(*) FROM ${schema}.occurrences`);
    await expect(store.prune({ occurrences: 0 })).rejects.toThrow(
      'another session holds a lock for too long',
    );
    await reader.end();
    await store.close(1000);
  }, 60_000);
});

describe('R38 retention that is asked for', () => {
  it('is exact, and leaves counts of the minutes that stay', async () => {
    // The server's clock counts where that of the host is ahead of it.
    const minute = Math.floor(daysAgo(10) / HOUR) * HOUR - 30 * MINUTE;
    const { store, all } = await filled(postgres.url, [
      minute - 20 * MINUTE,
      minute - 1,
      minute + 40_000,
      minute + 2 * MINUTE,
      NOW,
    ]);
    vi.useFakeTimers({ toFake: ['Date'], now: minute + 10 * DAY });
    try {
      expect(await store.prune({ days: 10 })).toEqual({ occurrences: 2, groups: 2 });
    } finally {
      vi.useRealTimers();
    }
    expect(await idsOf(store)).toEqual(all.slice(2).map(({ id }) => id));
    expect(await store.totals({})).toEqual([{ status: 500, count: 3 }]);
    const series = await store.series({ from: minute - HOUR, to: minute + HOUR, step: MINUTE });
    expect(series.lines[0]!.total).toBe(2);
    await store.close(1000);
  });

  it('by number takes whole days first, and all of them where none may stay', async () => {
    const { store, all } = await filled(postgres.url, [5, 4, 3, 2, 1, 0].map(daysAgo));
    expect(await store.prune({ occurrences: 2 })).toEqual({ occurrences: 4, groups: 4 });
    expect(await idsOf(store)).toEqual(all.slice(4).map(({ id }) => id));
    // Counts are kept for as long as their age allows.
    expect(await store.totals({})).toEqual([{ status: 500, count: 6 }]);
    await store.close(1000);
  });

  it('leaves a group that occurs again while it is about to go', async () => {
    const { store, schema } = await filled(postgres.url, [daysAgo(20)]);
    const other = new Client(postgres.url);
    await other.connect();
    await other.query(`BEGIN; UPDATE ${schema}.groups SET last_at = ${NOW}`);
    const pruning = store.prune({ days: 10 });
    await until(async () => {
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%.groups%'`;
      return (await postgres.query(waiting)).length > 0;
    });
    await other.query('COMMIT');
    await other.end();
    expect(await pruning).toEqual({ occurrences: 1, groups: 0 });
    expect(await store.group(`at-${daysAgo(20)}`)).toBeDefined();
    await store.close(1000);
  });

  it('forgets dimensions that nothing has any more', async () => {
    const { store, schema } = await filled(postgres.url, [daysAgo(20), daysAgo(2)]);
    await postgres.query(`UPDATE ${schema}.dimensions SET seen = now() - interval '2 days'`);
    await store.prune({ days: 10 });
    expect(
      await postgres.query(`SELECT fingerprint FROM ${schema}.dimensions WHERE fingerprint <> ''`),
    ).toEqual([[`at-${daysAgo(2)}`]]);
    await store.close(1000);
  });
});
