/** A row whose day gets a table while it waits for the one of no day. */

import { Client } from 'pg';
import { expect, it } from 'vitest';
import { nameOfDay } from '../../../src/store/postgres/days.ts';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import { putAll } from '../contract/opened.ts';
import { anOccurrence, DAY } from '../occurrences.ts';
import { serve } from './served.ts';
import { schemaOf, until } from './waiting.ts';

const postgres = serve();

it('R41 is stored there, and no batch of one is lost', async () => {
  const schema = schemaOf();
  const store = postgresStore({ connectionString: postgres.url, schema });
  await putAll(store, [anOccurrence({ at: Date.now() })]);
  const one = anOccurrence({ at: Date.now() + 9 * DAY });
  const day = Math.floor(one.at / DAY);
  const other = new Client(postgres.url);
  await other.connect();
  await other.query(`BEGIN`);
  for (const table of ['occurrences', 'details']) {
    const name = `${schema}.${table}_${nameOfDay(day)}`;
    await other.query(`LOCK TABLE ${schema}.${table}_other IN ACCESS EXCLUSIVE MODE`);
    await other.query(`CREATE TABLE ${name} (LIKE ${schema}.${table} INCLUDING ALL)`);
  }
  store.put(one);
  await until(async () => {
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'COPY%'`;
    return (await postgres.query(waiting)).length > 0;
  });
  for (const table of ['occurrences', 'details'])
    await other.query(
      `ALTER TABLE ${schema}.${table} ATTACH PARTITION ${schema}.${table}_${nameOfDay(day)}
         FOR VALUES FROM (${day * DAY}) TO (${(day + 1) * DAY})`,
    );
  await other.query('COMMIT');
  await other.end();
  expect(await store.flush(15_000)).toBe(true);
  expect(store.status()).toMatchObject({ healthy: true, stored: 2, waiting: 0, lost: {} });
  expect(await store.find(one.correlationId)).toEqual([one]);
  const there = `SELECT count(*)::integer FROM ${schema}.occurrences_${nameOfDay(day)}`;
  expect(await postgres.query(there)).toEqual([[1]]);
  await store.close(1000);
}, 40_000);
