import express5 from 'express';
import express4 from 'express4';
import { UnauthorizedError, expressjwt } from 'express-jwt';
import { faultline } from 'faultline/express';
import createError from 'http-errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expressJwt } from '../../../src/recognizers/tokens/express-jwt.ts';
import type { RequestFacts } from 'faultline';
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
const NO_KEY = 'secret or public key must be provided';

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
          if (token?.header.typ === 'unset') return undefined;
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

  const send = async (authorization?: string): ReturnType<typeof ask> => {
    const got = await ask(served.port, authorization === undefined ? {} : { headers: { authorization } });
    await fl.flush();
    return got;
  };

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

  it('is the server’s fault: a secret that is not set', async () => {
    const got = await send(`Bearer ${forge(claims, { alg: 'HS256', typ: 'unset' })}`);
    expect(problemOf(got)).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' });
    expect(records.at(-1)).toMatchObject({ level: 'error', family: 'unexpected' });
  });

  it('a good token passes', async () => {
    expect(await send(`Bearer ${good}`)).toMatchObject({ status: 200, text: 'fine' });
  });
});

it('every row of the table is provoked', () => {
  expect(new Set(rows.map(([key]) => key))).toEqual(new Set(Object.keys(expressJwt.answers)));
});

describe('R16 R29 a key that is missing', () => {
  const thrown = new UnauthorizedError('invalid_token', new Error(NO_KEY));
  const asked = (authorization: string | undefined): Partial<RequestFacts> => ({
    header: (name) => (name === 'authorization' ? authorization : undefined),
  });
  it.each([
    ['with base64url', { alg: 'HS256', kid: 'canary-\u00ff\u00fe\u00ff?>~' }],
    ['with more', { typ: 'JWT', alg: 'HS256', kid: 'canary', x: CANARY }],
  ])('is the token’s fault where it names one, %s', (_, header) => {
    const answer = silently(thrown, {}, asked(`Bearer ${forge(claims, header)}`));
    expect(answer).toMatchObject({ status: 401, code: 'TOKEN_INVALID', family: 'express-jwt' });
  });

  it.each([
    ['no key ID', `Bearer ${good}`],
    ['one that is no text', `Bearer ${forge(claims, { alg: 'HS256', kid: 4711 })}`],
    ['a header that is null', `Bearer ${forge(claims, 'null')}`],
    ['a header that is no JSON', `Bearer ${CANARY}.${CANARY}.${CANARY}`],
    ['a header that is too long', `Bearer ${forge(claims, { kid: 'canary'.repeat(1000) })}`],
    ['no token', 'Bearer'],
    ['no header', undefined],
  ])('is the server’s fault with %s', (_, authorization) => {
    expectUnexpected(silently(thrown, {}, asked(authorization)));
  });
});

describe('R16 R29 what only looks like an error of express-jwt', () => {
  const assigned = (json: object): Error =>
    Object.assign(new Error(CANARY), { name: 'UnauthorizedError', status: 401, ...json });
  it.each([
    ['another name', Object.assign(new Error(CANARY), { code: 'invalid_token', status: 401 })],
    ['JSON of an upstream', assigned({ code: 'credentials_required' })],
    [
      'JSON of an upstream, with a cause',
      assigned({ code: 'invalid_token', inner: { name: 'SyntaxError' } }),
    ],
    ['no error', { name: 'UnauthorizedError', code: 'credentials_required', message: CANARY }],
    ['a cause of another class', new UnauthorizedError('invalid_token', new TypeError('jwt malformed'))],
    [
      'a cause that is JSON',
      new UnauthorizedError('invalid_token', {
        name: 'TokenExpiredError',
        expiredAt: new Date(),
        message: CANARY,
      } as never),
    ],
    ['no key, told by no error', new UnauthorizedError('invalid_token', { message: NO_KEY })],
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
