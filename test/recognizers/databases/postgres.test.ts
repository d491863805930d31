import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Client, Pool } from 'pg';
import postgresJs from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type Database } from '../../../demo/postgres.ts';
import { postgres } from '../../../src/recognizers/databases/postgres.ts';
import { answerTo } from '../answer.ts';
import { CANARY, expectOutcome, expectUnexpected, failureOf, type Code } from './outcomes.ts';
import { libraries, type Account, type Session } from './postgres-clients.ts';
import { encounters, SCHEMA, statements } from './postgres-failures.ts';

let database: Database;
let account: Account;
beforeAll(async () => {
  database = await startPostgres();
  const { host, port, user, password, database: name } = database.pool.options;
  account = { host, port, user, password, database: name } as Account;
  await database.pool.query(SCHEMA);
  await database.pool.query(`create role canary_role login password '${CANARY}' connection limit 0`);
}, 60_000);
afterAll(() => database.close());

describe.each(libraries)('R31 $name on a real PostgreSQL', ({ name, family, connect: open }) => {
  let sessions: Session[] = [];
  const session = async (as: Account = account): Promise<Session> => {
    const opened = await open(as);
    sessions.push(opened);
    return opened;
  };
  afterAll(async () => {
    await Promise.allSettled(sessions.map((opened) => opened.close()));
    sessions = [];
  });

  let shared: Session;
  beforeAll(async () => {
    shared = await session();
  });

  it.each(statements)('%s', async (_, statement, code) => {
    const thrown = await failureOf(() => shared.run(statement));
    expectOutcome(thrown, code === 'INTERNAL_ERROR' ? 'unexpected' : family, code);
  });

  it.each(encounters)('%s', async (_, meet, code) => {
    const two = [await session(), await session()] as const;
    const thrown = await meet(two);
    await Promise.allSettled(two.map((opened) => opened.close()));
    expectOutcome(thrown, family, code);
  });

  it('53300 too many connections', async () => {
    const limited = { ...account, user: 'canary_role', password: CANARY };
    const thrown = await failureOf(async () => (await session(limited)).run('select 1'));
    expectOutcome(thrown, name === 'drizzle' ? 'postgres' : family, 'DATABASE_BUSY');
  });

  it('a refused connection', async () => {
    const thrown = await failureOf(async () => (await session({ ...account, port: 1 })).run('select 1'));
    if (name === 'sequelize') expectOutcome(thrown, 'sequelize', 'DATABASE_UNAVAILABLE');
    else expectOutcome(thrown, 'connection', 'SERVICE_UNAVAILABLE');
  });
});

describe('R31 every code that is listed, raised by the server', () => {
  const rows = Object.entries(postgres.answers).filter(([key]) => /^[0-9A-Z]{5} /.test(key));

  it.each(rows)('%s', async (key, { code }) => {
    const state = key.slice(0, 5);
    const raise = `do $$ begin raise exception '${CANARY}' using errcode = '${state}', detail = '${CANARY}'; end $$`;
    const thrown = await failureOf(() => database.pool.query(raise));
    expect(thrown).toMatchObject({ code: state, message: CANARY });
    expectOutcome(thrown, 'postgres', code as Code);
  });

  it.each(['08007', '23000', '42501', 'P0001', 'XX000'])('%s is unexpected', async (state) => {
    const raise = `do $$ begin raise exception '${CANARY}' using errcode = '${state}'; end $$`;
    expectUnexpected(await failureOf(() => database.pool.query(raise)));
  });

  it('a null character in a parameter', async () => {
    const thrown = await failureOf(() => database.pool.query('select $1::text', [`${CANARY}\0`]));
    expect(thrown).toMatchObject({ code: '22021' });
    expectOutcome(thrown, 'postgres', 'VALUE_REFUSED');
  });

  it('VALUE_REFUSED may be the client’s fault', async () => {
    const thrown = await failureOf(() => database.pool.query(`select '${CANARY}'::int`));
    expect(answerTo(thrown, { statuses: { VALUE_REFUSED: 400 } })).toMatchObject({
      status: 400,
      code: 'VALUE_REFUSED',
      detail: 'A value could not be stored.',
    });
  });
});

