import { describe, expect, it, vi } from 'vitest';
import { createDays } from '../../../src/store/postgres/days.ts';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import { createMaintenance } from '../../../src/store/postgres/maintain.ts';
import { migrate } from '../../../src/store/postgres/migrate.ts';
import { migrations } from '../../../src/store/postgres/migrations.ts';
import type { Connections } from '../../../src/store/postgres/session.ts';
import { anOccurrence, DAY, NOON } from '../occurrences.ts';
import { filled } from './filled.ts';
import { connectionsTo, serve } from './served.ts';
import { schemaOf, until } from './waiting.ts';

const postgres = serve();
const connections = connectionsTo(postgres);

describe('days', () => {
  it('that could not be made are tried again, though the clock was set back meanwhile', async () => {
    let now = NOON;
    let asked = 0;
    let code = '55P03';
    const fake = {
      async write(work: (session: unknown) => unknown) {
        asked += 1;
        if (code !== '') throw Object.assign(new Error('locked'), { code });
        return work({ query: async () => [[String(now)]] });
      },
    } as unknown as Connections;
    const days = createDays({ connections: fake, schema: 'x', keep: 30, now: () => now, onTrouble() {} });
    await days.ensure([]);
    now += 59_000;
    await days.ensure([]);
    expect(asked).toBe(1);
    now -= 5 * DAY;
    code = '';
    await days.ensure([]);
    expect(asked).toBe(2);
  });

  it.each<[string, number]>([
    ['ahead by ten days', 10 * DAY],
    ['at 1970', -Date.now()],
  ])('R38 are those of the server’s clock on a host whose own is %s', async (_, off) => {
    const schema = schemaOf();
    await migrate(connections, `"${schema}"`, migrations);
    let now = (): number => Date.now() + off;
    const clock = (): number => now();
    const parts = { connections, schema: `"${schema}"`, keep: 30, now: clock, onTrouble() {} };
    const { ensure } = createDays(parts);
    const partitions = async (): Promise<number> => {
      const names = `SELECT 1 FROM pg_inherits WHERE inhparent = '${schema}.occurrences'::regclass`;
      return (await postgres.query(names)).length - 1;
    };
    await ensure([now()]);
    expect(await partitions()).toBe(3);
    await ensure([now(), Date.now() - DAY]);
    expect(await partitions()).toBe(4);
    // Once it is set right, what was not made is not taken for made.
    now = () => Date.now();
    await ensure([Date.now() - 2 * DAY]);
    await ensure([Date.now() - 2 * DAY]);
    expect(await partitions()).toBe(5);
  });
});

describe('retention', () => {
  it('R38 of a host whose clock is ahead removes nothing that is not old', async () => {
    const schema = schemaOf();
    const store = postgresStore({ connectionString: postgres.url, schema });
    const one = anOccurrence({ at: Date.now() });
    store.put(one);
    expect(await store.flush(15_000)).toBe(true);
    const troubles: unknown[] = [];
    const maintenance = createMaintenance({
      connections,
      schema: `"${schema}"`,
      ready: async () => {},
      days: { ensure: async () => {}, forget: () => {} },
      retention: { days: 30 },
      now: () => Date.now() + 365 * DAY,
      onTrouble: (error) => troubles.push(error),
      first: 1,
    });
    maintenance.start();
    await until(() => maintenance.bytes() !== undefined || troubles.length > 0);
    maintenance.stop();
    expect(troubles).toEqual([]);
    expect(await store.find(one.correlationId)).toEqual([one]);
    expect(await store.group(one.fingerprint)).toMatchObject({ count: 1 });
    await store.close(1000);
  }, 30_000);

  it('R38 that is asked for on such a host removes nothing that is not old either', async () => {
    const { store, all } = await filled(postgres.url, [Date.now()]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 365 * DAY });
    try {
      expect(await store.prune({ days: 30 })).toEqual({ occurrences: 0, groups: 0 });
    } finally {
      vi.useRealTimers();
    }
    expect(await store.find(all[0]!.correlationId)).toEqual(all);
    await store.close(1000);
  }, 30_000);
});
