import express5 from 'express';
import express4 from 'express4';
import { UnauthorizedError, expressjwt } from 'express-jwt';
import { faultline } from 'faultline/express';
import createError from 'http-errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expressJwt } from '../../../src/recognizers/tokens/express-jwt.ts';
import { ask, problemOf, serve, watched, type Served } from '../serve.ts';
import { silently } from '../silent.ts';
import {
  EXPIRED,
  INVALID,
  MISSING,
  NOT_ACTIVE,
  REVOKED,
  expectUnexpected,
  type Expected,
} from './expected.ts';
import { CANARY, OTHER, SECRET, forge, now, unsigned } from './forge.ts';

const claims = { sub: CANARY };
const good = forge(claims);

/** Row of the table of answers -> the header, and what is answered. */
const rows: readonly [key: string, authorization: string | undefined, expected: Expected][] = [
  ['credentials_required', undefined, MISSING],
  ['credentials_bad_scheme', `Basic ${CANARY}`, MISSING],
  ['credentials_bad_format', `Bearer ${CANARY} ${CANARY}`, INVALID],
  ['invalid_token', `Bearer ${CANARY}`, INVALID],
  ['invalid_token', `Bearer ${forge(claims, undefined, OTHER)}`, INVALID],
  ['invalid_token', `Bearer ${unsigned(good)}`, INVALID],
  ['invalid_token', `Bearer ${forge(claims, { alg: 'HS512' })}`, INVALID],
  // What jsonwebtoken throws here is a plain SyntaxError that quotes the token.
  ['invalid_token', `Bearer ${forge(CANARY)}`, INVALID],
  ['invalid_token', `Bearer ${forge(claims, { alg: 'HS256', kid: 'unknown-canary' })}`, INVALID],
  ['invalid_token: TokenExpiredError', `Bearer ${forge({ ...claims, exp: now() - 60 })}`, EXPIRED],
  ['invalid_token: NotBeforeError', `Bearer ${forge({ ...claims, nbf: now() + 60 })}`, NOT_ACTIVE],
  ['revoked_token', `Bearer ${forge({ ...claims, revoked: true })}`, REVOKED],
];

/** What the function that finds the secret does wrong. */
const mistakes: readonly [name: string, kid: string][] = [
  ['a secret that is no key', 'no-key'],
  ['a key store that fails', 'fails'],
];

describe.each([
  ['express 4', express4],
  ['express 5', express5],
])('R16 R29 express-jwt, %s', (_, create) => {
  const { fl, records } = watched();
  let served: Served;
  beforeAll(async () => {
    const app = create();
    app.use(
      expressjwt({
        algorithms: ['HS256'],
        secret: async (_req, token) => {
          const kid = token?.header.kid;
          if (kid === 'no-key') return { canary: CANARY } as never;
          if (kid === 'fails') throw new Error(CANARY);
          return kid === undefined ? SECRET : undefined;
        },
        isRevoked: (_req, token) => (token?.payload as { revoked?: boolean } | undefined)?.revoked === true,
      }) as never,
    );
    app.use((_req, res) => void res.send('fine'));
    app.use(faultline(fl));
    served = await serve(app as never);
  });
  afterAll(() => served.close());

  const send = (authorization?: string): ReturnType<typeof ask> =>
    ask(served.port, authorization === undefined ? {} : { headers: { authorization } });

  it.each(rows)('%s', async (_key, authorization, { status, code, detail, challenge }) => {
    const got = await send(authorization);
    expect(problemOf(got)).toMatchObject({ status, code, detail });
    expect(got.headers['www-authenticate']).toBe(challenge);
    expect(got.wire).not.toMatch(/canary/i);
    expect(records.at(-1)).toMatchObject({ level: 'info', fault: 'client', family: 'express-jwt', status });
  });

  it.each(mistakes)('is the server’s fault: %s', async (_name, kid) => {
    const got = await send(`Bearer ${forge(claims, { alg: 'HS256', typ: 'JWT', kid })}`);
    expect(problemOf(got)).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' });
    expect(got.wire).not.toMatch(/canary/i);
    expect(records.at(-1)).toMatchObject({ level: 'error', family: 'unexpected' });
  });

  it('a good token passes', async () => {
    expect(await send(`Bearer ${good}`)).toMatchObject({ status: 200, text: 'fine' });
  });
});

it('every row of the table is provoked', () => {
  expect(new Set(rows.map(([key]) => key))).toEqual(new Set(Object.keys(expressJwt.answers)));
});

describe('R16 R29 what only looks like an error of express-jwt', () => {
  it.each([
    ['another name', Object.assign(new Error(CANARY), { code: 'invalid_token', status: 401 })],
    ['no error', { name: 'UnauthorizedError', code: 'credentials_required', message: CANARY }],
    ['a cause of another class', new UnauthorizedError('invalid_token', new TypeError('jwt malformed'))],
    ['a cause that is no error', new UnauthorizedError('invalid_token', { message: CANARY })],
    [
      'a getter that throws',
      Object.defineProperty(new UnauthorizedError('invalid_token', { message: CANARY }), 'inner', {
        get(): never {
          throw new Error(CANARY);
        },
      }),
    ],
  ])('%s', (_, thrown) => {
    expect(silently(thrown).family).toBe('unexpected');
  });

  it('http-errors’ class of the same name', () => {
    expect(silently(createError(401))).toMatchObject({ status: 401, family: 'http-errors' });
  });

  it('can be switched off', () => {
    const thrown = new UnauthorizedError('revoked_token', { message: CANARY });
    expectUnexpected(silently(thrown, { families: { 'express-jwt': false } }));
  });
});
