/** The schema: made once, brought forward, and left alone where it is of a newer release. */

import { describe, expect, it } from 'vitest';
import { createConnections, type Connections } from '../../../src/store/postgres/session.ts';
import { createDays, dayOf, nameOfDay } from '../../../src/store/postgres/days.ts';
import { DAY } from '../../../src/store/postgres/spans.ts';
import { openPool } from '../../../src/store/postgres/driver.ts';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import { migrate } from '../../../src/store/postgres/migrate.ts';
import { migrations, type Migration } from '../../../src/store/postgres/migrations.ts';
import { anOccurrence } from '../occurrences.ts';
import { connectionsTo, serve } from './served.ts';
import { schemaOf, until } from './waiting.ts';

const postgres = serve();
const connections = connectionsTo(postgres);

const made = (...names: readonly string[]): readonly Migration[] =>
  names.map((name) => ({ name, statements: (schema) => [`CREATE TABLE ${schema}.${name} (x integer)`] }));

describe('migrations', () => {
  it('are made in their order, each once, and recorded', async () => {
    await migrate(connections, '"steps"', made('one'));
    await migrate(connections, '"steps"', made('one', 'two', 'three'));
    await migrate(connections, '"steps"', made('one', 'two', 'three'));
    const rows = await postgres.query('SELECT version, name FROM steps.migrations ORDER BY version');
    expect(rows).toEqual([
      [1, 'one'],
      [2, 'two'],
      [3, 'three'],
    ]);
  });

  it('leave nothing behind where one fails', async () => {
    const broken: Migration = { name: 'broken', statements: () => ['SELECT no_such_function()'] };
    await expect(migrate(connections, '"half"', [...made('one'), broken])).rejects.toMatchObject({
      code: '42883',
    });
    expect(await postgres.query(`SELECT to_regnamespace('half')`)).toEqual([[null]]);
  });

  it('are made once, by whoever comes first', async () => {
    await Promise.all(Array.from({ length: 5 }, () => migrate(connections, '"race"', made('one', 'two'))));
    expect(await postgres.query('SELECT count(*)::integer FROM race.migrations')).toEqual([[2]]);
  });

  it('of a newer release are refused, with the cure', async () => {
    await migrate(connections, '"newer"', made('one', 'two'));
    await expect(migrate(connections, '"newer"', made('one'))).rejects.toMatchObject({
      code: 'FLT_STORE_UNAVAILABLE',
      message:
        'The schema "newer" has version 2, and this release of faultline knows 1; ' +
        'update faultline on this host, or give it another "schema".',
    });
  });

  it('tell what else is wrong', async () => {
    await postgres.query('CREATE SCHEMA odd; CREATE TABLE odd.migrations (x integer)');
    await expect(migrate(connections, '"odd"', made('one'))).rejects.toMatchObject({ code: '42703' });
  });

  it('R41 that another host makes meanwhile stop an older one, which loses nothing', async () => {
    const schema = schemaOf();
    const store = postgresStore({ connectionString: postgres.url, schema });
    store.put(anOccurrence());
    expect(await store.flush(20_000)).toBe(true);
    await postgres.query(
      `INSERT INTO ${schema}.migrations (version, name) VALUES (99, 'of a newer release')`,
    );
    const later = anOccurrence();
    store.put(later);
    await until(() => !store.status().healthy);
    expect(store.status()).toMatchObject({ stored: 1, waiting: 1, lost: {} });
    expect(store.status().lastError!.message).toContain(
      `has version 99, and this release of faultline knows 1`,
    );
    await postgres.query(`DELETE FROM ${schema}.migrations WHERE version = 99`);
    expect(await store.flush(20_000)).toBe(true);
    expect(await store.find(later.correlationId)).toStrictEqual([later]);
    await store.close(1000);
  }, 40_000);
});

