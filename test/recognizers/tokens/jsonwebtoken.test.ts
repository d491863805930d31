import { generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { jsonwebtoken } from '../../../src/recognizers/tokens/jsonwebtoken.ts';
import { silently } from '../silent.ts';
import {
  EXPIRED,
  INVALID,
  MISSING,
  NOT_ACTIVE,
  expectAnswer,
  expectUnexpected,
  type Expected,
} from './expected.ts';
import { CANARY, OTHER, SECRET, forge, now, thrownBy, unsigned } from './forge.ts';

const claims = { aud: CANARY, iss: CANARY, sub: CANARY, jti: CANARY, nonce: CANARY };
const good = jwt.sign(claims, SECRET, { expiresIn: 60, header: { alg: 'HS256', kid: CANARY } });
const verify =
  (token: unknown, options: jwt.VerifyOptions = {}, key: jwt.Secret = SECRET) =>
  () =>
    jwt.verify(token as string, key, options);
const withClaims = (more: object): string => forge({ ...claims, ...more });
const other = 'canary-4712';

/** Row of the table of answers -> what provokes it, and what is answered. */
const rows: readonly [key: string, run: () => unknown, expected: Expected][] = [
  ['TokenExpiredError', verify(withClaims({ exp: now() - 60 })), EXPIRED],
  ['TokenExpiredError', verify(withClaims({ iat: now() - 99 }), { maxAge: '5s' }), EXPIRED],
  ['NotBeforeError', verify(withClaims({ nbf: now() + 60 })), NOT_ACTIVE],
  ['JsonWebTokenError: jwt must be provided', verify(undefined), MISSING],
  ['JsonWebTokenError: jwt must be provided', verify(''), MISSING],
  ['JsonWebTokenError: jwt must be a string', verify({ token: CANARY }), INVALID],
  ['JsonWebTokenError: jwt malformed', verify(CANARY), INVALID],
  ['JsonWebTokenError: invalid token', verify(`${CANARY}.${CANARY}.${CANARY}`), INVALID],
  ['JsonWebTokenError: invalid algorithm', verify(good, { algorithms: ['HS512'] }), INVALID],
  ['JsonWebTokenError: invalid algorithm', verify(forge(claims, { alg: 'none', typ: 'JWT' })), INVALID],
  ['JsonWebTokenError: jwt signature is required', verify(unsigned(good)), INVALID],
  ['JsonWebTokenError: invalid signature', verify(good, {}, OTHER), INVALID],
  ['JsonWebTokenError: invalid nbf value', verify(withClaims({ nbf: CANARY })), INVALID],
  ['JsonWebTokenError: invalid exp value', verify(withClaims({ exp: CANARY })), INVALID],
  ['JsonWebTokenError: jwt audience invalid.', verify(good, { audience: other }), INVALID],
  ['JsonWebTokenError: jwt issuer invalid.', verify(good, { issuer: other }), INVALID],
  ['JsonWebTokenError: jwt subject invalid.', verify(good, { subject: other }), INVALID],
  ['JsonWebTokenError: jwt jwtid invalid.', verify(good, { jwtid: other }), INVALID],
  ['JsonWebTokenError: jwt nonce invalid.', verify(good, { nonce: other }), INVALID],
  ['JsonWebTokenError: iat required when maxAge is specified', verify(forge(claims), { maxAge: 5 }), INVALID],
  // Documented, but thrown by no version at hand.
  [
    'JsonWebTokenError: jwt id invalid.',
    () => {
      throw new jwt.JsonWebTokenError(`jwt id invalid. expected: ${CANARY}`);
    },
    INVALID,
  ],
];

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' });
const small = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });

