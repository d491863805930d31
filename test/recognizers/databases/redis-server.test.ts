import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANARY, expectOutcome, failureOf, type Code } from './outcomes.ts';
import { libraries, type Words } from './redis-clients.ts';
import { isInstalled, startServer, type ServerProcess } from './server-process.ts';

describe.skipIf(!isInstalled('redis-server'))('R31 a real Redis', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer('redis-server', (directory, port) => {
      return ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', ''];
    });
  }, 40_000);
  afterAll(() => server.stop());

  const states: readonly (readonly [
    name: string,
    before: Words,
    failing: Words,
    after: Words,
    code: Code,
  ])[] = [
    [
      'OOM',
      ['CONFIG', 'SET', 'maxmemory', '1'],
      ['SET', CANARY, CANARY],
      ['CONFIG', 'SET', 'maxmemory', '0'],
      'DATABASE_BUSY',
    ],
    [
      'READONLY',
      ['REPLICAOF', '127.0.0.1', '1'],
      ['SET', CANARY, CANARY],
      ['REPLICAOF', 'NO', 'ONE'],
      'DATABASE_UNAVAILABLE',
    ],
    [
      'NOREPLICAS',
      ['CONFIG', 'SET', 'min-replicas-to-write', '3'],
      ['SET', CANARY, CANARY],
      ['CONFIG', 'SET', 'min-replicas-to-write', '0'],
      'DATABASE_UNAVAILABLE',
    ],
    ['WRONGTYPE', ['LPUSH', 'canary', CANARY], ['GET', 'canary'], ['DEL', 'canary'], 'INTERNAL_ERROR'],
  ];

  it.each(
    libraries.flatMap((library) => states.map((state) => [library.name, state[0], library, state] as const)),
  )('%s: %s', async (_, kind, { connect, family }, [, before, failing, after, code]) => {
    const client = await connect(server.port);
    await client.run(...before);
    const thrown = await failureOf(() => client.run(...failing));
    await client.run(...after);
    client.close();
    expect((thrown as Error).message).toMatch(new RegExp(`^${kind} `));
    expectOutcome(thrown, code === 'INTERNAL_ERROR' ? 'unexpected' : family, code);
  });

  it.each(libraries)('$name: BUSY, and a script', async ({ connect, family }) => {
    const [client, other] = [await connect(server.port), await connect(server.port)];
    await client.run('CONFIG', 'SET', 'busy-reply-threshold', '1');
    const endless = failureOf(() => client.run('EVAL', 'while true do end', '0'));
    await new Promise((done) => setTimeout(done, 100));
    const thrown = await failureOf(() => other.run('GET', CANARY));
    await other.run('SCRIPT', 'KILL');
    await endless;
    for (const used of [client, other]) used.close();
    expect((thrown as Error).message).toMatch(/^BUSY /);
    expectOutcome(thrown, family, 'DATABASE_BUSY');
  });

  it('node-redis: a watched key that changed', async () => {
    const client = createClient({ socket: { host: '127.0.0.1', port: server.port } });
    await client.connect();
    await client.watch(CANARY);
    const other = await client.duplicate().connect();
    await other.set(CANARY, CANARY);
    other.destroy();
    const thrown = await failureOf(() => client.multi().set(CANARY, '1').exec());
    client.destroy();
    expectOutcome(thrown, 'node-redis', 'DATABASE_BUSY');
  });
});
