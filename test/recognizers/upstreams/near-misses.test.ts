/** What only looks like a client's error stays unexpected, and what is hostile harms nobody. */
import axios from 'axios';
import got from 'got';
import ky from 'ky';
import superagent from 'superagent';
import { NotFoundException } from 'faultline';
import { upstream } from 'faultline/recognizers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { abort } from '../../../src/recognizers/upstreams/abort.ts';
import { clients } from '../../../src/recognizers/upstreams/clients.ts';
import { answerTo, facts } from '../answer.ts';
import { silently } from '../silent.ts';
import { abortSoon, CANARY, rejection, startUpstreams, type Upstreams } from './servers.ts';

const families = [...clients, abort];

let upstreams: Upstreams;
beforeAll(async () => {
  upstreams = await startUpstreams();
});
afterAll(() => upstreams.close());

class Classed extends Error {}
/** An error of a class: others are asked about by few families. */
const error = (members: object): Error => Object.assign(new Classed(CANARY), members);
const response = { status: 404, statusCode: 404, headers: { 'set-cookie': CANARY }, data: CANARY };

/** An application's own classes, named as those of the libraries. */
const named = (name: string, members: object = {}): Error => error({ name, response, ...members });

describe('R31 near misses', () => {
  it.each([
    ['a plain error with a response', error({ response })],
    ['a plain error with a response and a status', error({ response, status: 404 })],
    [
      'a plain error with a response that is not there, and a status',
      error({ response: undefined, status: 404 }),
    ],
    ['HTTPError', named('HTTPError')],
    ['HTTPError with options', named('HTTPError', { options: {} })],
    ['HTTPError with a request', named('HTTPError', { request: new Request('http://127.0.0.1') })],
    ['HttpError', named('HttpError', { status: 404 })],
    [
      'HttpError with a request of another kind',
      named('HttpError', { status: 404, request: { method: 'GET' } }),
    ],
    [
      'HttpError with half a request',
      named('HttpError', { status: 404, request: { method: 'GET', url: '/' } }),
    ],
    ['TimeoutError', named('TimeoutError')],
    ['RequestError', named('RequestError')],
    ['ResponseError', named('ResponseError', { meta: CANARY })],
    ['DeserializationError', named('DeserializationError', { data: CANARY })],
    ['FetchError', named('FetchError')],
    ['FetchError of an unknown type', named('FetchError', { type: CANARY })],
    ['RestError', named('RestError')],
    ['AxiosError', named('AxiosError', { code: 'ERR_BAD_REQUEST' })],
    ['a fault that is not AWS', error({ $fault: 'client' })],
    ['a type that is not Stripe', error({ type: 'StripeCardError', statusCode: 402 })],
    ['a number that is not gRPC', error({ code: 5, details: CANARY })],
    ['a message that is not OpenAI', new Error('Connection error.')],
    ['a message that is not gaxios', new Error('The operation was aborted.')],
    ['fetch failed, of another class', new Error('fetch failed', { cause: error({ code: 'ECONNRESET' }) })],
    ['fetch failed, without a cause', new TypeError('fetch failed')],
    ['a SyntaxError', new SyntaxError(CANARY)],
    ['an abort that is not superagent', error({ code: 'ABORTED' })],
    ['a time-out that is not superagent', error({ code: 'ECONNABORTED', response: undefined })],
    ['a broken connection of another client', error({ code: 'EPIPE', config: {}, response: undefined })],
    ['a response of another kind', error({ response: { statusType: 4, serverError: false }, status: 404 })],
    ['an object that is no error', { code: 'UND_ERR_SOCKET', name: 'HTTPParserError', message: CANARY }],
    ['an abort that is no error', { name: 'AbortError', message: CANARY }],
    ['AWS that is no error', { $fault: 'client', $metadata: {} }],
    ['null', null],
  ])('%s', (_, thrown) => {
    const answer = silently(thrown, { recognizers: [upstream()], trustStatus: 'never' });
    expect(answer).toMatchObject({ family: 'unexpected', status: 500, code: 'INTERNAL_ERROR' });
  });

  it('an error with status 404 only is the application’s own', () => {
    const thrown = Object.assign(new Error(CANARY), { status: 404 });
    expect(silently(thrown)).toMatchObject({ family: 'unexpected', status: 404 });
  });
});

const LIBRARIES = [
  ['axios', () => axios.get(upstreams.url('404'))],
  ['got', () => got(upstreams.url('404'), { retry: { limit: 0 } })],
  ['ky', () => ky(upstreams.url('404'), { retry: 0 })],
  ['superagent', () => superagent.get(upstreams.url('404'))],
  ['fetch', () => fetch(upstreams.url('refused'))],
] as const;

describe.each(LIBRARIES)('R31 %s', (family, call) => {
  it('a frozen error is recognised', async () => {
    expect(silently(Object.freeze(await rejection(call())))).toMatchObject({ family, status: 502 });
  });

  it('can be switched off', async () => {
    const off = Object.fromEntries(families.map(({ name }) => [name, false]));
    const answer = silently(await rejection(call()), { families: off });
    expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
  });
});

