import mongoose, { Error as Errors, Schema } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mongoServer } from './mongo-server.ts';
import { CANARY, expectOutcome, expectUnexpected, failureOf } from './outcomes.ts';
import { freePort } from './server-process.ts';

const schema = new Schema(
  {
    canary: { type: String, required: true, match: /^canary-4712$/ },
    size: { type: Number, max: 4711 },
    tags: [String],
  },
  { bufferTimeoutMS: 50, optimisticConcurrency: true },
);
const options = { serverSelectionTimeoutMS: 200, autoIndex: false, autoCreate: false };
const id = 'ca11a7ca11a7ca11a7ca11a7';

describe('R31 mongoose, told so by a server', () => {
  let server: Awaited<ReturnType<typeof mongoServer>>;
  let connection: mongoose.Connection;
  const item = { _id: new mongoose.Types.ObjectId(id), canary: 'canary-4712', size: 1, tags: [], __v: 3 };
  beforeAll(async () => {
    server = await mongoServer((command) => {
      if ('insert' in command) {
        return {
          ok: 1,
          n: 0,
          writeErrors: [{ index: 0, code: 11000, errmsg: CANARY, keyValue: { CANARY } }],
        };
      }
      if ('update' in command) return { ok: 1, n: 0, nModified: 0 };
      const nothing = JSON.stringify(command).includes(CANARY);
      return { ok: 1, cursor: { id: 0n, ns: 'canary.canary', firstBatch: nothing ? [] : [item] } };
    });
    connection = await mongoose.createConnection(server.url, options).asPromise();
  });
  afterAll(async () => {
    await connection.close(true);
    server.close();
  });
  const model = (): mongoose.Model<any> =>
    connection.models['Canary'] ?? (connection.model('Canary', schema) as never);

  it.each([
    ['ValidationError', () => model().create({ size: 99_999 })],
    ['ValidationError', () => model().create({ canary: CANARY })],
    ['ValidationError', () => model().create({ canary: 'canary-4712', size: CANARY })],
    ['CastError', () => model().findById(CANARY)],
    ['CastError', () => model().findOne({ size: CANARY })],
  ])('%s', async (name, operation) => {
    const thrown = await failureOf(operation);
    expect(thrown).toMatchObject({ name });
    expectOutcome(thrown, 'mongoose', 'VALUE_REFUSED');
  });

  it('DocumentNotFoundError', async () => {
    const thrown = await failureOf(() => model().findOne({ canary: CANARY }).orFail());
    expect(thrown).toMatchObject({ name: 'DocumentNotFoundError' });
    expectOutcome(thrown, 'mongoose', 'ITEM_NOT_FOUND');
  });

  it('VersionError', async () => {
    const found = await model().findById(id);
    found.size = 4;
    const thrown = await failureOf(() => found.save());
    expect(thrown).toMatchObject({ name: 'VersionError' });
    expectOutcome(thrown, 'mongoose', 'EDIT_CONFLICT');
  });

  it('the driver’s errors pass through', async () => {
    const thrown = await failureOf(() => model().create({ canary: 'canary-4712' }));
    expectOutcome(thrown, 'mongodb', 'ALREADY_EXISTS');
  });
});

describe('R31 mongoose without a server', () => {
  it('MongooseServerSelectionError', async () => {
    const url = `mongodb://127.0.0.1:${await freePort()}/${CANARY}`;
    const thrown = await failureOf(() => mongoose.createConnection(url, options).asPromise());
    expect(thrown).toMatchObject({ name: 'MongooseServerSelectionError' });
    expectOutcome(thrown, 'mongoose', 'DATABASE_UNAVAILABLE');
  });

  it('MongooseError of buffering', async () => {
    const canary = mongoose.createConnection().model('Canary', schema);
    const thrown = await failureOf(() => canary.findOne({ canary: CANARY }));
    expect((thrown as Error).message).toContain('buffering timed out after');
    expectOutcome(thrown, 'mongoose', 'DATABASE_UNAVAILABLE');
  });
});

describe('near misses', () => {
  class Named extends Error {}
  const named = (name: string, more: object = {}): Error =>
    Object.assign(new Named(CANARY), { name, ...more });
  const revoked = (): object => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  };
  it.each([
    ['a MongooseError of another kind', new Errors.MissingSchemaError(CANARY)],
    ['a MongooseError', new mongoose.MongooseError(CANARY)],
    ['another ValidationError', named('ValidationError', { errors: {} })],
    ['a ValidationError with other words', named('ValidationError', { _message: CANARY })],
    ['another CastError', named('CastError', { kind: CANARY })],
    ['a CastError of numbers', named('CastError', { kind: 1, valueType: 'x' })],
    ['another VersionError', named('VersionError')],
    ['a VersionError whose paths cannot be read', named('VersionError', { modifiedPaths: revoked() })],
    ['another DocumentNotFoundError', named('DocumentNotFoundError')],
    ['no error at all', { name: 'VersionError', modifiedPaths: [], message: CANARY }],
  ])('%s: unexpected', (_, thrown) => expectUnexpected(thrown));
});