describe('days', () => {
  async function open(
    keep = 30,
    now = Date.now,
  ): Promise<{ schema: string; ensure: (at: number[]) => Promise<void>; troubles: unknown[] }> {
    const schema = `"${schemaOf()}"`;
    await migrate(connections, schema, migrations);
    const troubles: unknown[] = [];
    const onTrouble = (error: unknown): void => void troubles.push(error);
    const { ensure } = createDays({ connections, schema, keep, now, onTrouble });
    return { schema, ensure, troubles };
  }

  const partitions = async (schema: string): Promise<unknown[]> => {
    const rows = await postgres.query(
      `SELECT relname FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE inhparent = $1::regclass AND relname NOT LIKE '%other' ORDER BY 1`,
      [`${schema}.occurrences`],
    );
    return rows.map(([name]) => name);
  };
  const named = (days: readonly number[]): string[] => days.map((day) => `occurrences_${nameOfDay(day)}`);

  it('are made for today, ahead, and for what comes in late, never for what is far off', async () => {
    const { schema, ensure } = await open();
    const today = dayOf(Date.now());
    const odd = [0, -1, 8.64e15, -8.64e15, Date.now() + 9 * DAY, Date.now() - 99 * DAY];
    await ensure([...odd, Date.now(), Date.now() - 5 * DAY]);
    const expected = named([today - 5, today, today + 1, today + 2]);
    expect(await partitions(schema)).toEqual(expected);
    await ensure([Date.now() - 5 * DAY]);
    expect(await partitions(schema)).toEqual(expected);
  });

  it('are at most some hundred, whatever is kept', async () => {
    const { schema, ensure } = await open(Infinity);
    const today = dayOf(Date.now());
    await ensure([(today - 401) * DAY, (today - 400) * DAY]);
    expect(await partitions(schema)).toEqual(named([today - 400, today, today + 1, today + 2]));
  });

  it('take what came in before them', async () => {
    const schema = schemaOf();
    const retention = { days: 2 };
    const store = postgresStore({ connectionString: postgres.url, schema, retention });
    const late = [3, 4].map((days) => anOccurrence({ at: Date.now() - days * DAY }));
    for (const one of late) store.put(one);
    expect(await store.flush(20_000)).toBe(true);
    const other = `SELECT (SELECT count(*)::integer FROM ${schema}.occurrences_other), (SELECT count(*)::integer FROM ${schema}.details_other)`;
    expect(await postgres.query(other)).toEqual([[2, 2]]);
    const parts = { connections, schema: `"${schema}"`, keep: 30, now: Date.now, onTrouble() {} };
    await createDays(parts).ensure(late.map(({ at }) => at));
    expect(await postgres.query(other)).toEqual([[0, 0]]);
    for (const one of late) expect(await store.find(one.correlationId)).toStrictEqual([one]);
    await store.close(1000);
  });

  it('that cannot be made are told, done without, and tried again a minute later', async () => {
    let now = Date.now();
    const { schema, ensure, troubles } = await open(30, () => now);
    await postgres.query(`CREATE TABLE ${schema}.occurrences_${nameOfDay(dayOf(now) + 1)} (x integer)`);
    await postgres.query(`ALTER TABLE ${schema}.details_other RENAME TO elsewhere`);
    await ensure([]);
    expect(troubles).toMatchObject([{ code: '42P01' }]);
    now += 60_001;
    await ensure([]);
    expect(troubles).toHaveLength(1);
    await postgres.query(`ALTER TABLE ${schema}.elsewhere RENAME TO details_other`);
    await ensure([]);
    expect(await partitions(schema)).toEqual([]);
    now += 60_001;
    await ensure([]);
    expect(troubles).toHaveLength(1);
    expect(await partitions(schema)).toHaveLength(2);
  });

  it('that were made long ago are forgotten', async () => {
    let now = 0;
    let asked = 0;
    const session = { query: async () => [[String(now)]] };
    const fake = {
      write(work: (on: unknown) => unknown) {
        asked += 1;
        return work(session);
      },
    } as unknown as Connections;
    const days = createDays({ connections: fake, schema: 'x', keep: 1, now: () => now, onTrouble() {} });
    for (let day = 0; day < 1000; day++, now += DAY) await days.ensure([]);
    // Once for each day, whatever was forgotten.
    expect(asked).toBe(1000);
  });

  it('are left to what comes next where nobody can connect', async () => {
    const gone = createConnections(
      {
        open: () =>
          openPool({ connectionString: 'postgres://127.0.0.1:1/x', connectTimeout: 500, connections: 1 }),
        isForeign: false,
      },
      { connect: 500, read: 500, write: 500 },
      () => {},
    );
    const days = createDays({
      connections: gone,
      schema: 'x',
      keep: 1,
      now: Date.now,
      onTrouble: (error) => {
        throw error;
      },
    });
    await expect(days.ensure([])).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await gone.close(1000);
  });
});
