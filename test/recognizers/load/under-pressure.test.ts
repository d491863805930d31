import type { AddressInfo } from 'node:net';
import underPressurePlugin from '@fastify/under-pressure';
import fastify from 'fastify';
import { faultline } from 'faultline/fastify';
import { describe, expect, it } from 'vitest';
import { underPressure } from '../../../src/recognizers/load/under-pressure.ts';
import { ask, problemOf, watched } from '../serve.ts';
import { fastifyError } from '../fastify-errors.ts';
import { silently } from '../silent.ts';

const CANARY = 'canary-4711';
const OVERLOADED = { status: 503, code: 'OVERLOADED', retryable: true };

const made = (): Error => fastifyError('FST_UNDER_PRESSURE', 503);

describe('R16 R29 @fastify/under-pressure', () => {
  // Answers go another way where there are hooks to see them.
  it.each([
    ['with onSend hooks', true],
    ['without', false],
  ])('FST_UNDER_PRESSURE keeps the Retry-After of the plugin, %s', async (_, hooks) => {
    const { fl, records } = watched();
    const app = fastify();
    await app.register(faultline(fl));
    await app.register(underPressurePlugin, {
      healthCheck: () => Promise.resolve(false),
      healthCheckInterval: 5000,
      retryAfter: 47,
      message: CANARY,
    });
    if (hooks) app.addHook('onSend', async (_request, _reply, payload) => payload);
    app.get('/', () => 'fine');
    await app.listen({ port: 0, host: '127.0.0.1' });
    const got = await ask((app.server.address() as AddressInfo).port);
    await app.close();
    const problem = problemOf(got);
    expect(problem).toMatchObject(OVERLOADED);
    expect(problem.detail).toContain(problem.correlationId);
    expect(got).toMatchObject({ status: 503, headers: { 'retry-after': '47' } });
    expect(got.wire).not.toContain('canary');
    expect(records).toMatchObject([{ level: 'error', family: 'under-pressure', status: 503 }]);
  });

  it('that is all', () => {
    expect(Object.keys(underPressure.answers)).toEqual(['FST_UNDER_PRESSURE']);
  });

  it.each([
    ['as made', made()],
    ['frozen', Object.freeze(made())],
    ['a Proxy', new Proxy(made(), {})],
  ])('without a server: %s', (_, thrown) => {
    expect(silently(thrown)).toMatchObject({ body: OVERLOADED, family: 'under-pressure' });
  });

  it.each([
    ['another code', Object.assign(made(), { code: 'FST_CANARY' })],
    ['JSON of an upstream', Object.assign(new TypeError(CANARY), { code: 'FST_UNDER_PRESSURE' })],
    ['no error', { code: 'FST_UNDER_PRESSURE', message: CANARY }],
    ['a copy without its code', structuredClone(made())],
  ])('not %s', (_, thrown) => {
    expect(silently(thrown).family).toBe('unexpected');
  });

  it('can be switched off', () => {
    expect(silently(made(), { families: { 'under-pressure': false } }).family).toBe('unexpected');
  });
});
