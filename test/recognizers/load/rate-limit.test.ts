import type { AddressInfo } from 'node:net';
import rateLimitPlugin, { type RateLimitPluginOptions } from '@fastify/rate-limit';
import express5 from 'express';
import express4 from 'express4';
import { rateLimit } from 'express-rate-limit';
import fastify from 'fastify';
import { RateLimitException } from 'faultline';
import { faultline as onExpress } from 'faultline/express';
import { faultline as onFastify } from 'faultline/fastify';
import { describe, expect, it } from 'vitest';
import { fastifyRateLimit } from '../../../src/recognizers/load/fastify-rate-limit.ts';
import { ask, problemOf, serve, watched, type Got, type Watched } from '../serve.ts';
import { silently } from '../silent.ts';

const CANARY = 'canary-4711';
const LIMITED = {
  status: 429,
  code: 'RATE_LIMITED',
  detail: 'There were too many requests in a short time.',
  retryable: true,
};

/** The last answer to so many requests, of which one is allowed. */
async function limited(options: RateLimitPluginOptions, requests: number): Promise<Got & Watched> {
  const { fl, records } = watched();
  const app = fastify();
  await app.register(onFastify(fl));
  await app.register(rateLimitPlugin, { max: 1, timeWindow: 60_000, keyGenerator: () => CANARY, ...options });
  app.get('/', () => 'fine');
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  for (let sent = 1; sent < requests; sent++) await ask(port);
  const got = await ask(port);
  await app.close();
  return { ...got, fl, records };
}

describe('R16 R29 @fastify/rate-limit', () => {
  it.each([
    ['x-ratelimit-limit', 'x-ratelimit-reset', {}],
    ['ratelimit-limit', 'ratelimit-reset', { enableDraftSpec: true }],
  ])('keeps Retry-After and %s', async (limit, reset, options) => {
    const got = await limited(options, 2);
    expect(problemOf(got)).toMatchObject(LIMITED);
    expect(got).toMatchObject({ status: 429, headers: { 'retry-after': '60', [limit]: '1', [reset]: '60' } });
    expect(got.records).toMatchObject([{ level: 'info', family: 'fastify-rate-limit', status: 429 }]);
  });

  it('a ban is no limit: its status is the plugin’s', async () => {
    const got = await limited({ ban: 0 }, 2);
    expect(problemOf(got)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  it('an error that the application builds is the application’s', async () => {
    const build = (_request: unknown, { statusCode }: { statusCode: number }): Error =>
      Object.assign(new Error(CANARY), { statusCode });
    const got = await limited({ errorResponseBuilder: build }, 2);
    expect(problemOf(got)).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
    expect(got.headers['retry-after']).toBe('60');
    expect(got.wire).not.toContain('canary');
  });

  it('a request that is allowed', async () => {
    expect(await limited({}, 1)).toMatchObject({ status: 200, text: 'fine' });
  });

  const made = (more: object = {}, message = 'Rate limit exceeded, retry in 1 minute'): Error =>
    Object.assign(new Error(message), { statusCode: 429, ...more });

  it.each([
    ['as made', made()],
    ['frozen', Object.freeze(made())],
    ['a Proxy', new Proxy(made(), {})],
    ['in any time', made({}, `Rate limit exceeded, retry in ${CANARY}`)],
  ])('without a server: %s', (_, thrown) => {
    expect(silently(thrown)).toMatchObject({ body: LIMITED, family: 'fastify-rate-limit' });
  });

  it('that is all', () => {
    expect(Object.keys(fastifyRateLimit.answers)).toEqual(['Rate limit exceeded']);
  });

  it.each([
    ['another message', made({}, CANARY)],
    ['a code', made({ code: 'ECANARY' })],
    ['another class', made({ name: 'APIError' })],
    ['JSON of an upstream', made({ error: 'Too Many Requests' })],
    ['no error', { name: 'Error', statusCode: 429, message: 'Rate limit exceeded, retry in 1 minute' }],
    ['a copy without its status', structuredClone(made())],
  ])('not with %s', (_, thrown) => {
    expect(silently(thrown).family).toBe('unexpected');
  });

  it('can be switched off', () => {
    const answer = silently(made(), { families: { 'fastify-rate-limit': false } });
    expect(answer).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS', family: 'unexpected' });
  });
});

/** It answers by itself; `handler` hands over to the error middleware. */
describe.each([
  ['express 4', express4],
  ['express 5', express5],
])('express-rate-limit, %s', (_, create) => {
  it('keeps its headers when its handler throws a RateLimitException', async () => {
    const { fl } = watched();
    const app = create();
    const limiter = rateLimit({
      limit: 1,
      windowMs: 60_000,
      standardHeaders: 'draft-7',
      keyGenerator: () => CANARY,
      handler: (_req, _res, next) => next(new RateLimitException('Try again in a minute.')),
    });
    app.use(limiter as never);
    app.use((_req, res) => void res.send('fine'));
    app.use(onExpress(fl));
    const served = await serve(app as never);
    await ask(served.port);
    const got = await ask(served.port);
    await served.close();
    expect(problemOf(got)).toMatchObject({
      status: 429,
      code: 'RATE_LIMITED',
      detail: 'Try again in a minute.',
    });
    expect(got.headers).toMatchObject({ 'retry-after': '60', ratelimit: expect.stringContaining('limit=1') });
  });
});
