import {
  PrismaClientInitializationError,
  PrismaClientKnownRequestError,
  PrismaClientRustPanicError,
  PrismaClientUnknownRequestError,
  PrismaClientValidationError,
} from '@prisma/client/runtime/client';
import { describe, expect, it } from 'vitest';
import { prisma } from '../../../src/recognizers/databases/prisma.ts';
import { CANARY, expectOutcome, expectUnexpected, type Code } from './outcomes.ts';

/** As `rethrowAsUserFacing` of the runtime does; a client would have to be generated first. */
function known(code: string): Error {
  const meta = {
    modelName: CANARY,
    target: [CANARY],
    driverAdapterError: new Error(CANARY, { cause: CANARY }),
  };
  return new PrismaClientKnownRequestError(CANARY, { code, clientVersion: CANARY, meta });
}
const initialization = (code?: string): Error => new PrismaClientInitializationError(CANARY, CANARY, code);

const rows = Object.entries(prisma.answers)
  .filter(([key]) => /^P\d{4} /.test(key))
  .map(([key, { code }]) => [key, key.slice(0, 5), code as Code] as const);

describe('R31 prisma, in the classes of its runtime', () => {
  it.each(rows)('%s', (_, code, expected) => {
    expectOutcome(known(code), 'prisma', expected);
  });

  it.each(['P2021', 'P2010', 'P1018', 'canary'])('%s is unexpected', (code) => {
    expectUnexpected(known(code));
  });

  it.each([
    [undefined, 'DATABASE_UNAVAILABLE'],
    ['P1001', 'DATABASE_UNAVAILABLE'],
    ['P1002', 'DATABASE_UNAVAILABLE'],
    ['P2024', 'DATABASE_BUSY'],
  ] as const)('PrismaClientInitializationError, %s', (code, expected) => {
    expectOutcome(initialization(code), 'prisma', expected);
  });

  it.each([
    ['by the engine', { code: '23505', message: CANARY }, 'ALREADY_EXISTS'],
    ['by an adapter', { driverAdapterError: { cause: { originalCode: '23503' } } }, 'REFERENCE_CONFLICT'],
  ] as const)('P2010, a raw query: the state of PostgreSQL, %s', (_, meta, expected) => {
    const options = { code: 'P2010', clientVersion: CANARY, meta };
    expectOutcome(new PrismaClientKnownRequestError(CANARY, options), 'prisma', expected);
  });

  it.each([undefined, { code: '1062' }, { code: 23505 }, { driverAdapterError: null }])(
    'P2010 with %j is unexpected',
    (meta) => {
      const options = { code: 'P2010', clientVersion: CANARY, ...(meta && { meta }) };
      expectUnexpected(new PrismaClientKnownRequestError(CANARY, options));
    },
  );

  it('a panic is unexpected', () => {
    expectUnexpected(new PrismaClientRustPanicError(CANARY, CANARY));
  });
});

describe('near misses', () => {
  it.each([
    ['wrong credentials', initialization('P1000')],
    ['a query that is wrong', new PrismaClientValidationError(CANARY, { clientVersion: CANARY })],
    ['an unknown error', new PrismaClientUnknownRequestError(CANARY, { clientVersion: CANARY })],
    ['no error at all', { name: 'PrismaClientKnownRequestError', code: 'P2002', clientVersion: '7' }],
    [
      'no version',
      Object.assign(new Error(CANARY), { name: 'PrismaClientKnownRequestError', code: 'P2002' }),
    ],
  ])('%s: unexpected', (_, thrown) => expectUnexpected(thrown));

  it('every code has a name for readers', () => {
    for (const key of Object.keys(prisma.answers)) expect(key).toMatch(/^(?:P\d{4} [a-z ]+|Prisma\w+)$/);
  });
});
