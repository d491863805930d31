import type { AddressInfo } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import fastifyJwtPlugin from '@fastify/jwt';
import fastify from 'fastify';
import { faultline } from 'faultline/fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fastifyJwt } from '../../../src/recognizers/tokens/fastify-jwt.ts';
import { ask, problemOf, watched } from '../serve.ts';
import { silently } from '../silent.ts';
import {
  EXPIRED,
  INVALID,
  MALFORMED,
  MISSING,
  NOT_ACTIVE,
  expectAnswer,
  expectUnexpected,
  type Expected,
} from './expected.ts';
import { CANARY, OTHER, SECRET, forge, now, thrownBy, unsigned } from './forge.ts';

const claims = { sub: CANARY, aud: CANARY, trusted: true };
const good = forge(claims);
const bearer = (token: string): string => `Bearer ${token}`;
const HS256 = { alg: 'HS256', typ: 'JWT' };

/** Row of the table of answers -> the route, its header, and what is answered. */
type Row = readonly [key: string, path: string, authorization: string | undefined, expected: Expected];
const rows: readonly Row[] = [
  ['FST_JWT_NO_AUTHORIZATION_IN_HEADER', '/', undefined, MISSING],
  ['FST_JWT_NO_AUTHORIZATION_IN_HEADER', '/', `Basic ${CANARY}`, MISSING],
  ['FST_JWT_BAD_REQUEST', '/', `Bearer ${CANARY} ${CANARY}`, MALFORMED],
  ['FST_JWT_NO_AUTHORIZATION_IN_COOKIE', '/cookie', undefined, MISSING],
  ['FST_JWT_AUTHORIZATION_TOKEN_EXPIRED', '/', bearer(forge({ ...claims, exp: now() - 60 })), EXPIRED],
  ['FST_JWT_AUTHORIZATION_TOKEN_INVALID', '/', bearer(CANARY), INVALID],
  ['FST_JWT_AUTHORIZATION_TOKEN_INVALID', '/', bearer(forge(claims, HS256, OTHER)), INVALID],
  ['FST_JWT_AUTHORIZATION_TOKEN_INVALID', '/', bearer(forge({ ...claims, aud: 'canary-4712' })), INVALID],
  ['FST_JWT_AUTHORIZATION_TOKEN_INVALID', '/', bearer(forge({ ...claims, sub: undefined })), INVALID],
  ['FST_JWT_AUTHORIZATION_TOKEN_UNTRUSTED', '/', bearer(forge({ ...claims, trusted: false })), INVALID],
  ['FAST_JWT_MISSING_SIGNATURE', '/', bearer(unsigned(good)), INVALID],
  ['FAST_JWT_INACTIVE', '/', bearer(forge({ ...claims, nbf: now() + 60 })), NOT_ACTIVE],
  ['FAST_JWT_INVALID_ALGORITHM', '/', bearer(forge(claims, { alg: 'HS384' })), INVALID],
  ['FAST_JWT_INVALID_CLAIM_TYPE', '/', bearer(forge({ ...claims, exp: CANARY })), INVALID],
  ['FAST_JWT_INVALID_CRIT_HEADER', '/', bearer(forge(claims, { ...HS256, crit: [CANARY] })), INVALID],
  ['FAST_JWT_INVALID_TYPE', '/typ', bearer(forge(claims, { ...HS256, typ: CANARY })), INVALID],
  ['FAST_JWT_INVALID_PAYLOAD', '/', bearer(forge(`"${CANARY}"`)), INVALID],
];

/** fast-jwt's own errors, which `app.jwt.verify` passes on as they are. */
const raw: readonly [key: string, token: string, expected: Expected][] = [
  ['FAST_JWT_EXPIRED', forge({ ...claims, exp: now() - 60 }), EXPIRED],
  ['FAST_JWT_MALFORMED', CANARY, INVALID],
  ['FAST_JWT_INVALID_SIGNATURE', forge(claims, HS256, OTHER), INVALID],
  ['FAST_JWT_INVALID_CLAIM_VALUE', forge({ ...claims, aud: 'canary-4712' }), INVALID],
  ['FAST_JWT_MISSING_REQUIRED_CLAIM', forge({ ...claims, sub: undefined }), INVALID],
  ['FAST_JWT_INVALID_TYPE', 4711 as never, INVALID],
];

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: { export(options: object): unknown }, type: string): unknown =>
  key.export({ type, format: 'pem' });

/** What the application does wrong with keys and options, at the time of a request. */
const mistakes: readonly [name: string, options: object][] = [
  ['a public key that is none', { key: `-----BEGIN ${CANARY}`, algorithms: ['RS256'] }],
  ['a public key for other algorithms', { key: pem(rsa.publicKey, 'spki'), algorithms: ['ES256'] }],
  ['a private key', { key: pem(rsa.privateKey, 'pkcs8'), algorithms: ['RS256'] }],
  ['a key set', { key: '{"kty": "RSA", "n": "canary"}', algorithms: ['RS256'] }],
  ['an empty key', { key: Buffer.alloc(0), algorithms: ['HS256'] }],
  ['no key', { key: '' }],
  ['an option that is wrong', { maxAge: CANARY }],
];

