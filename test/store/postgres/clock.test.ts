import { describe, expect, it } from 'vitest';
import { createDays } from '../../../src/store/postgres/days.ts';
import { openPool } from '../../../src/store/postgres/driver.ts';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import { createMaintenance } from '../../../src/store/postgres/maintain.ts';
import { createConnections, type Connections } from '../../../src/store/postgres/session.ts';
import { anOccurrence, DAY, NOON } from '../occurrences.ts';
import { serve } from './served.ts';
import { schemaOf, until } from './waiting.ts';

const postgres = serve();

describe('days', () => {
  it('that could not be made are tried again, though the clock was set back meanwhile', async () => {
    let now = NOON;
    let asked = 0;
    let code = '55P03';
    const connections = {
      async write() {
        asked += 1;
        if (code !== '') throw Object.assign(new Error('locked'), { code });
      },
    } as unknown as Connections;
    const days = createDays({ connections, schema: 'x', keep: 30, now: () => now, onTrouble() {} });
    await days.ensure([]);
    now += 59_000;
    await days.ensure([]);
    expect(asked).toBe(1);
    now -= 5 * DAY;
    code = '';
    await days.ensure([]);
    expect(asked).toBe(2);
  });
});

describe('retention', () => {
  it('R38 of a host whose clock is ahead removes nothing that is not old', async () => {
    const schema = schemaOf();
    const store = postgresStore({ connectionString: postgres.url, schema });
    const one = anOccurrence({ at: Date.now() });
    store.put(one);
    expect(await store.flush(15_000)).toBe(true);
    const connections = createConnections(
      {
        open: () => openPool({ connectionString: postgres.url, connectTimeout: 5000, connections: 2 }),
        isForeign: false,
      },
      { connect: 5000, read: 5000, write: 5000 },
      () => {},
    );
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
    await connections.close(1000);
    expect(troubles).toEqual([]);
    expect(await store.find(one.correlationId)).toEqual([one]);
    expect(await store.group(one.fingerprint)).toMatchObject({ count: 1 });
    await store.close(1000);
  }, 30_000);
});
