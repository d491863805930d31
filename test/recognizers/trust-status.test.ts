import { createServer } from 'node:http';
import axios, { AxiosError } from 'axios';
import { defineRecognizer, type FaultlineOptions } from 'faultline';
import createError from 'http-errors';
import { request, errors as undiciErrors, interceptors, Agent } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo } from './answer.ts';
import { serve, type Served } from './serve.ts';

const LEAK = 'canary: relation "users" does not exist';
const trap = (): never => {
  throw new Error(LEAK);
};
const withStatus = (status: unknown, more: object = {}): Error =>
  Object.assign(new Error(LEAK), { status }, more);
class ClientError extends Error {
  readonly status: number;
  constructor(status: number) {
    super(LEAK);
    this.status = status;
  }
}

type Trust = NonNullable<FaultlineOptions['trustStatus']>;
type Statuses = Readonly<Record<Trust, number>>;
const used = (status: number): Statuses => ({ application: status, always: status, never: 500 });
const foreign = (status: number): Statuses => ({ application: 500, always: status, never: 500 });
const ignored: Statuses = { application: 500, always: 500, never: 500 };

const rows: readonly [string, unknown, Statuses][] = [
  ['a plain Error with status', withStatus(404), used(404)],
  ['a plain Error with statusCode', Object.assign(new Error(LEAK), { statusCode: 404 }), used(404)],
  ['a plain Error with code and cause', withStatus(409, { code: 'X', cause: new Error(LEAK) }), used(409)],
  ['a plain Error with a server status', withStatus(503), used(503)],
  ['status goes before statusCode', withStatus(404, { statusCode: 409 }), used(404)],
  ['a decorated foreign error', createError(404, new ClientError(502)), used(502)],
  ['a decorated foreign error without a status', createError(404, new TypeError(LEAK)), used(404)],
  ['a plain Error with an upstream response', withStatus(404, { response: {} }), foreign(404)],
  ['a class of a client library', new ClientError(404), foreign(404)],
  ['a TypeError', Object.assign(new TypeError(LEAK), { status: 404 }), foreign(404)],
  ['a renamed Error', withStatus(404, { name: 'UpstreamError' }), foreign(404)],
  [
    'half decorated: expose without the same statusCode',
    withStatus(404, { expose: true, statusCode: 409 }),
    foreign(404),
  ],
  ['status "404"', withStatus('404'), ignored],
  ['status 200', withStatus(200), ignored],
  ['status 302', withStatus(302), ignored],
  ['status 999', withStatus(999), ignored],
  ['status 404.5', withStatus(404.5), ignored],
  ['status NaN', withStatus(NaN), ignored],
  ['status -404', withStatus(-404), ignored],
  ['status 404n', withStatus(404n), ignored],
  ['status an object', withStatus({ valueOf: () => 404 }), ignored],
  ['a getter that throws', Object.defineProperty(new Error(LEAK), 'status', { get: trap }), ignored],
  ['a plain object', { status: 404, message: LEAK }, ignored],
  ['a Proxy whose prototype changes', new Proxy(withStatus(404), { getPrototypeOf: trap }), ignored],
  ['an Error whose keys cannot be listed', new Proxy(withStatus(404), { ownKeys: trap }), foreign(404)],
  ['an Error without a prototype', Object.setPrototypeOf(withStatus(404), null), foreign(404)],
];

describe.each(['application', 'always', 'never'] as const)('R16 trustStatus: %s', (trustStatus) => {
  it.each(rows)('%s', (_, thrown, statuses) => {
    const answer = answerTo(thrown, { trustStatus });
    expect(answer.status).toBe(statuses[trustStatus]);
    expect(answer.text).not.toContain('canary');
  });
});

it('a getter is read once: it cannot give one status to look at and another to use', () => {
  let reads = 0;
  const thrown = Object.defineProperty(new Error(LEAK), 'status', {
    enumerable: true,
    get: () => 404 + reads++,
  });
  expect(answerTo(thrown).status).toBe(404);
  expect(reads).toBe(1);
});

describe('an upstream’s 404 is no 404 of ours', () => {
  let upstream: Served;
  beforeAll(async () => {
    upstream = await serve(
      createServer((_req, res) => {
        res
          .writeHead(404, { 'x-secret': 'canary', 'content-type': 'application/json' })
          .end('{"secret":"canary"}');
      }),
    );
  });
  afterAll(() => upstream.close());

  const url = (): string => `http://127.0.0.1:${upstream.port}/canary`;
  it.each([
    ['axios', AxiosError, () => axios.get(url())],
    [
      'undici',
      undiciErrors.ResponseError,
      () => request(url(), { dispatcher: new Agent().compose(interceptors.responseError()) }),
    ],
  ])('%s', async (_, type, call) => {
    const thrown: unknown = await (call() as Promise<unknown>).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(type);
    const answer = answerTo(thrown);
    expect(answer).toMatchObject({ status: 502, code: 'UPSTREAM_FAILED' });
    expect(answer.text).not.toContain('canary');
    expect(answerTo(thrown, { trustStatus: 'always' }).status).toBe(502);
    const families = { [answer.family!]: false };
    expect(answerTo(thrown, { families }).status).toBe(500);
    expect(answerTo(thrown, { families, trustStatus: 'always' }).status).toBe(404);
  });
});

it('a recognizer of the application goes before the status', () => {
  const recognizer = defineRecognizer({
    name: 'client',
    marks: { status: [404] },
    recognize: () => ({ status: 502, code: 'UPSTREAM' }),
  });
  expect(answerTo(new ClientError(404), { recognizers: [recognizer] })).toMatchObject({
    status: 502,
    code: 'UPSTREAM',
  });
});
