import { createServer } from 'node:http';
import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jose as family } from '../../../src/recognizers/tokens/jose.ts';
import { serve, type Served } from '../serve.ts';
import { silently } from '../silent.ts';
import { EXPIRED, INVALID, NOT_ACTIVE, expectAnswer, expectUnexpected, type Expected } from './expected.ts';
import { CANARY, OTHER, SECRET, forge, now, thrownBy } from './forge.ts';

const key = new TextEncoder().encode(SECRET);
const wrong = new TextEncoder().encode(OTHER);
const aes = key.slice(0, 32);
const claims = { sub: CANARY, iss: CANARY };
const good = forge(claims);
const rs256 = { alg: 'RS256', kid: CANARY };
const noKid = { alg: 'RS256' };
const verify =
  (token: string, options: jose.JWTVerifyOptions = {}) =>
  () =>
    jose.jwtVerify(token, key, options);
const encrypted = (): Promise<string> =>
  new jose.EncryptJWT(claims).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(aes);

/** A server of key sets: `/slow` never answers, `/missing` has none, `/text` is no JSON, `/wrong` no key set. */
let served: Served;
beforeAll(async () => {
  served = await serve(
    createServer(({ url = '' }, response) => {
      if (url.startsWith('/slow')) return;
      response.statusCode = url.startsWith('/missing') ? 404 : 200;
      response.end(url.startsWith('/wrong') ? `{"keys": "${CANARY}"}` : CANARY);
    }),
  );
});
afterAll(() => served.close());

const remote = (path: string, options?: jose.RemoteJWKSetOptions) => (): Promise<unknown> => {
  const url = new URL(`http://127.0.0.1:${served.port}${path}?canary=${CANARY}`);
  return jose.jwtVerify(forge(claims, rs256), jose.createRemoteJWKSet(url, options));
};

async function keySet(count: number): Promise<ReturnType<typeof jose.createLocalJWKSet>> {
  const pairs = await Promise.all(Array.from({ length: count }, () => jose.generateKeyPair('RS256')));
  const keys = await Promise.all(pairs.map(({ publicKey }) => jose.exportJWK(publicKey)));
  return jose.createLocalJWKSet({ keys: keys.map((jwk, at) => ({ ...jwk, kid: `canary-${at}` })) });
}

const UNAVAILABLE: Expected = { status: 503, code: 'KEY_SET_UNAVAILABLE', retryable: true };
const TIMEOUT: Expected = { status: 504, code: 'TIMEOUT', retryable: true };

const rows: readonly [key: string, run: () => unknown, expected: Expected][] = [
  ['ERR_JWT_EXPIRED', verify(forge({ ...claims, exp: now() - 60 })), EXPIRED],
  ['ERR_JWT_EXPIRED', verify(forge({ ...claims, iat: now() - 99 }), { maxTokenAge: 5 }), EXPIRED],
  ['ERR_JWT_CLAIM_VALIDATION_FAILED: nbf', verify(forge({ ...claims, nbf: now() + 60 })), NOT_ACTIVE],
  ['ERR_JWT_CLAIM_VALIDATION_FAILED', verify(good, { issuer: 'canary-4712' }), INVALID],
  ['ERR_JWT_CLAIM_VALIDATION_FAILED', verify(forge({ ...claims, nbf: CANARY })), INVALID],
  ['ERR_JWT_CLAIM_VALIDATION_FAILED', verify(good, { requiredClaims: ['canary'] }), INVALID],
  ['ERR_JWT_INVALID', verify(forge(CANARY)), INVALID],
  ['ERR_JWT_INVALID', () => jose.decodeJwt(CANARY), INVALID],
  ['ERR_JWS_INVALID', verify(CANARY), INVALID],
  ['ERR_JWS_INVALID', verify(forge(claims, CANARY)), INVALID],
  ['ERR_JWS_SIGNATURE_VERIFICATION_FAILED', () => jose.jwtVerify(good, wrong), INVALID],
  ['ERR_JOSE_ALG_NOT_ALLOWED', verify(good, { algorithms: ['HS512'] }), INVALID],
  ['ERR_JOSE_NOT_SUPPORTED', verify(forge(claims, { alg: 'none' })), INVALID],
  ['ERR_JOSE_NOT_SUPPORTED', verify(forge(claims, { alg: CANARY })), INVALID],
  ['ERR_JOSE_NOT_SUPPORTED', verify(forge(claims, { alg: 'HS256', crit: [CANARY], [CANARY]: 1 })), INVALID],
  ['ERR_JOSE_NOT_SUPPORTED', async () => jose.jwtVerify(good, await keySet(1)), INVALID],
  [
    'ERR_JOSE_NOT_SUPPORTED',
    async () => {
      const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: CANARY })).toString('base64url');
      return jose.jwtDecrypt((await encrypted()).replace(/^[^.]*/, header), aes);
    },
    INVALID,
  ],
  ['ERR_JWE_INVALID', () => jose.jwtDecrypt(CANARY, aes), INVALID],
  ['ERR_JWE_DECRYPTION_FAILED', async () => jose.jwtDecrypt(await encrypted(), wrong.slice(0, 32)), INVALID],
  ['ERR_JWKS_NO_MATCHING_KEY', async () => jose.jwtVerify(forge(claims, rs256), await keySet(1)), INVALID],
  [
    'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
    async () => jose.jwtVerify(forge(claims, noKid), await keySet(2)),
    INVALID,
  ],
  ['ERR_JWKS_TIMEOUT', remote('/slow', { timeoutDuration: 20 }), TIMEOUT],
  ['ERR_JOSE_GENERIC', remote('/missing'), UNAVAILABLE],
  ['ERR_JOSE_GENERIC', remote('/text'), UNAVAILABLE],
];

