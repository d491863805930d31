/** What is seen to from time to time. */

import { Client } from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import { createMaintenance, type Maintenance } from '../../../src/store/postgres/maintain.ts';
import { lockOf } from '../../../src/store/postgres/migrate.ts';
import { anOccurrence, DAY } from '../occurrences.ts';
import { filled, idsOf } from './filled.ts';
import { connectionsTo, serve } from './served.ts';
import { schemaOf, until } from './waiting.ts';

const postgres = serve();
const connections = connectionsTo(postgres);

const NOW = Date.now();
const daysAgo = (days: number): number => NOW - days * DAY;

describe('maintenance', () => {
  function open(
    schema: string,
    overrides: object = {},
  ): { maintenance: Maintenance; troubles: unknown[]; ensured: () => number } {
    const troubles: unknown[] = [];
    let count = 0;
    const maintenance = createMaintenance({
      connections,
      schema: `"${schema}"`,
      ready: async () => {},
      days: { ensure: async () => void (count += 1), forget: () => {} },
      retention: { days: 10 },
      now: () => NOW,
      onTrouble: (error) => troubles.push(error),
      first: 1,
      every: 20,
      ...overrides,
    });
    return { maintenance, troubles, ensured: () => count };
  }

  it('R38 sees to days, retention and size again and again, until it is stopped', async () => {
    const { store, schema } = await filled(postgres.url, [daysAgo(30), NOW]);
    const { maintenance, ensured, troubles } = open(schema);
    expect(maintenance.bytes()).toBeUndefined();
    maintenance.start();
    maintenance.start();
    await until(() => ensured() > 2);
    expect(maintenance.bytes()).toBeGreaterThan(10_000);
    maintenance.stop();
    expect(await idsOf(store)).toHaveLength(1);
    expect(troubles).toEqual([]);
    maintenance.start();
    await store.close(1000);
  });

  it('tells what goes wrong, and goes on', async () => {
    const { maintenance, troubles } = open('nowhere');
    maintenance.start();
    await until(() => troubles.length > 1);
    maintenance.stop();
    expect(troubles[0]).toMatchObject({ code: '42P01' });
  });

  it('that is stopped meanwhile tells nothing any more', async () => {
    let fail!: (reason: Error) => void;
    const ready = new Promise<void>((_, reject) => (fail = reject));
    let isAsked = false;
    const waiting = (): Promise<void> => {
      isAsked = true;
      return ready;
    };
    const { maintenance, troubles } = open('nowhere', { ready: waiting });
    maintenance.start();
    await until(() => isAsked);
    maintenance.stop();
    fail(new Error('ended'));
    await new Promise((done) => setTimeout(done, 20));
    expect(troubles).toEqual([]);
  });

  it('leaves retention to another host', async () => {
    const { store, schema } = await filled(postgres.url, [NOW]);
    const other = new Client(postgres.url);
    await other.connect();
    const [lock, values] = lockOf(`"${schema}"`, 'prune');
    await other.query('BEGIN');
    await other.query(`SELECT pg_advisory_xact_lock(${lock})`, [...values]);
    const { maintenance, troubles } = open(schema);
    maintenance.start();
    await until(() => maintenance.bytes() !== undefined);
    maintenance.stop();
    expect(troubles).toEqual([]);
    await other.end();
    await store.close(1000);
  });

  it('is told in the status of the store, and begins with what is put first', async () => {
    // A minute is too long for a test.
    const real = globalThis.setTimeout;
    const hurried = (work: () => void, delay: number): unknown =>
      real(work, delay >= 45_000 && delay <= 75_000 ? 1 : delay);
    const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation(hurried as typeof setTimeout);
    const store = postgresStore({ connectionString: postgres.url, schema: schemaOf() });
    try {
      await store.find('x');
      expect(store.status()).not.toHaveProperty('bytes');
      store.put(anOccurrence());
      await until(() => store.status().bytes !== undefined);
      expect(store.status().bytes).toBeGreaterThan(10_000);
    } finally {
      await store.close(1000);
      spy.mockRestore();
    }
  });
});
