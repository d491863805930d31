import libsql from 'libsql';
import { DataSource, EntitySchema, QueryFailedError } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo } from '../answer.ts';
import { CANARY, expectOutcome, expectUnexpected, failureOf, OUTCOMES } from './outcomes.ts';

interface Item {
  readonly id: number;
  readonly email: string;
  readonly version?: number;
}
const Items = new EntitySchema<Item>({
  name: 'canary',
  columns: {
    id: { type: Number, primary: true },
    email: { type: String, unique: true },
    version: { type: Number, version: true },
  },
});
const source = new DataSource({
  type: 'better-sqlite3',
  driver: libsql,
  database: ':memory:',
  entities: [Items],
  synchronize: true,
});
beforeAll(async () => {
  await source.initialize();
  await source.getRepository(Items).insert({ id: 1, email: CANARY });
});
afterAll(() => source.destroy());

describe('R31 typeorm: entities on a real SQLite', () => {
  it('EntityNotFoundError', async () => {
    const thrown = await failureOf(() =>
      source.getRepository(Items).findOneByOrFail({ email: 'canary-none' }),
    );
    expect(thrown).toMatchObject({ name: 'EntityNotFoundError' });
    expectOutcome(thrown, 'typeorm', 'ITEM_NOT_FOUND');
  });

  it('OptimisticLockVersionMismatchError', async () => {
    const query = source.getRepository(Items).createQueryBuilder('item').where({ id: 1 });
    const thrown = await failureOf(() => query.setLock('optimistic', 4711).getOne());
    expect(thrown).toMatchObject({ name: 'OptimisticLockVersionMismatchError' });
    expectOutcome(thrown, 'typeorm', 'EDIT_CONFLICT');
  });

  it('QueryFailedError of a save; with the driver’s family off too', async () => {
    const thrown = await failureOf(() => source.getRepository(Items).insert({ id: 2, email: CANARY }));
    expect(thrown).toMatchObject({ name: 'QueryFailedError' });
    expectOutcome(thrown, 'typeorm', 'ALREADY_EXISTS');
    expect(answerTo(thrown, { families: { sqlite: false } })).toMatchObject({
      ...OUTCOMES.ALREADY_EXISTS,
      code: 'ALREADY_EXISTS',
      family: 'typeorm',
    });
    expect(answerTo(thrown, { families: { sqlite: false, typeorm: false } }).family).toBe('unexpected');
  });
});

describe('near misses', () => {
  class Named extends Error {}
  const named = (name: string): Error => Object.assign(new Named(CANARY), { name });
  it.each([
    ['a driver’s error that is unknown', new QueryFailedError(CANARY, [CANARY], new Error(CANARY))],
    ['another EntityNotFoundError', named('EntityNotFoundError')],
    ['a query without a driver’s error', named('QueryFailedError')],
    ['no error at all', { name: 'OptimisticLockVersionMismatchError', message: CANARY }],
  ])('%s: unexpected', (_, thrown) => expectUnexpected(thrown));
});
