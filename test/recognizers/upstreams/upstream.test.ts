/** R31 What applications make of an upstream's answer: `upstream({ keep, map })`. */

import axios from 'axios';
import {
  AuthenticationException,
  BusinessException,
  ConflictException,
  FaultlineError,
  NotFoundException,
  RateLimitException,
  type RequestFacts,
} from 'faultline';
import { upstream, type UpstreamFailure, type UpstreamOptions } from 'faultline/recognizers';
import nodeFetch from 'node-fetch';
import superagent from 'superagent';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerOf } from '../../../src/recognizers/upstreams/headers.ts';
import type { Answered } from '../answer.ts';
import { silently } from '../silent.ts';
import { httpClients } from './calls.ts';
import { sdks } from './sdk-calls.ts';
import { CANARY, rejection, startUpstreams, type Upstreams } from './servers.ts';

let upstreams: Upstreams;
beforeAll(async () => {
  upstreams = await startUpstreams();
});
afterAll(() => upstreams.close());

const MAP = { 404: NotFoundException, 429: RateLimitException };

function answered(thrown: unknown, options?: UpstreamOptions, request: Partial<RequestFacts> = {}): Answered {
  return silently(thrown, { recognizers: [upstream(options)] }, request);
}

const libraries = [...httpClients, ...sdks];

describe.each(libraries.filter(({ but }) => but?.[404] !== 'none'))('R31 $name', (library) => {
  it.each([
    ['404', { status: 404, code: 'NOT_FOUND' }],
    ['429', { status: 429, code: 'RATE_LIMITED' }],
    ['500', { status: 502, code: 'UPSTREAM_FAILED' }],
  ] as const)('%s', async (kind, expected) => {
    const thrown = await rejection(library.call(upstreams.url(kind), kind));
    const answer = answered(thrown, { keep: ['Retry-After'], map: MAP });
    expect(answer).toMatchObject({ family: 'upstream', ...expected });
    expect(answer.headers['retry-after']).toBe('7');
    expect(answer.headers).not.toHaveProperty('link');
    expect(answer.notes).toEqual([]);
  });
});

const failWith = (status: number): Promise<unknown> =>
  rejection(axios.get(`${upstreams.base}/${status}`, { headers: { authorization: CANARY } }));

