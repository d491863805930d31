import { createConnection, createPool, createServer, type Connection } from 'mysql2';
import { createConnection as connectMariadb } from 'mariadb';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mysql } from '../../../src/recognizers/databases/mysql.ts';
import { ERRORS } from './mysql-errors.ts';
import { CANARY, expectOutcome, expectUnexpected, failureOf, type Code } from './outcomes.ts';
import { freePort } from './server-process.ts';

/** mysql2's own server: what it sends are the packets of the protocol. */
async function fakeServer(
  onQuery: (connection: Connection) => void,
): Promise<{ port: number; close(): void }> {
  const server = createServer((connection) => {
    connection.on('error', () => {});
    (connection as unknown as { serverHandshake(options: object): void }).serverHandshake({
      protocolVersion: 10,
      serverVersion: CANARY,
      connectionId: 1,
      statusFlags: 2,
      characterSet: 8,
      capabilityFlags: 0xff_ff_ff & ~2048 & ~(1 << 5),
    });
    connection.on('query', () => onQuery(connection));
  });
  const port = await freePort();
  await new Promise<void>((done) =>
    (server as unknown as { listen(port: number, host: string, done: () => void): void }).listen(
      port,
      '127.0.0.1',
      done,
    ),
  );
  return { port, close: () => (server as unknown as { close(): void }).close() };
}

type Query = (sql: string, done: (error: unknown) => void) => void;
const ask = (client: { query: Query }): Promise<unknown> =>
  new Promise((done) => client.query(`select '${CANARY}'`, done));

describe('R31 mysql2 with a server of its own', () => {
  // That server counts packets otherwise than the client does, which warns of it and goes on.
  const warned = vi.spyOn(console, 'error');
  beforeAll(() => {
    warned.mockImplementation(() => {});
  });
  afterAll(() => {
    warned.mockRestore();
  });

  const rows = Object.entries(mysql.answers).filter(([key]) => key in ERRORS);

  it.each(rows)('%s', async (key, { code }) => {
    const fake = await fakeServer((connection) => {
      connection.writeError({ code: ERRORS[key], message: CANARY } as never);
    });
    const client = createConnection({ host: '127.0.0.1', port: fake.port, password: CANARY });
    const thrown = await ask(client);
    client.destroy();
    fake.close();
    expect(thrown).toMatchObject({ code: key, sqlMessage: CANARY });
    expectOutcome(thrown, 'mysql', code as Code);
  });

  it('PROTOCOL_CONNECTION_LOST', async () => {
    const fake = await fakeServer((connection) => (connection as unknown as { close(): void }).close());
    const client = createConnection({ host: '127.0.0.1', port: fake.port, password: CANARY });
    client.on('error', () => {});
    const thrown = await ask(client);
    fake.close();
    expect(thrown).toMatchObject({ code: 'PROTOCOL_CONNECTION_LOST' });
    expectOutcome(thrown, 'mysql', 'DATABASE_UNAVAILABLE');
  });

  it('PROTOCOL_SEQUENCE_TIMEOUT', async () => {
    const fake = await fakeServer(() => {});
    const client = createConnection({ host: '127.0.0.1', port: fake.port, password: CANARY });
    const thrown = await new Promise((done) => {
      client.query({ sql: `select '${CANARY}'`, timeout: 30 }, done);
    });
    client.destroy();
    fake.close();
    expect(thrown).toMatchObject({ code: 'PROTOCOL_SEQUENCE_TIMEOUT' });
    expectOutcome(thrown, 'mysql', 'DATABASE_TIMEOUT');
  });

  it('a connection that was closed', async () => {
    const fake = await fakeServer(() => {});
    const client = createConnection({ host: '127.0.0.1', port: fake.port, password: CANARY });
    await new Promise((done) => client.connect(done));
    client.destroy();
    const thrown = await ask(client);
    fake.close();
    expect(thrown).toMatchObject({ message: "Can't add new command when connection is in closed state" });
    expectOutcome(thrown, 'mysql', 'DATABASE_UNAVAILABLE');
  });

  it.each([
    [{ connectionLimit: 1, waitForConnections: false }, 'No connections available.'],
    [{ connectionLimit: 1, queueLimit: 1 }, 'Queue limit reached.'],
  ])('a pool that is full: %o', async (options, message) => {
    const fake = await fakeServer(() => {});
    const pool = createPool({ host: '127.0.0.1', port: fake.port, password: CANARY, ...options });
    const answers = Promise.race([1, 2, 3].map(() => ask(pool as never)));
    const thrown = await answers;
    pool.end(() => {});
    fake.close();
    expect(thrown).toMatchObject({ message });
    expectOutcome(thrown, 'mysql', 'DATABASE_BUSY');
  });
});

