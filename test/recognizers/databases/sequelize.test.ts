import { DataTypes, Sequelize, type ModelStatic, type Model, type Options } from 'sequelize';
import * as classes from 'sequelize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type Database } from '../../../demo/postgres.ts';
import { CANARY, expectOutcome, expectUnexpected, failureOf, type Code } from './outcomes.ts';

let database: Database;
let client: Sequelize;
let Item: ModelStatic<Model>;
const connect = (more: Options = {}): Sequelize => {
  const { host, port, user, password, database: name } = database.pool.options;
  const account = { host, port, username: user, password, database: name } as Options;
  return new Sequelize({ dialect: 'postgres', ...account, logging: false, ...more });
};
beforeAll(async () => {
  database = await startPostgres();
  client = connect();
  Item = client.define(
    'canary_item',
    {
      email: { type: DataTypes.STRING(40), unique: true, validate: { isEmail: { msg: CANARY } } },
      title: { type: DataTypes.STRING(20), allowNull: false, defaultValue: CANARY },
      parent: { type: DataTypes.INTEGER, references: { model: 'canary_items', key: 'id' } },
    },
    { version: true },
  );
  await client.sync();
  await Item.create({ email: `${CANARY}@example.com` });
}, 60_000);
afterAll(async () => {
  await client.close();
  await database.close();
});

describe('R31 sequelize: models on a real PostgreSQL', () => {
  const rows: readonly (readonly [name: string, operation: () => unknown, code: Code])[] = [
    ['UniqueConstraintError', () => Item.create({ email: `${CANARY}@example.com` }), 'ALREADY_EXISTS'],
    ['ForeignKeyConstraintError', () => Item.create({ parent: 4711 }), 'REFERENCE_CONFLICT'],
    ['ValidationError', () => Item.create({ email: CANARY }), 'VALUE_REFUSED'],
    ['ValidationError', () => Item.create({ title: null }), 'VALUE_REFUSED'],
    ['DatabaseError', () => Item.create({ title: CANARY.repeat(3) }), 'VALUE_REFUSED'],
    ['DatabaseError', () => Item.create({ parent: CANARY }), 'VALUE_REFUSED'],
    [
      'EmptyResultError',
      () => Item.findOne({ where: { title: 'canary-none' }, rejectOnEmpty: true }),
      'ITEM_NOT_FOUND',
    ],
    ['OptimisticLockError', edit, 'EDIT_CONFLICT'],
    ['ConnectionAcquireTimeoutError', exhaust, 'DATABASE_BUSY'],
    [
      'ConnectionError',
      () => connect({ username: CANARY, password: CANARY }).authenticate(),
      'DATABASE_UNAVAILABLE',
    ],
  ];

  it.each(rows)('%s', async (name, operation, code) => {
    const thrown = await failureOf(operation);
    expect(thrown).toMatchObject({ name: `Sequelize${name}` });
    expectOutcome(thrown, 'sequelize', code);
  });
});

/** Two requests that change the same item. */
async function edit(): Promise<unknown> {
  const [one, other] = await Promise.all([Item.findByPk(1), Item.findByPk(1)]);
  await one!.update({ title: 'canary-1' });
  return other!.update({ title: 'canary-2' });
}

async function exhaust(): Promise<unknown> {
  const small = connect({ pool: { max: 1, acquire: 100 } });
  const busy = small.query(`select pg_sleep(0.5), '${CANARY}'`);
  try {
    return await small.query(`select '${CANARY}'`);
  } finally {
    await busy;
    await small.close();
  }
}

describe('R31 sequelize: constructed as its source does', () => {
  const parent = Object.assign(new Error(CANARY), { sql: CANARY });
  const { ConnectionRefusedError, ConnectionTimedOutError, HostNotFoundError, HostNotReachableError } =
    classes;

  it.each([ConnectionRefusedError, ConnectionTimedOutError, HostNotFoundError, HostNotReachableError])(
    'what cannot be reached',
    (Class) => expectOutcome(new Class(parent), 'sequelize', 'DATABASE_UNAVAILABLE'),
  );

  it('TimeoutError, by which it reports a locked SQLite', () => {
    expectOutcome(new classes.TimeoutError(parent), 'sequelize', 'DATABASE_BUSY');
  });

  it.each([
    ['a driver’s error that is unknown', new classes.DatabaseError(parent)],
    ['wrong credentials', new classes.AccessDeniedError(parent)],
    ['wrong settings', new classes.InvalidConnectionError(parent)],
    ['another of its classes', new classes.EagerLoadingError(CANARY)],
    ['no error at all', { name: 'SequelizeUniqueConstraintError', message: CANARY }],
  ])('%s: unexpected', (_, thrown) => expectUnexpected(thrown));
});
