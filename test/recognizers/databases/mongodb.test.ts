import {
  MongoClient,
  MongoNetworkTimeoutError,
  MongoOperationTimeoutError,
  MongoServerError,
  type Collection,
  type MongoClientOptions,
} from 'mongodb';
import { describe, expect, it } from 'vitest';
import { mongodb } from '../../../src/recognizers/databases/mongodb.ts';
import { mongoServer, type Respond } from './mongo-server.ts';
import { CANARY, expectOutcome, expectUnexpected, failureOf, type Code } from './outcomes.ts';
import { freePort } from './server-process.ts';

const options: MongoClientOptions = {
  serverSelectionTimeoutMS: 200,
  retryReads: false,
  retryWrites: false,
  monitorCommands: false,
};

/** What an operation fails with when the server answers so. */
async function failure(
  respond: Respond,
  operation: (collection: Collection<{ canary: string }>) => unknown,
  more: MongoClientOptions = {},
): Promise<unknown> {
  const server = await mongoServer(respond);
  const client = new MongoClient(server.url, { ...options, ...more });
  try {
    await client.connect();
    return await failureOf(() => operation(client.db('canary').collection('canary')));
  } finally {
    await client.close(true);
    server.close();
  }
}

const find = (collection: Collection<{ canary: string }>): unknown => collection.findOne({ canary: CANARY });
const insert = (collection: Collection<{ canary: string }>): unknown =>
  collection.insertOne({ canary: CANARY });
const rejected = (code: number, more: object = {}): Respond => {
  return () => ({ ok: 0, code, errmsg: CANARY, codeName: CANARY, ...more });
};
const writeError = (code: number): Respond => {
  const error = { index: 0, code, errmsg: CANARY, keyPattern: { canary: 1 }, keyValue: { canary: CANARY } };
  return () => ({ ok: 1, n: 0, writeErrors: [error] });
};
const codes = Object.entries(mongodb.answers)
  .filter(([key]) => /^\d+ /.test(key))
  .map(([key, { code }]) => [Number(key.split(' ')[0]), key, code as Code] as const);

describe('R31 mongodb, told so by a server', () => {
  it.each(codes)('%d: %s', async (number, _, code) => {
    const thrown = await failure(rejected(number), find);
    expect(thrown).toMatchObject({ name: 'MongoServerError', code: number, message: CANARY });
    expectOutcome(thrown, 'mongodb', code);
  });

  it.each([
    [11000, 'ALREADY_EXISTS'],
    [121, 'VALUE_REFUSED'],
    [112, 'DATABASE_BUSY'],
  ] as const)('%d of one write, and of many', async (number, code) => {
    const one = await failure(writeError(number), insert);
    expect(one).toMatchObject({ name: 'MongoServerError', code: number });
    expectOutcome(one, 'mongodb', code);
    const many = await failure(writeError(number), (collection) => {
      return collection.insertMany([{ canary: CANARY }, { canary: CANARY }]);
    });
    expect(many).toMatchObject({ name: 'MongoBulkWriteError', code: number });
    expectOutcome(many, 'mongodb', code);
  });

  it('a write that was not confirmed', async () => {
    const writeConcernError = { code: 91, codeName: CANARY, errmsg: CANARY };
    const thrown = await failure(() => ({ ok: 1, n: 1, writeConcernError }), insert);
    expect(thrown).toMatchObject({ name: 'MongoWriteConcernError' });
    expectOutcome(thrown, 'mongodb', 'DATABASE_UNAVAILABLE');
    const late = { ok: 1, n: 1, writeConcernError: { ...writeConcernError, code: 64 } };
    expectUnexpected(await failure(() => late, insert));
  });

  it.each(['TransientTransactionError', 'SystemOverloadedError'])('label %s', async (label) => {
    const thrown = await failure(rejected(4711, { errorLabels: [CANARY, label] }), find);
    expectOutcome(thrown, 'mongodb', 'DATABASE_BUSY');
  });

  it.each([
    ['an unknown code', rejected(4711)],
    ['an unauthorised command', rejected(13)],
    ['another label', rejected(4711, { errorLabels: ['NoWritesPerformed'] })],
  ])('%s is unexpected', async (_, respond) => {
    expectUnexpected(await failure(respond, find));
  });
});

describe('R31 mongodb, what the driver finds by itself', () => {
  it('MongoNetworkError', async () => {
    const thrown = await failure(() => undefined, find);
    expect(thrown).toMatchObject({ name: 'MongoNetworkError' });
    expectOutcome(thrown, 'mongodb', 'DATABASE_UNAVAILABLE');
  });

  it('MongoNetworkTimeoutError', async () => {
    const thrown = await failure(() => new Promise(() => {}), find, { socketTimeoutMS: 50 });
    expect(thrown).toMatchObject({ name: 'MongoNetworkTimeoutError' });
    expectOutcome(thrown, 'mongodb', 'DATABASE_UNAVAILABLE');
  });

  // Constructed: the driver that is installed ignores the option that leads to it.
  it('MongoOperationTimeoutError', () => {
    expectOutcome(new MongoOperationTimeoutError(CANARY), 'mongodb', 'DATABASE_TIMEOUT');
  });

  it('MongoWaitQueueTimeoutError', async () => {
    const pool = { maxPoolSize: 1, waitQueueTimeoutMS: 50 };
    const thrown = await failure(
      () => new Promise(() => {}),
      (collection) => Promise.race([find(collection), find(collection)]),
      pool,
    );
    expect(thrown).toMatchObject({ name: 'MongoWaitQueueTimeoutError' });
    expectOutcome(thrown, 'mongodb', 'DATABASE_BUSY');
  });

  it('MongoServerSelectionError', async () => {
    const client = new MongoClient(`mongodb://127.0.0.1:${await freePort()}/${CANARY}`, options);
    const thrown = await failureOf(() => client.connect());
    expect(thrown).toMatchObject({ name: 'MongoServerSelectionError' });
    expectOutcome(thrown, 'mongodb', 'DATABASE_UNAVAILABLE');
  });

  // The classes are not exported; they extend one that is, with another name.
  it.each(['MongoPoolClearedError', 'PoolClearedOnNetworkError'])('%s', (name) => {
    class Cleared extends MongoNetworkTimeoutError {
      override get name(): string {
        return name;
      }
    }
    expectOutcome(new Cleared(CANARY), 'mongodb', 'DATABASE_UNAVAILABLE');
  });
});

describe('near misses', () => {
  const labelled = (errorLabels: unknown): Error => {
    return Object.defineProperty(new MongoServerError({ message: CANARY }), 'errorLabels', {
      value: errorLabels,
    });
  };
  const trap = (): never => {
    throw new Error(CANARY);
  };
  it.each([
    ['a code alone', Object.assign(new Error(CANARY), { code: 11000 })],
    ['no error at all', { name: 'MongoServerError', code: 11000, message: CANARY }],
    ['a code as text', new MongoServerError({ message: CANARY, code: '11000' })],
    ['labels that are none', labelled('TransientTransactionError')],
    ['labels that throw', labelled(new Proxy([], { get: trap }))],
    ['a huge label', labelled(['TransientTransactionError'.padEnd(1_000_000)])],
    ['a label that throws', labelled([{ toString: trap }])],
    ['too many labels', labelled([...Array(100).keys(), 'TransientTransactionError'])],
  ])('%s: unexpected', (_, thrown) => expectUnexpected(thrown));
});