describe('R31 names that mysql2 does not know', () => {
  // As mariadb's own class has them: number, state and name.
  const unknown = Object.entries(mysql.answers).filter(([key]) => key.startsWith('ER_') && !(key in ERRORS));

  it.each(unknown)('%s', (code, said) => {
    class SqlError extends Error {}
    const thrown = Object.assign(new SqlError(CANARY), {
      name: 'SqlError',
      sqlMessage: CANARY,
      sql: CANARY,
      fatal: false,
      errno: 4711,
      sqlState: 'HY000',
      code,
    });
    expectOutcome(thrown, 'mysql', said.code as Code);
  });

  it('a failed check of MariaDB, by the name that mysql2 gives it', () => {
    const code = 'ER_INNODB_AUTOEXTEND_SIZE_OUT_OF_RANGE';
    const thrown = Object.assign(new Error(CANARY), {
      code,
      errno: 4025,
      sqlState: '23000',
      sqlMessage: CANARY,
    });
    expectOutcome(thrown, 'mysql', 'VALUE_REFUSED');
  });

  it('mariadb: connections that cannot be made or break', async () => {
    const mute = createSocketServer((socket) => socket.on('error', () => {}));
    const closing = createSocketServer((socket) => socket.end());
    for (const server of [mute, closing]) {
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    }
    const [silent, closed] = [mute, closing].map((server) => (server.address() as AddressInfo).port);
    const account = { host: '127.0.0.1', user: CANARY, password: CANARY };
    const late = await failureOf(() => connectMariadb({ ...account, port: silent!, connectTimeout: 50 }));
    expect(late).toMatchObject({ code: 'ER_CONNECTION_TIMEOUT' });
    expectOutcome(late, 'mysql', 'DATABASE_UNAVAILABLE');
    const ended = await failureOf(() => connectMariadb({ ...account, port: closed! }));
    expect(ended).toMatchObject({ code: 'ER_SOCKET_UNEXPECTED_CLOSE' });
    expectOutcome(ended, 'mysql', 'DATABASE_UNAVAILABLE');
    for (const server of [mute, closing]) server.close();
  });
});

describe('near misses', () => {
  const coded = (more: object): Error => Object.assign(new Error(CANARY), more);
  it.each([
    ['a code alone', coded({ code: 'ER_DUP_ENTRY' })],
    ['a number that is none', coded({ code: 'ER_DUP_ENTRY', errno: '1062', sqlState: '23000' })],
    ['no words', coded({ code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000' })],
    ['empty words', coded({ code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000', sqlMessage: '' })],
    [
      'a message that cannot be looked at',
      new Proxy(coded({ code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000', sqlMessage: CANARY }), {
        getOwnPropertyDescriptor() {
          throw new Error(CANARY);
        },
      }),
    ],
    ['no state', coded({ code: 'ER_DUP_ENTRY', errno: 1062 })],
    ['no error at all', { code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000', message: CANARY }],
    [
      'a size of MySQL',
      coded({ code: 'ER_INNODB_AUTOEXTEND_SIZE_OUT_OF_RANGE', errno: 4025, sqlState: 'HY000' }),
    ],
    ['a message of another class', new RangeError('Queue limit reached.')],
  ])('%s: unexpected', (_, thrown) => expectUnexpected(thrown));
});
