import { Cluster, Redis } from 'ioredis';
import { createServer, type AddressInfo } from 'node:net';
import { createClient, ErrorReply } from 'redis';
import { describe, expect, it } from 'vitest';
import { redis } from '../../../src/recognizers/databases/redis.ts';
import { silently } from '../silent.ts';
import { CANARY, expectOutcome, expectUnexpected, failureOf, type Code } from './outcomes.ts';
import { libraries } from './redis-clients.ts';
import { freePort } from './server-process.ts';

/** An error reply, "hang up" or "silence". */
type Reply = string;

/** Answers GET with the reply, and all else with "OK". */
async function fakeServer(reply: Reply): Promise<{ port: number; close(): void }> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      for (const [, command] of String(chunk).matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        if (command!.toUpperCase() !== 'GET') socket.write('+OK\r\n');
        else if (reply === 'hang up') socket.destroy();
        else if (reply !== 'silence') socket.write(`-${reply}\r\n`);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}

const replies = Object.entries(redis.answers).filter(([key]) => /^[A-Z]+ /.test(key));
const withCanary = replies.map(([key, { code }]) => {
  return [key.startsWith('ERR') ? key : `${key.split(' ')[0]} ${CANARY}`, code as Code] as const;
});

describe.each(libraries)('R31 $name', ({ name, family, connect }) => {
  async function failure(reply: Reply): Promise<unknown> {
    const fake = await fakeServer(reply);
    const client = await connect(fake.port);
    const thrown = await failureOf(() => client.run('GET', CANARY));
    client.close();
    fake.close();
    return thrown;
  }

  it.each(withCanary)('-%s', async (reply, code) => {
    const thrown = await failure(reply);
    expect(thrown).toMatchObject({ message: reply });
    expectOutcome(thrown, family, code);
  });

  it.each([`ERR ${CANARY}`, `WRONGTYPE ${CANARY}`, `NOAUTH ${CANARY}`, CANARY, `busy ${CANARY}`])(
    '-%s is unexpected',
    async (reply) => expectUnexpected(await failure(reply)),
  );

  it('a connection that breaks', async () => {
    expectOutcome(await failure('hang up'), family, 'DATABASE_UNAVAILABLE');
  });

  it('a connection that is closed', async () => {
    const fake = await fakeServer('silence');
    const client = await connect(fake.port);
    client.close();
    const thrown = await failureOf(() => client.run('GET', CANARY));
    fake.close();
    expectOutcome(thrown, family, 'DATABASE_UNAVAILABLE');
  });

  it('a refused connection', async () => {
    const port = await freePort();
    const thrown = await failureOf(() => connect(port));
    // ioredis reports the reason as an event, which nothing waits for.
    if (name === 'ioredis') expectOutcome(thrown, 'redis', 'DATABASE_UNAVAILABLE');
    else expectOutcome(thrown, 'connection', 'SERVICE_UNAVAILABLE');
  });
});