/** What the application does wrong; some of it has the class of a token's fault. */
const mistakes: readonly [name: string, run: () => unknown][] = [
  ['no secret to verify with', verify(good, {}, null as never)],
  ['a secret that is no key', verify(good, {}, { canary: CANARY } as never)],
  ['an empty secret', verify(good, {}, '')],
  ['neither a signature nor a secret', () => jwt.verify(unsigned(good), undefined as never)],
  ['a public key, and HS256 allowed', verify(good, { algorithms: ['HS256'] }, publicKey)],
  ['a shared secret, and RS256 allowed', verify(forge(claims, { alg: 'RS256' }), { algorithms: ['RS256'] })],
  [
    'a key of the wrong curve',
    verify(
      forge(claims, { alg: 'ES256' }),
      { algorithms: ['ES256'] },
      small.publicKey.export({ type: 'spki', format: 'pem' }),
    ),
  ],
  ['clockTimestamp', verify(good, { clockTimestamp: CANARY as never })],
  ['nonce', verify(good, { nonce: ' ' })],
  ['maxAge', verify(withClaims({ iat: now() }), { maxAge: CANARY as never })],
  ['allowInvalidAsymmetricKeyTypes', verify(good, { allowInvalidAsymmetricKeyTypes: CANARY as never })],
  ['a function as secret, without a callback', verify(good, {}, ((): void => {}) as never)],
  [
    'a function as secret, which failed',
    () =>
      new Promise((done, failed) => {
        jwt.verify(
          good,
          (_header, callback) => callback(new Error(CANARY)),
          (error, token) => (error ? failed(error) : done(token)),
        );
      }),
  ],
  ['no secret to sign with', () => jwt.sign(claims, undefined as never)],
  ['an option of sign', () => jwt.sign(claims, SECRET, { expiresIn: CANARY as never })],
];

describe('R16 R29 jsonwebtoken', () => {
  it.each(rows)('%s', async (_key, run, expected) => {
    expectAnswer(silently(await thrownBy(run)), 'jsonwebtoken', expected);
  });

  it('every row of the table is provoked', () => {
    expect(new Set(rows.map(([key]) => key))).toEqual(new Set(Object.keys(jsonwebtoken.answers)));
  });

  it.each(mistakes)('is the server’s fault: %s', async (_name, run) => {
    expectUnexpected(silently(await thrownBy(run)));
  });

  it('can be switched off', async () => {
    const thrown = await thrownBy(verify(CANARY));
    expectUnexpected(silently(thrown, { families: { jsonwebtoken: false } }));
  });

  it('has statuses that can be chosen', async () => {
    const thrown = await thrownBy(verify(CANARY));
    expect(silently(thrown, { statuses: { TOKEN_INVALID: 403 } }).status).toBe(403);
  });
});

class UpstreamError extends Error {}

describe('R16 R29 what only looks like an error of jsonwebtoken', () => {
  const named = (name: string, message = CANARY, more: object = {}): Error =>
    Object.assign(new UpstreamError(message), { name, ...more });
  const expired = (): Error => new jwt.TokenExpiredError(CANARY, new Date());
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  it.each([
    ['an expired token of another service', named('TokenExpiredError')],
    ['an inactive one', named('NotBeforeError')],
    ['JSON of one', named('TokenExpiredError', CANARY, { expiredAt: '2024-01-01T00:00:00.000Z' })],
    ['JSON of an inactive one', named('NotBeforeError', CANARY, { date: '2024-01-01T00:00:00.000Z' })],
    ['a time that cannot be looked at', named('NotBeforeError', CANARY, { date: revoked.proxy })],
    [
      'a sentence that was assigned',
      Object.assign(new Error(CANARY), { name: 'JsonWebTokenError', message: 'jwt malformed' }),
    ],
    ['an unknown sentence', named('JsonWebTokenError')],
    ['a sentence with more behind it', named('JsonWebTokenError', `jwt malformed ${CANARY}`)],
    ['a copy without its name', structuredClone(new jwt.TokenExpiredError(CANARY, new Date()))],
    ['a member of Object.prototype', named('JsonWebTokenError', 'constructor')],
    ['no error', { name: 'TokenExpiredError', expiredAt: new Date(), message: CANARY }],
    ['a token of which only the sentence is known', new Error(`jwt audience invalid. expected: ${CANARY}`)],
    [
      'a getter that throws',
      Object.defineProperty(named('TokenExpiredError'), 'expiredAt', {
        get(): never {
          throw new Error(CANARY);
        },
      }),
    ],
  ])('%s', (_, thrown) => {
    expectUnexpected(silently(thrown));
  });

  it.each([
    ['frozen', Object.freeze(expired())],
    ['a Proxy', new Proxy(expired(), {})],
    ['cyclic', ((error) => Object.assign(error, { inner: error }))(expired())],
  ])('but a real one may be %s', (_, thrown) => {
    expectAnswer(silently(thrown), 'jsonwebtoken', EXPIRED);
  });
});
