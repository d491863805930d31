import knex from 'knex';
import libsql from 'libsql';
import { describe, expect, it } from 'vitest';
import { CANARY, expectOutcome, expectUnexpected, failureOf } from './outcomes.ts';
import { knexClientOf } from './sqlite-clients.ts';

describe('R31 knex: what it reports by itself', () => {
  it('KnexTimeoutError of a pool that is exhausted', async () => {
    const client = knex({
      client: knexClientOf(libsql),
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
      acquireConnectionTimeout: 50,
      pool: { min: 1, max: 1 },
      log: { warn() {} },
    });
    const only = await client.transaction();
    const thrown = await failureOf(() => client.raw(`select '${CANARY}'`));
    await only.rollback();
    await client.destroy();
    expect(thrown).toMatchObject({ name: 'KnexTimeoutError' });
    expectOutcome(thrown, 'knex', 'DATABASE_TIMEOUT');
  });

  it('what is no error is unexpected', () => {
    expectUnexpected({ name: 'KnexTimeoutError', message: CANARY });
  });
});