describe('R16 R29 @fastify/jwt', () => {
  const { fl, records } = watched();
  const app = fastify();
  let port = 0;
  const provoked: unknown[] = [];
  beforeAll(async () => {
    await app.register(faultline(fl));
    const verify = {
      allowedAud: CANARY,
      requiredClaims: ['sub'],
      algorithms: ['HS256' as const],
      cache: false,
    };
    const trusted = (_request: unknown, decoded: unknown): boolean =>
      (decoded as { trusted?: boolean }).trusted === true;
    await app.register(fastifyJwtPlugin, { secret: SECRET, verify, trusted });
    await app.register(fastifyJwtPlugin, {
      secret: SECRET,
      namespace: 'cookie',
      cookie: { cookieName: CANARY, signed: false },
      verify: { onlyCookie: true },
    });
    app.addHook('onError', async (_request, _reply, error) => void provoked.push(error));
    const jwtVerify = async (request: unknown, options?: object): Promise<string> => {
      await (request as { jwtVerify(options?: object): Promise<unknown> }).jwtVerify(options);
      return 'fine';
    };
    app.get('/', (request) => jwtVerify(request));
    app.get('/typ', (request) => jwtVerify(request, { checkTyp: 'at+jwt', key: SECRET }));
    app.get<{ Params: { at: number } }>('/mistake/:at', (request) =>
      jwtVerify(request, mistakes[request.params.at]?.[1]),
    );
    app.get<{ Querystring: { cookies?: string } }>('/cookie', (request) => {
      // What @fastify/cookie leaves there.
      if (request.query.cookies !== 'none') Object.assign(request, { cookies: {} });
      return (request as unknown as { cookieJwtVerify(): Promise<unknown> }).cookieJwtVerify();
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    port = (app.server.address() as AddressInfo).port;
  });
  afterAll(() => app.close());

  it.each(rows)('%s: %s', async (key, path, authorization, { status, code, detail, challenge }) => {
    const got = await ask(port, { path, headers: authorization === undefined ? {} : { authorization } });
    expect(provoked.pop()).toMatchObject({ code: key });
    expect(problemOf(got)).toMatchObject({ status, code, detail });
    expect(got.headers['www-authenticate']).toBe(challenge);
    expect(got.wire).not.toMatch(/canary/i);
    expect(records.at(-1)).toMatchObject({ level: 'info', family: 'fastify-jwt', status });
  });

  it.each(raw)('%s', async (key, token, expected) => {
    const thrown = await thrownBy(() => app.jwt.verify(token));
    expect(thrown).toMatchObject({ code: key });
    expectAnswer(silently(thrown), 'fastify-jwt', expected);
  });

  it('every row of the table is provoked', () => {
    const keys = [...rows, ...raw].map(([key]) => key);
    expect(new Set(keys)).toEqual(new Set(Object.keys(fastifyJwt.answers)));
  });

  it.each(
    mistakes
      .map(([name], at) => [name, `/mistake/${at}`])
      .concat([['no cookie plugin', '/cookie?cookies=none']]),
  )('is the server’s fault: %s', async (_name, path) => {
    const got = await ask(port, { path, headers: { authorization: bearer(good) } });
    expect(problemOf(got)).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' });
    expect(got.wire).not.toMatch(/canary/i);
    expect(records.at(-1)).toMatchObject({ level: 'error', family: 'unexpected' });
  });

  it.each([
    ['a payload that is none', () => app.jwt.sign(CANARY as never)],
    ['exp', () => app.jwt.sign({ exp: -1 })],
    ['nbf', () => app.jwt.sign({ nbf: -1 })],
  ])('is the server’s fault: signing, %s', async (_name, run) => {
    const thrown = await thrownBy(run);
    expect(thrown).toHaveProperty('code');
    expectUnexpected(silently(thrown));
  });

  it('a good token passes', async () => {
    expect(await ask(port, { headers: { authorization: bearer(good) } })).toMatchObject({ status: 200 });
  });

  it('can be switched off', async () => {
    const thrown = await thrownBy(() => app.jwt.verify(CANARY));
    expectUnexpected(silently(thrown, { families: { 'fastify-jwt': false } }));
  });
});

class UpstreamError extends Error {}
const assigned = (json: object): Error => Object.assign(new UpstreamError(CANARY), json);

describe('R16 R29 what only looks like an error of @fastify/jwt', () => {
  it.each([
    ['no error', { code: 'FAST_JWT_EXPIRED', message: CANARY }],
    ['JSON of an upstream', Object.assign(new Error(CANARY), { code: 'FAST_JWT_EXPIRED' })],
    ['JSON of a Fastify', assigned({ code: 'FST_JWT_NO_AUTHORIZATION_IN_HEADER', statusCode: 401 })],
    ['JSON with a class', assigned({ code: 'FAST_JWT_EXPIRED', constructor: { codes: {} } })],
    ['an unknown code', Object.assign(new Error(CANARY), { code: 'FAST_JWT_CANARY' })],
    [
      'a key that could not be fetched',
      Object.assign(new Error(CANARY), { code: 'FAST_JWT_KEY_FETCHING_ERROR' }),
    ],
  ])('%s', (_, thrown) => {
    expectUnexpected(silently(thrown));
  });
});