describe('R31 what is mapped', () => {
  it('a class has its own text, and the message of the upstream is not it', async () => {
    class GoneException extends BusinessException {
      static override readonly status = 410;
      constructor() {
        super('The article was removed.');
      }
    }
    const answer = answered(await failWith(404), { map: { 404: GoneException } });
    expect(answer).toMatchObject({ status: 410, code: 'GONE', detail: 'The article was removed.' });
  });

  it('a function gets the status and the headers, and nothing else', async () => {
    let given: UpstreamFailure | undefined;
    const map = {
      409: (failure: UpstreamFailure) => {
        given = failure;
        return new ConflictException(`Try again in ${failure.header('Retry-After')} seconds.`);
      },
    };
    expect(answered(await failWith(409), { map })).toMatchObject({
      status: 409,
      code: 'CONFLICT',
      detail: 'Try again in 7 seconds.',
    });
    expect(given).toEqual({ status: 409, header: expect.any(Function) });
    expect(given!.header('x-none')).toBeUndefined();
    expect(Object.isFrozen(given)).toBe(true);
  });

  it('its own headers go before those that are kept', async () => {
    const options = { keep: ['retry-after', 'link', 'allow'], map: { 401: AuthenticationException } };
    const { headers } = answered(await failWith(401), options);
    expect(headers).toMatchObject({
      'retry-after': '7',
      link: '<https://example.org/next>; rel="next"',
      'www-authenticate': 'Bearer',
    });
    expect(headers).not.toHaveProperty('allow');
    const own = {
      401: () => new RateLimitException('Slow down.', { headers: { link: '</own>' }, retryAfter: 1 }),
    };
    expect(answered(await failWith(401), { ...options, map: own }).headers).toMatchObject({
      'retry-after': '1',
      link: '</own>',
    });
  });

  it('of a body that cannot be parsed, too', async () => {
    const thrown = await rejection(superagent.get(upstreams.url('malformed')));
    const answer = answered(thrown, { keep: ['retry-after'], map: { 200: ConflictException } });
    expect(answer).toMatchObject({ status: 409, headers: { 'retry-after': '7' } });
  });

  it('a header that would break the message is not passed on', async () => {
    const thrown = (await failWith(404)) as { response: { headers: unknown } };
    thrown.response.headers = { 'retry-after': `7\r\nset-cookie: ${CANARY}` };
    expect(answered(thrown, { keep: ['retry-after'] }).headers).not.toHaveProperty('retry-after');
  });

  const LONG = 'x'.repeat(257);
  it.each([
    ['retry-after', '7', '7'],
    ['retry-after', ' 7 ', '7'],
    ['retry-after', '1000000000', '1000000000'],
    ['retry-after', '1000000001', undefined],
    ['retry-after', '-7', undefined],
    ['retry-after', '7.5', undefined],
    ['retry-after', 'Sun, 06 Nov 1994 08:49:37 GMT', 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['retry-after', 'Sun, 06 Nov 1994 99:49:37 GMT', undefined],
    ['retry-after', 'Sun, 06 Nov 1994 08:49:37 canary', undefined],
    ['retry-after', `${CANARY} http://db.internal:5432/`, undefined],
    ['ratelimit-limit', '100', '100'],
    ['ratelimit-limit', '100, 100;w=60', '100, 100;w=60'],
    ['x-ratelimit-reset', '1700000000', '1700000000'],
    ['x-ratelimit-reset', CANARY, undefined],
    ['ratelimit', '"default";r=50;t=30', '"default";r=50;t=30'],
    [
      'ratelimit-policy',
      '"burst";q=100;w=60,"daily";q=1000;w=86400',
      '"burst";q=100;w=60,"daily";q=1000;w=86400',
    ],
    ['ratelimit-policy', `"a";q=1;pk=:${CANARY}:`, undefined],
    ['ratelimit-limit', '1,1,1,1,1', undefined],
    ['link', `<https://example.org/${LONG}>`, undefined],
    ['link', ['</one>', '</two>'], undefined],
    ['link', '', undefined],
    ['link', '</one>, </two>', '</one>, </two>'],
  ])('kept: %s: %s', async (name, given, sent) => {
    const thrown = (await failWith(404)) as { response: { headers: unknown } };
    thrown.response.headers = { [name]: given };
    expect(answered(thrown, { keep: [name] }).headers[name]).toBe(sent);
  });

  it('a status that was chosen is that of what is not mapped', async () => {
    const recognizers = [upstream({ keep: ['retry-after'], map: { 404: NotFoundException } })];
    const options = { recognizers, statuses: { UPSTREAM_FAILED: 503 } };
    expect(silently(await failWith(500), options)).toMatchObject({ status: 503, code: 'UPSTREAM_FAILED' });
    expect(silently(await failWith(404), options)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('a text that repeats the upstream is replaced', async () => {
    const thrown = (await failWith(404)) as Error;
    const map = { 404: () => new ConflictException(`It said: ${thrown.message}`) };
    const answer = answered(thrown, { map });
    expect(answer.status).toBe(409);
    expect(answer.text).not.toContain(thrown.message);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error(CANARY);
      },
    ],
    ['returns nothing', () => undefined],
    ['returns another error', () => new Error(CANARY)],
    ['returns a promise', async () => new NotFoundException()],
    ['returns a promise that is rejected', () => Promise.reject(new Error(CANARY))],
    [
      'is a class that cannot be constructed',
      class extends BusinessException {
        constructor() {
          super();
          throw new Error(CANARY);
        }
      },
    ],
  ])('what %s gives the plain 502, and a note', async (_, mapping) => {
    const answer = answered(await failWith(404), { keep: ['retry-after'], map: { 404: mapping as never } });
    expect(answer).toMatchObject({ status: 502, code: 'UPSTREAM_FAILED', family: 'upstream' });
    expect(answer.headers['retry-after']).toBe('7');
    expect(answer.notes).toEqual(['upstream: what "map" has for 404 threw, or gave no exception']);
  });

  it('without options it is the plain 502, and no header', async () => {
    const answer = answered(await failWith(404));
    expect(answer).toMatchObject({ status: 502, code: 'UPSTREAM_FAILED', family: 'upstream' });
    expect(answer.headers).not.toHaveProperty('retry-after');
  });
});

describe('R31 what it leaves to others', () => {
  it.each([
    ['an upstream that cannot be reached', () => axios.get(upstreams.url('refused')), 'axios'],
    ['fetch', () => fetch(upstreams.url('refused')), 'fetch'],
    ['node-fetch', () => nodeFetch(upstreams.url('refused')), 'node-fetch'],
    ['an error of the application', () => Promise.reject(new Error(CANARY)), 'unexpected'],
  ])('%s', async (_, call, family) => {
    expect(answered(await rejection(call()), { map: MAP })).toMatchObject({ family });
  });

  it('everything, once the client is gone', async () => {
    expect(answered(await failWith(404), { map: MAP }, { aborted: true })).toMatchObject({ family: 'axios' });
  });

  it('a status that is none', async () => {
    const thrown = (await failWith(404)) as { response: { status: unknown } };
    thrown.response.status = 4.5;
    expect(answered(thrown, { map: MAP })).toMatchObject({ family: 'axios', status: 502 });
  });
});

describe('options of upstream', () => {
  it.each([
    [null, 'The argument of upstream is null; give an object { keep, map }.'],
    [[], 'The argument of upstream is an array; give an object { keep, map }.'],
    [{ kept: [] }, 'upstream has no option "kept"; use one of keep, map.'],
    [{ keep: 'retry-after' }, 'Option "keep" of upstream is "retry-after"; give an array of header names.'],
    [
      { keep: ['Set-Cookie'] },
      'A header in option "keep" of upstream is "Set-Cookie"; give a name that an answer may pass on, such as "retry-after".',
    ],
    [
      { keep: [5] },
      'A header in option "keep" of upstream is 5; give a name that an answer may pass on, such as "retry-after".',
    ],
    [{ map: [] }, 'Option "map" of upstream is an array; give an object of exceptions by status.'],
    [
      { map: { 99: NotFoundException } },
      'A status in option "map" of upstream is "99"; give an integer from 100 to 599.',
    ],
    [
      { map: { '4xx': NotFoundException } },
      'A status in option "map" of upstream is "4xx"; give an integer from 100 to 599.',
    ],
    [
      { map: { 404: 'NOT_FOUND' } },
      'Option "map" of upstream for 404 is "NOT_FOUND"; give a subclass of BusinessException, or a function that returns an exception.',
    ],
    [
      { map: { 404: RangeError } },
      'Option "map" of upstream for 404 is a function; give a subclass of BusinessException, or a function that returns an exception.',
    ],
  ])('%j is refused', (options, message) => {
    expect(() => upstream(options as never)).toThrow(new FaultlineError('FLT_OPTION_INVALID', message));
  });

  it('what cannot be read is refused', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const message = 'The argument of upstream is a revoked Proxy; give an object that can be read.';
    expect(() => upstream(proxy)).toThrow(new FaultlineError('FLT_OPTION_INVALID', message));
  });

  it.each([
    [undefined],
    [{}],
    [{ keep: [], map: {} }],
    [{ map: { 100: BusinessException, 599: () => new NotFoundException() } }],
  ])('%j is fine', (options) => {
    expect(Object.isFrozen(upstream(options))).toBe(true);
  });
});

describe('headers of an upstream', () => {
  const hostile = {
    get() {
      throw new Error(CANARY);
    },
  };
  it.each([
    ['Headers', new Headers({ 'retry-after': '7' }), '7'],
    ['an object as Node makes it', { 'retry-after': '7' }, '7'],
    ['another case', { 'Retry-After': '7' }, '7'],
    ['a Map', new Map([['retry-after', '7']]), '7'],
    ['a number', { 'retry-after': 7 }, '7'],
    ['a list of one', { 'retry-after': ['7'] }, '7'],
    ['a list', { 'retry-after': ['7', '8'] }, undefined],
    ['a list of something else', { 'retry-after': [{}] }, undefined],
    ['an object', { 'retry-after': {} }, undefined],
    ['a promise', { get: () => Promise.reject(new Error(CANARY)) }, undefined],
    ['nothing', undefined, undefined],
    ['no such header', {}, undefined],
    ['what throws', hostile, undefined],
  ])('%s', (_, headers, value) => {
    expect(headerOf(headers, 'retry-after')).toBe(value);
  });
});
