import { describe, expect, it } from 'vitest';
import { FaultlineError } from '../../../src/codes.ts';
import {
  codeOf,
  isConflict,
  isOfStatement,
  isRefusal,
  troubleOf,
} from '../../../src/store/postgres/trouble.ts';

const SECRET = 'tr0ub4dor';
const coded = (code: unknown, message = SECRET): Error => Object.assign(new Error(message), { code });

describe('what goes wrong with PostgreSQL is told with a cure, and without credentials', () => {
  it.each<[unknown, string]>([
    [
      coded('28P01', `password authentication failed for user "${SECRET}"`),
      'refuses the user or the password (28P01)',
    ],
    [coded('3D000'), 'the database does not exist (3D000); create it'],
    [coded('42501'), 'the user lacks a permission (42501)'],
    [coded('57P03'), 'it starts, or shuts down (57P03)'],
    [coded('53100'), 'its disk is full (53100); make room'],
    [coded('53400'), 'it lacks resources (53400)'],
    [coded('08006'), 'the connection failed (08006)'],
    [coded('22P02', `invalid input syntax: "${SECRET}"`), 'it failed (22P02); see its log'],
    [coded('ECONNREFUSED', `connect ECONNREFUSED ${SECRET}`), 'nothing listens there (ECONNREFUSED)'],
    [new AggregateError([coded('ECONNREFUSED'), coded('ETIMEDOUT')]), 'nothing listens there'],
    [new AggregateError([]), 'it failed; see its log'],
    [new Error('Connection terminated unexpectedly'), 'the connection was cut; it is tried again.'],
    [new Error('no answer in time'), 'it does not answer in time'],
    [coded(`${SECRET}\n`), 'it failed; see its log'],
    [coded(7), 'it failed; see its log'],
    [coded('constructor'), 'it failed; see its log'],
    [new Error('toString'), 'it failed; see its log'],
    [SECRET, 'it failed; see its log'],
    [undefined, 'it failed; see its log'],
    [null, 'it failed; see its log'],
  ])('%s: %s', (error, text) => {
    const trouble = troubleOf('postgres://h/d', error);
    expect(trouble).toMatchObject({ code: 'FLT_STORE_UNAVAILABLE', message: expect.stringContaining(text) });
    expect(trouble.message).toMatch(/^The store "postgres:\/\/h\/d": .*\.$/);
    expect(trouble.message).not.toContain(SECRET);
  });

  it('leaves our own errors as they are', () => {
    const own = new FaultlineError('FLT_DRIVER_MISSING', 'x');
    expect(troubleOf('n', own)).toBe(own);
  });

  it.each<[string, boolean, boolean]>([
    ['22P05', true, false],
    ['54000', true, false],
    ['40P01', false, true],
    ['40001', false, true],
    ['40002', false, false],
    ['23505', false, false],
    ['23514', true, false],
    ['ECONNRESET', false, false],
  ])('tells whether %s is for the data, or for now', (code, refusal, conflict) => {
    expect([isRefusal(coded(code)), isConflict(coded(code)), codeOf(coded(code))]).toEqual([
      refusal,
      conflict,
      code,
    ]);
  });

  it('R41 takes a row that came for a partition which is no more its own for a conflict, never for a refusal', () => {
    const bound = Object.assign(coded('23514'), { table: 'occurrences_other' });
    expect([isRefusal(bound), isConflict(bound)]).toEqual([false, true]);
    const check = Object.assign(coded('23514'), { table: 'occurrences_other', constraint: 'one_of_theirs' });
    expect([isRefusal(check), isConflict(check)]).toEqual([true, false]);
  });

  it.each<[string, boolean]>([
    ['55P03', true],
    ['42501', true],
    ['XX000', true],
    ['P0001', true],
    ['08006', false],
    ['28P01', false],
    ['53300', false],
    ['57P01', false],
    ['EPIPE', false],
    ['EPERM', false],
    ['ECONNRESET', false],
    ['', false],
  ])('tells whether %j is for a statement, or for the connection', (code, statement) => {
    expect(isOfStatement(coded(code))).toBe(statement);
  });
});