describe('R31 connections that break, and what takes too long', () => {
  /** A server that hangs up at the first byte, or is silent. */
  async function fakeServer(hangsUp: boolean): Promise<{ account: Account; close: () => void }> {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      if (hangsUp) socket.once('data', () => socket.end());
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const close = (): void => void server.close();
    return { account: { ...account, port, password: CANARY, user: CANARY }, close };
  }

  it('pg: the server hangs up', async () => {
    const fake = await fakeServer(true);
    const thrown = await failureOf(() => new Client(fake.account).connect());
    fake.close();
    expect(thrown).toMatchObject({ message: 'Connection terminated unexpectedly' });
    expectOutcome(thrown, 'postgres', 'DATABASE_UNAVAILABLE');
  });

  it('pg: a pool cannot connect in time', async () => {
    const fake = await fakeServer(false);
    const pool = new Pool({ ...fake.account, connectionTimeoutMillis: 30 });
    const thrown = await failureOf(() => pool.query('select 1'));
    fake.close();
    expect(thrown).toMatchObject({ message: 'Connection terminated due to connection timeout' });
    expectOutcome(thrown, 'postgres', 'DATABASE_UNAVAILABLE');
  });

  it('pg: a client cannot connect in time', async () => {
    const fake = await fakeServer(false);
    const thrown = await failureOf(() =>
      new Client({ ...fake.account, connectionTimeoutMillis: 30 }).connect(),
    );
    fake.close();
    expect(thrown).toMatchObject({ message: 'timeout expired' });
    expectOutcome(thrown, 'postgres', 'DATABASE_UNAVAILABLE');
  });

  it('pg: a client that is ended with a query under way', async () => {
    const client = new Client(account);
    client.on('error', () => {});
    await client.connect();
    const failing = failureOf(() => client.query(`select pg_sleep(2), '${CANARY}'`));
    void client.end();
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    const thrown = await failing;
    expect(thrown).toMatchObject({ message: 'Connection terminated' });
    expectOutcome(thrown, 'postgres', 'DATABASE_UNAVAILABLE');
  });

  it('pg: a pool has no connection left', async () => {
    const pool = new Pool({ ...account, max: 1, connectionTimeoutMillis: 100 });
    const client = await pool.connect();
    const thrown = await failureOf(() => pool.query('select 1'));
    client.release();
    await pool.end();
    expect(thrown).toMatchObject({ message: 'timeout exceeded when trying to connect' });
    expectOutcome(thrown, 'postgres', 'DATABASE_BUSY');
  });

  it('pg: no answer in time, and a client whose connection is gone', async () => {
    const client = new Client({ ...account, query_timeout: 30 });
    client.on('error', () => {});
    await client.connect();
    const slow = await failureOf(() => client.query(`select pg_sleep(2), '${CANARY}'`));
    expect(slow).toMatchObject({ message: 'Query read timeout' });
    expectOutcome(slow, 'postgres', 'DATABASE_TIMEOUT');
    (
      client as unknown as { connection: { stream: { destroy(error: Error): void } } }
    ).connection.stream.destroy(new Error(CANARY));
    await new Promise((done) => client.once('end', () => done(undefined)));
    const gone = await failureOf(() => client.query('select 1'));
    expect(gone).toMatchObject({ message: 'Client has encountered a connection error and is not queryable' });
    expectOutcome(gone, 'postgres', 'DATABASE_UNAVAILABLE');
  });

  it('postgres.js: CONNECTION_CLOSED', async () => {
    const sockets: Socket[] = [];
    const proxy = createServer((socket) => {
      const upstream = connect(account.port, account.host);
      sockets.push(socket, upstream);
      socket.pipe(upstream).pipe(socket);
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
    const { port } = proxy.address() as AddressInfo;
    const client = postgresJs({ ...account, port, max: 1 });
    await client`select 1`;
    const failing = failureOf(() => client`select pg_sleep(1), ${CANARY}::text`);
    await new Promise((done) => setTimeout(done, 50));
    for (const socket of sockets) socket.destroy();
    const thrown = await failing;
    proxy.close();
    await client.end({ timeout: 0 });
    expect(thrown).toMatchObject({ code: 'CONNECTION_CLOSED' });
    expectOutcome(thrown, 'postgres', 'DATABASE_UNAVAILABLE');
  });

  it('postgres.js: CONNECT_TIMEOUT', async () => {
    const fake = await fakeServer(false);
    const client = postgresJs({ ...fake.account, connect_timeout: 0.03, backoff: false });
    const thrown = await failureOf(() => client`select 1`);
    await client.end({ timeout: 0 });
    fake.close();
    expect(thrown).toMatchObject({ code: 'CONNECT_TIMEOUT' });
    expectOutcome(thrown, 'postgres', 'DATABASE_UNAVAILABLE');
  });

  it('postgres.js: CONNECTION_DESTROYED', async () => {
    const client = postgresJs({ ...account, max: 1 });
    await client`select 1`;
    const failing = failureOf(() => client`select pg_sleep(20), ${CANARY}::text`);
    await new Promise((done) => setTimeout(done, 50));
    await client.end({ timeout: 0 });
    const thrown = await failing;
    expect(thrown).toMatchObject({ code: 'CONNECTION_DESTROYED' });
    expectOutcome(thrown, 'postgres', 'DATABASE_UNAVAILABLE');
  });
});

describe('near misses', () => {
  class Coded extends Error {}
  const coded = (more: object): Error => Object.assign(new Coded(CANARY), more);
  it.each([
    ['a code alone', coded({ code: '23505' })],
    ['an empty severity', coded({ code: '23505', severity: '' })],
    ['a severity that is no text', coded({ code: '23505', severity: 3 })],
    ['no error at all', { code: '23505', severity: 'ERROR', message: CANARY }],
    ['a connection code alone', coded({ code: 'CONNECTION_CLOSED' })],
    ['no class', Object.assign(new Error(CANARY), { code: '23505', severity: 'ERROR' })],
    ['a message with a code', Object.assign(new Error('Query read timeout'), { code: CANARY })],
    ['a message of another class', new TypeError('Query read timeout')],
    ['postgres.js: a query that the application cancelled', coded({ code: '57014' })],
  ])('%s: unexpected', (_, thrown) => expectUnexpected(thrown));
});
