/** Rows of the tables that no upstream on loopback can be brought to cause the usual way. */

import axios, { AxiosError } from 'axios';
import got from 'got';
import nodeFetch, { FetchError } from 'node-fetch';
import superagent from 'superagent';
import * as undici from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeFetch as nodeFetchFamily } from '../../../src/recognizers/upstreams/node-fetch.ts';
import { CONNECTION, UNDICI } from '../../../src/recognizers/upstreams/transport.ts';
import { silently } from '../silent.ts';
import { expectAnswer } from './outcomes.ts';
import { CANARY, rejection, startUpstreams, type Upstreams } from './servers.ts';

let upstreams: Upstreams;
beforeAll(async () => {
  upstreams = await startUpstreams();
});
afterAll(() => upstreams.close());

describe('R31 fetch', () => {
  const codes = Object.entries({ ...CONNECTION, ...UNDICI });
  it.each(codes)('%s as the cause', (code, said) => {
    const cause = Object.assign(new Error(CANARY), { code });
    const thrown = new TypeError('fetch failed', { cause });
    expect(silently(thrown)).toMatchObject({ family: 'fetch', status: said.status, code: said.code });
  });

  it.each(Object.entries(UNDICI))('%s by itself', (code, said) => {
    const thrown = Object.assign(new undici.errors.UndiciError(CANARY), { code });
    expect(silently(thrown)).toMatchObject({ family: 'fetch', status: said.status, code: said.code });
  });

  it('TLS spoken to a server that has none', async () => {
    const thrown = await rejection(fetch(upstreams.base.replace('http:', 'https:')));
    expectAnswer(thrown, 'failed', 'fetch');
  });

  it.each([
    ['fetch failed', 'failed'],
    ['terminated', 'unreachable'],
  ] as const)('%s, of a cause that is not known', (message, outcome) => {
    expectAnswer(new TypeError(message, { cause: new Error(CANARY) }), outcome, 'fetch');
  });

  it.each([
    ['transfer-encoding', 'POST', { 'transfer-encoding': 'chunked' }, ''],
    ['content-length', 'POST', { 'content-length': '4711' }, ''],
    ['expect', 'GET', { expect: CANARY }, ''],
    ['a scheme', 'GET', {}, `foo://${CANARY}`],
    ['about', 'GET', {}, `about:${CANARY}`],
    ['a file', 'GET', {}, `file:///${CANARY}`],
    ['data', 'GET', {}, `data:${CANARY}`],
    ['a port', 'GET', {}, `http://127.0.0.1:25/${CANARY}`],
  ])('a mistake of the application stays unexpected: %s', async (_, method, headers, url) => {
    for (const call of [fetch, undici.fetch]) {
      const body = method === 'POST' ? CANARY : null;
      const thrown = await rejection(call(url || upstreams.base, { method, headers, body }));
      expect(thrown).toBeInstanceOf(TypeError);
      expectAnswer(thrown, 'unexpected', 'unexpected');
    }
  });

  it('a body of the wrong kind stays unexpected', async () => {
    const body = (async function* () {
      yield 4711;
    })();
    const init = { method: 'POST', duplex: 'half', body } as unknown as RequestInit;
    expectAnswer(await rejection(fetch(upstreams.base, init)), 'unexpected', 'unexpected');
  });

  it.each([
    ['too large a header', { maxHeaderSize: 16 }, '404', 'failed'],
    ['too large a body', { maxResponseSize: 4 }, 'malformed', 'failed'],
    ['a body that stops', { bodyTimeout: 50 }, 'stalled', 'timeout'],
  ] as const)('undici: %s', async (_, options, path, outcome) => {
    const dispatcher = new undici.Agent(options);
    const url = `${upstreams.base}/${path}`;
    const thrown = await rejection(undici.request(url, { dispatcher }).then(({ body }) => body.text()));
    expectAnswer(thrown, outcome, 'fetch');
  });
});