describe('R31 what only one of them reports', () => {
  it('ioredis: no answer in time', async () => {
    const fake = await fakeServer('silence');
    const client = new Redis({
      host: '127.0.0.1',
      port: fake.port,
      enableReadyCheck: false,
      commandTimeout: 30,
    });
    const thrown = await failureOf(() => client.get(CANARY));
    client.disconnect();
    fake.close();
    expect(thrown).toMatchObject({ message: 'Command timed out' });
    expectOutcome(thrown, 'redis', 'DATABASE_TIMEOUT');
  });

  it('node-redis: a command that waited too long for its turn', async () => {
    const port = await freePort();
    const client = createClient({ socket: { host: '127.0.0.1', port, reconnectStrategy: () => 5000 } });
    client.on('error', () => {});
    void client.connect().catch(() => {});
    const thrown = await failureOf(() => client.withCommandOptions({ timeout: 50 }).get(CANARY));
    client.destroy();
    expectOutcome(thrown, 'node-redis', 'DATABASE_TIMEOUT');
  });

  it('ioredis: MaxRetriesPerRequestError', async () => {
    const client = new Redis({ host: '127.0.0.1', port: await freePort(), maxRetriesPerRequest: 0 });
    const reported = new Promise((done) => client.once('error', done));
    const thrown = await failureOf(() => client.get(CANARY));
    expect(thrown).toMatchObject({ name: 'MaxRetriesPerRequestError' });
    expectOutcome(thrown, 'redis', 'DATABASE_UNAVAILABLE');
    expectOutcome(await reported, 'connection', 'SERVICE_UNAVAILABLE');
    client.disconnect();
  });

  it('ioredis: no queue for what cannot be sent', async () => {
    const client = new Redis({ host: '127.0.0.1', port: 1, lazyConnect: true, enableOfflineQueue: false });
    client.on('error', () => {});
    const thrown = await failureOf(() => client.get(CANARY));
    client.disconnect();
    expect(thrown).toMatchObject({
      message: "Stream isn't writeable and enableOfflineQueue options is false",
    });
    expectOutcome(thrown, 'redis', 'DATABASE_UNAVAILABLE');
  });

  it('ioredis: ClusterAllFailedError', async () => {
    const cluster = new Cluster([{ host: '127.0.0.1', port: await freePort() }], {
      clusterRetryStrategy: () => null,
    });
    const thrown = await new Promise((done) => cluster.once('error', done));
    expect(thrown).toMatchObject({ name: 'ClusterAllFailedError' });
    expectOutcome(thrown, 'redis', 'DATABASE_UNAVAILABLE');
    cluster.disconnect();
  });

  it('ioredis: a pipeline of which only a part was answered', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        const isAsked = /get/i.test(String(chunk));
        socket.write('+OK\r\n', () => void (isAsked && socket.destroy()));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const client = new Redis({
      host: '127.0.0.1',
      port,
      enableReadyCheck: false,
      disableClientInfo: true,
      retryStrategy: () => 10,
    });
    client.on('error', () => {});
    const answered = await client.pipeline().get(CANARY).get(CANARY).exec();
    client.disconnect();
    server.close();
    const thrown = answered!.map(([error]) => error).find((error) => error !== null);
    expect(thrown).toMatchObject({ name: 'AbortError', message: 'Command aborted due to connection close' });
    // Another family takes every error of that name for an abort by the application, and may be asked first.
    expect(silently(thrown, { families: { abort: false } })).toMatchObject({
      status: 503,
      family: 'redis',
      code: 'DATABASE_UNAVAILABLE',
    });
  });

  it('node-redis: a client that is offline, or was disconnected', async () => {
    const offline = createClient({
      disableOfflineQueue: true,
      socket: { host: '127.0.0.1', port: await freePort(), reconnectStrategy: () => 5000 },
    });
    const refused = new Promise((done) => offline.once('error', done));
    void offline.connect().catch(() => {});
    await refused;
    expectOutcome(await failureOf(() => offline.get(CANARY)), 'node-redis', 'DATABASE_UNAVAILABLE');
    offline.destroy();
    const fake = await fakeServer('silence');
    const client = createClient({ RESP: 2, socket: { host: '127.0.0.1', port: fake.port } });
    await client.connect();
    const failing = failureOf(() => client.get(CANARY));
    await new Promise((done) => setTimeout(done, 50));
    client.destroy();
    const thrown = await failing;
    fake.close();
    expect(thrown).toMatchObject({ message: 'Disconnects client' });
    expectOutcome(thrown, 'node-redis', 'DATABASE_UNAVAILABLE');
  });

  // Constructed as its source does: they need a server that does not even complete a handshake, or a cluster.
  it.each([
    ['ConnectionTimeoutError', 'DATABASE_UNAVAILABLE'],
    ['RootNodesUnavailableError', 'DATABASE_UNAVAILABLE'],
    ['SocketClosedUnexpectedlyError', 'DATABASE_UNAVAILABLE'],
    ['WatchError', 'DATABASE_BUSY'],
  ] as const)('node-redis: %s', async (name, code) => {
    const classes = (await import('redis')) as unknown as Readonly<Record<string, new () => Error>>;
    expectOutcome(new classes[name]!(), 'node-redis', code);
  });
});

describe('near misses', () => {
  class TimeoutError extends Error {}
  class SimpleError extends Error {}
  it.each([
    ['a plain error with the words of a reply', new Error(`BUSY ${CANARY}`)],
    ['a class of that name with other words', new TimeoutError(CANARY)],
    ['words of a class, but plain', new Error('Socket closed unexpectedly')],
    ['no message at all', new Error()],
    ['no error at all', { name: 'ReplyError', message: `BUSY ${CANARY}` }],
    ['a kind that is none', new SimpleError('BUSYCANARY x')],
    ['a reply of another class', Object.assign(new ErrorReply(`BUSY ${CANARY}`), { constructor: undefined })],
    [
      'a class that throws when asked for its name',
      Object.assign(new SimpleError(`BUSY ${CANARY}`), {
        constructor: new Proxy(class {}, {
          get() {
            throw new Error(CANARY);
          },
        }),
      }),
    ],
    ['a very long message', new Error(`${CANARY}${'x'.repeat(1_000_000)}`)],
  ])('%s: unexpected', (_, thrown) => expectUnexpected(thrown));
});