describe('R31 what a server sent, thrown or assigned to an error', () => {
  const answered = { status: 404, headers: { 'retry-after': '7' } };
  const PLAIN: ReadonlySet<string> = new Set(['aws-sdk', 'superagent']);
  const aws = { $fault: 'client', $metadata: { httpStatusCode: 404 } };
  const ofSuperagent = { ...answered, statusType: 4, serverError: false, header: {} };
  it.each([
    { isAxiosError: true, response: answered },
    { isAxiosError: true, code: 'ECONNREFUSED' },
    { type: 'StripeSignatureVerificationError', raw: {}, rawType: '', requestId: '' },
    { type: 'StripeCardError', raw: {}, rawType: '', requestId: '', statusCode: 404, headers: {} },
    { name: 'HTTPError', options: {}, timings: {}, response: answered },
    { name: 'HttpError', status: 404, request: { method: '', url: '', headers: {} }, response: answered },
    { name: 'RestError', request: {}, response: answered },
    { name: 'FetchError', request: '', response: answered, statusMessage: '' },
    { name: 'FetchError', type: 'system', code: 'ECONNREFUSED' },
    { name: 'ResponseError', meta: { meta: {}, statusCode: 404, headers: {} } },
    { headers: {}, requestID: '', error: {}, status: 404 },
    { status: 404, response: ofSuperagent },
    { code: 'UND_ERR_RESPONSE', statusCode: 404, headers: {} },
    { name: 'SyntaxError', rawResponse: '', response: undefined, statusCode: 404, headers: {} },
    { name: 'Error', response: undefined, code: 'ECONNREFUSED' },
    { code: 'ABORTED', method: '', url: '' },
    { code: 5, details: '', metadata: { getMap: {} } },
    aws,
  ])('%j', (body) => {
    const map = { 404: NotFoundException };
    for (const recognizers of [[], [upstream({ map, keep: ['retry-after'] })]]) {
      for (const thrown of [{ message: CANARY, ...body }, Object.assign(new Error(CANARY), body)]) {
        const answer = silently(thrown, { recognizers, trustStatus: 'never' });
        expect(answer.status).toBeGreaterThanOrEqual(500);
        expect(answer.headers).not.toHaveProperty('retry-after');
        // Plain errors are what these libraries throw, so that a failure is believed, but nothing about it.
        if (thrown instanceof Error && PLAIN.has(answer.family ?? '')) continue;
        expect(answer.family).toBe('unexpected');
      }
    }
  });
});

describe('R31 copies', () => {
  it('of what fetch rejects with keep its mark', async () => {
    const copy = structuredClone(await rejection(fetch(upstreams.url('refused'))));
    expect(silently(copy)).toMatchObject({ family: 'fetch', status: 502, code: 'UPSTREAM_FAILED' });
  });

  it('of other errors have lost it', async () => {
    const { message, stack } = (await rejection(got(upstreams.url('404'), { retry: { limit: 0 } }))) as Error;
    const copy = structuredClone(Object.assign(new Error(message), { stack }));
    expect(silently(copy)).toMatchObject({ family: 'unexpected', status: 500 });
  });
});

describe('R31 hostile errors', () => {
  const trap = (): never => {
    throw new Error(CANARY);
  };
  const getters = (name: string): Error =>
    Object.defineProperties(named(name), {
      request: { get: trap },
      response: { get: trap },
      options: { get: trap },
      meta: { get: trap },
    });
  const cyclic = (): Error => {
    const made: Error & { cause?: unknown; isAxiosError?: boolean } = new Error(CANARY);
    return Object.assign(made, { cause: made, isAxiosError: true, response: made });
  };
  const proxied = (name: string, handler: ProxyHandler<Error>): Error =>
    new Proxy(named(name, { isAxiosError: true }), handler);
  const nested = new Proxy({}, { get: trap, has: trap, getOwnPropertyDescriptor: trap });
  const names = [
    'AxiosError',
    'HTTPError',
    'TimeoutError',
    'FetchError',
    'RestError',
    'HttpError',
    'ResponseError',
  ];
  const cases: readonly (readonly [string, Error])[] = names.flatMap((name) => [
    [`${name} with getters that throw`, getters(name)],
    [`${name} with nested traps`, named(name, { request: nested, response: nested, meta: nested })],
    [`${name} behind a Proxy`, proxied(name, { getOwnPropertyDescriptor: trap, ownKeys: trap })],
  ]);

  it.each([...cases, ['cyclic', cyclic()] as const])('%s', (_, thrown) => {
    for (const recognizers of [[], [upstream({ keep: ['retry-after'] })]])
      expect(silently(thrown, { recognizers }).status).toBeGreaterThanOrEqual(500);
  });

  it('no mark is enough by itself, but for those that no other library has', () => {
    const marks = clients.flatMap(({ marks: known }) => Object.entries(known));
    const enough = new Set<unknown>();
    for (const [property, values] of marks) {
      for (const value of values) {
        const { family } = answerTo(error({ [property]: value }), { trustStatus: 'never' });
        if (families.some(({ name }) => name === family)) enough.add(value);
      }
    }
    expect([...enough].filter((value) => !String(value).startsWith('UND_ERR_'))).toEqual([
      'HTTPParserError',
      true,
      'AbortError',
    ]);
  });
});

describe('D11 R35 an abort', () => {
  it('of the application, with the client still there, is not logged as an error', async () => {
    const thrown = await aborted(upstreams.url('slow'));
    const { status, code, family, resolution } = silently(thrown);
    expect({ status, code, family }).toEqual({ status: 503, code: 'OPERATION_ABORTED', family: 'abort' });
    expect(resolution.decided?.level).toBe('warn');
  });

  it('with the client gone is the client’s', async () => {
    const thrown = await aborted(upstreams.url('slow'));
    expect(answerTo(thrown, {}, facts({ aborted: true }))).toMatchObject({
      family: 'client-abort',
      status: 499,
    });
  });
});

/** A connection that an earlier test has left may break first, where the machine is busy. */
async function aborted(url: string): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    const thrown = await rejection(fetch(url, { signal: abortSoon() }));
    if ((thrown as Error).name === 'AbortError' || tries === 5) return thrown;
  }
}