describe('R31 axios', () => {
  const fail = (code: string | undefined, more: object = {}): unknown =>
    Object.assign(new AxiosError(CANARY, code, undefined, { path: CANARY }), more);
  it.each([
    ['a code of a connection', fail('CERT_HAS_EXPIRED'), 'failed'],
    ['a code that is not known', fail('ERR_CANARY'), 'failed'],
    ['no code', fail(undefined), 'failed'],
    ['a network error of no known cause', fail('ERR_NETWORK'), 'unreachable'],
    ['a time-out told from an abort', fail('ETIMEDOUT'), 'timeout'],
  ] as const)('%s', (_, thrown, outcome) => expectAnswer(thrown, outcome, 'axios'));

  it.each([
    ['what it was not given right', () => axios.get('ftp://127.0.0.1')],
    ['what it cannot do', () => axios.get(upstreams.base, { adapter: 'xhr' })],
    ['a wrong option', () => axios.get(upstreams.base, { socketPath: 5 as never })],
    [
      'too large a body to send',
      () => axios.post(upstreams.base, CANARY.repeat(9), { maxBodyLength: 8, maxRedirects: 0 }),
    ],
  ])('stays unexpected: %s', async (_, call) => {
    expectAnswer(await rejection(call()), 'unexpected', 'unexpected');
  });
});

describe('R31 got', () => {
  it('CancelError', async () => {
    const call = got(`${upstreams.base}/slow`);
    setTimeout(() => call.cancel(), 30);
    expectAnswer(await rejection(call), 'aborted', 'got');
  });

  it('a request error of no known code', async () => {
    const thrown = await rejection(got(upstreams.url('refused'), { retry: { limit: 0 } }));
    expectAnswer(Object.assign(thrown as object, { code: CANARY, cause: undefined }), 'failed', 'got');
  });

  it.each([
    ['a protocol', () => got('ftp://127.0.0.1/canary-4711')],
    [
      'a hook that fails',
      () =>
        got(upstreams.base, {
          hooks: {
            beforeRequest: [
              () => {
                throw new Error(CANARY);
              },
            ],
          },
        }),
    ],
  ])('stays unexpected: %s', async (_, call) => {
    expectAnswer(await rejection(call()), 'unexpected', 'unexpected');
  });
});

describe('R31 node-fetch', () => {
  it.each([
    ['no-redirect', 'redirect', { redirect: 'error' }],
    ['invalid-redirect', 'astray', {}],
    ['max-size', '404', { size: 4 }],
  ] as const)('%s', async (type, path, options) => {
    const thrown = await rejection(
      nodeFetch(`${upstreams.base}/${path}`, options).then((response) => response.text()),
    );
    expect(thrown).toMatchObject({ type });
    expectAnswer(thrown, 'failed', 'node-fetch');
  });

  it.each(Object.entries(nodeFetchFamily.answers).slice(0, -2))('%s, constructed', (type, said) => {
    expect(silently(new FetchError(CANARY, type))).toMatchObject({
      family: 'node-fetch',
      status: said.status,
      code: said.code,
    });
  });

  it('a response that ended too early has no type', () => {
    expectAnswer(new FetchError(CANARY, undefined as never), 'failed', 'node-fetch');
  });

  it('a redirect that the application made impossible stays unexpected', () => {
    expectAnswer(new FetchError(CANARY, 'unsupported-redirect'), 'unexpected', 'unexpected');
  });
});

describe('R31 superagent', () => {
  it.each([
    ['EINVALIDREDIRECT', 'astray'],
    ['ETOOLARGE', '404'],
  ])('%s', async (code, path) => {
    const thrown = await rejection(superagent.get(`${upstreams.base}/${path}`).maxResponseSize(8));
    expect(thrown).toMatchObject({ code });
    expectAnswer(thrown, 'failed', 'superagent');
  });

  it('EUNSUPPORTEDREDIRECT', async () => {
    const thrown = await rejection(superagent.get(`${upstreams.base}/elsewhere`));
    expect(thrown).toMatchObject({ code: 'EUNSUPPORTEDREDIRECT' });
    expectAnswer(thrown, 'failed', 'superagent');
  });
});
