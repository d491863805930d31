/** What cannot be opened is told, and waits. */

import { afterEach, describe, expect, it } from 'vitest';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import type { Store, StoreEvent } from '../../../src/store/store.ts';
import { anOccurrence } from '../occurrences.ts';
import { serve } from './served.ts';
import { schemaOf, until } from './waiting.ts';

const postgres = serve();

const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close(5000);
}, 30_000);

function open(connectionString: string, schema: string): { store: Store; events: StoreEvent[] } {
  const store = postgresStore({ connectionString, schema });
  const events: StoreEvent[] = [];
  store.subscribe((event) => events.push(event));
  stores.push(store);
  return { store, events };
}

describe('what cannot be opened', () => {
  it.each<[string, (right: string) => string, RegExp]>([
    [
      'a wrong password',
      (right) => right.replace(postgres.server.password, 'wr0ng'),
      /refuses the user or the password \(28P01\)/,
    ],
    [
      'an unknown database',
      (right) => right.replace(/\/\w+$/, '/nowhere'),
      /database does not exist \(3D000\); create it/,
    ],
    [
      'a port where nothing listens',
      (right) => right.replace(`:${postgres.server.port}/`, ':1/'),
      /nothing listens there/,
    ],
    [
      'an unknown host',
      (right) => right.replace('127.0.0.1', 'nowhere.invalid'),
      /host is not known|cannot be looked up/,
    ],
    [
      'a password that cannot be decoded',
      (right) => right.replace(postgres.server.password, 'wr0ng%ff'),
      /connection string cannot be read; write "%" as "%25"/,
    ],
    [
      'a certificate that is not there',
      (right) => `${right}?sslmode=verify-full&sslrootcert=/nowhere/wr0ng.pem`,
      /a file or a socket is not there \(ENOENT\); correct the connection string/,
    ],
  ])(
    '%s is told with the cure, without credentials, and waits',
    async (_, change, message) => {
      const { store, events } = open(change(postgres.url), schemaOf());
      for (let count = 0; count < 3; count++) store.put(anOccurrence());
      await until(() => store.status().lastError !== undefined);
      expect(store.status()).toMatchObject({ healthy: false, waiting: 3, lost: {} });
      expect(store.status().lastError!.message).toMatch(message);
      await expect(store.find('x')).rejects.toThrow(message);
      await expect(store.export({})[Symbol.asyncIterator]().next()).rejects.toThrow(message);
      await store.close(50);
      expect(store.status()).toMatchObject({ waiting: 0, lost: { closed: 3 } });
      const said = JSON.stringify([events, store.status(), store.name]);
      expect(said).not.toMatch(new RegExp(`${postgres.server.password}|wr0ng|keeper`));
    },
    30_000,
  );

  it('a user who may not make a schema is told so', async () => {
    await postgres.query(
      `CREATE ROLE guest LOGIN PASSWORD 'guest'; REVOKE CREATE ON DATABASE ${postgres.url.split('/').at(-1)} FROM PUBLIC`,
    );
    const asGuest = postgres.url.replace(`keeper:${postgres.server.password}`, 'guest:guest');
    const { store } = open(asGuest, 'lent');
    await expect(store.find('x')).rejects.toThrow(/lacks a permission \(42501\); let it create a schema/);
    // One that was made for it will do.
    await postgres.query('CREATE SCHEMA lent AUTHORIZATION guest');
    const one = anOccurrence();
    store.put(one);
    expect(await store.flush(20_000)).toBe(true);
    expect(await store.find(one.correlationId)).toStrictEqual([one]);
  }, 30_000);
});