const mistakes: readonly [name: string, run: () => unknown][] = [
  ['a remote key set that is none', remote('/wrong')],
  ['a local key set that is none', () => jose.createLocalJWKSet({ keys: CANARY } as never)],
  ['a key of an unknown kind', () => jose.importJWK({ kty: CANARY, alg: 'RS256' } as never)],
  ['a thumbprint of half a key', () => jose.calculateJwkThumbprint({ kty: 'oct' })],
  ['a key that is too small', () => jose.generateKeyPair('RS256', { modulusLength: 1024 })],
  ['a key of the wrong kind', () => jose.jwtVerify(forge(claims, rs256), key)],
  ['an option that is wrong', verify(good, { algorithms: CANARY as never })],
  ['signing without a header', () => new jose.CompactSign(key).sign(key)],
  ['signing by nobody', () => new jose.GeneralSign(key).sign()],
  ['encrypting without a header', () => new jose.CompactEncrypt(key).encrypt(key)],
  ['encrypting for nobody', () => new jose.GeneralEncrypt(key).encrypt()],
];

describe('R16 R29 jose', () => {
  it.each(rows)('%s', async (_key, run, expected) => {
    expectAnswer(silently(await thrownBy(run)), 'jose', expected);
  });

  it('every row of the table is provoked', () => {
    expect(new Set(rows.map(([row]) => row))).toEqual(new Set(Object.keys(family.answers)));
  });

  it.each(mistakes)('is the server’s fault: %s', async (_name, run) => {
    expectUnexpected(silently(await thrownBy(run)));
  });

  it('every error class of jose has its code in the table, or is the server’s fault', () => {
    const codes = Object.values(jose.errors).map(({ code }) => code);
    const ours = new Set(Object.keys(family.answers));
    expect(codes.filter((code) => !ours.has(code))).toEqual(['ERR_JWK_INVALID', 'ERR_JWKS_INVALID']);
  });

  it('can be switched off', async () => {
    expectUnexpected(silently(await thrownBy(verify(CANARY)), { families: { jose: false } }));
  });
});

describe('R16 R29 what only looks like an error of jose', () => {
  const coded = (code: string, more: object = {}): Error =>
    Object.assign(new Error(CANARY), { code, ...more });
  it.each([
    ['no error', { code: 'ERR_JWT_EXPIRED', message: CANARY }],
    ['an unknown code', coded('ERR_JWT_CANARY')],
    ['JSON of an upstream', coded('ERR_JWT_EXPIRED')],
    ['JSON with a class', coded('ERR_JWT_EXPIRED', { constructor: { code: 'ERR_JWT_EXPIRED' } })],
    [
      'the code of another class',
      Object.assign(new jose.errors.JWEInvalid(CANARY), { code: 'ERR_JWT_EXPIRED' }),
    ],
    ['a member of Object.prototype', coded('constructor')],
    ['a copy without its code', structuredClone(new jose.errors.JWTExpired(CANARY, {}))],
    ['a name without its code', Object.assign(new Error(CANARY), { name: 'JWTExpired' })],
  ])('%s', (_, thrown) => {
    expectUnexpected(silently(thrown));
  });

  const hostile = Object.defineProperty(new jose.errors.JWTClaimValidationFailed(CANARY, {}), 'claim', {
    get(): never {
      throw new Error(CANARY);
    },
  });
  it.each([
    ['a getter that throws', hostile, INVALID],
    ['frozen', Object.freeze(new jose.errors.JWTExpired(CANARY, {})), EXPIRED],
    ['a Proxy', new Proxy(new jose.errors.JWTExpired(CANARY, {}), {}), EXPIRED],
    ['a missing nbf', new jose.errors.JWTClaimValidationFailed(CANARY, {}, 'nbf', 'missing'), INVALID],
  ])('but a real one may have %s', (_, thrown, expected) => {
    expectAnswer(silently(thrown), 'jose', expected);
  });
});
