/** One call of every HTTP client, as an application would write it, with retries off; and what comes of each failure. */

import axios from 'axios';
import got from 'got';
import ky from 'ky';
import nodeFetch from 'node-fetch';
import { ofetch } from 'ofetch';
import superagent from 'superagent';
import * as undici from 'undici';
import { headers, OF_FETCH, signal, soon, STATUS_IS_FINE, SYNTAX } from './call-options.ts';
import type { Library } from './outcomes.ts';

const impatient = new undici.Agent({ headersTimeout: 100 });
const strict = new undici.Agent().compose(undici.interceptors.responseError());
const retrying = new undici.RetryAgent(new undici.Agent(), {
  maxRetries: 1,
  minTimeout: 1,
  maxTimeout: 5,
  retryAfter: false,
  statusCodes: [404, 429, 500],
});
const AXIOS = { headers, responseType: 'json', transitional: { silentJSONParsing: false } } as const;
const json = (response: { json(): Promise<unknown> }): Promise<unknown> => response.json();

export const httpClients: readonly Library[] = [
  {
    name: 'fetch of Node',
    family: 'fetch',
    call: (url, kind) => fetch(url, { headers, ...signal(kind) }).then(json),
    but: { ...STATUS_IS_FINE, ...OF_FETCH, malformed: SYNTAX, slow: 'none' },
  },
  {
    name: 'fetch of undici',
    family: 'fetch',
    call: (url, kind) =>
      undici
        .fetch(url, { headers, ...signal(kind), ...(kind === 'slow' && { dispatcher: impatient }) })
        .then(json),
    but: { ...STATUS_IS_FINE, ...OF_FETCH, malformed: SYNTAX },
  },
  {
    name: 'undici.request',
    family: 'fetch',
    call: (url, kind) =>
      undici
        .request(url, { headers, ...signal(kind), dispatcher: kind === 'slow' ? impatient : strict })
        .then(({ body }) => body.json()),
    // A bare error of Node's belongs to no library.
    but: {
      redirect: SYNTAX,
      malformed: SYNTAX,
      reset: 'none',
      refused: 'none',
      'unknown-host': 'none',
      abort: ['aborted', 'abort'],
    },
  },
  {
    name: 'undici.request with retries',
    family: 'fetch',
    call: (url, kind) =>
      undici
        .request(url, { headers, dispatcher: kind === 'slow' ? impatient : retrying })
        .then(({ body }) => body.json()),
    but: {
      redirect: SYNTAX,
      malformed: SYNTAX,
      broken: 'failed',
      reset: 'none',
      refused: 'none',
      'unknown-host': 'none',
      abort: 'none',
    },
  },
  {
    name: 'axios',
    family: 'axios',
    call: (url, kind) => axios.get(url, { ...AXIOS, timeout: soon(kind) ?? 0, ...signal(kind) }),
    but: { broken: 'failed' },
  },
  {
    name: 'axios on fetch',
    family: 'axios',
    call: (url, kind) =>
      axios.get(url, { ...AXIOS, adapter: 'fetch', timeout: soon(kind) ?? 0, ...signal(kind) }),
    but: { redirect: 'unreachable', broken: ['unreachable', 'fetch'] },
  },
  {
    name: 'got',
    family: 'got',
    call: (url, kind) =>
      got(url, {
        headers,
        retry: { limit: 0 },
        timeout: { request: soon(kind) ?? 5000 },
        ...signal(kind),
      }).json(),
  },
  {
    name: 'ky',
    family: 'ky',
    call: (url, kind) => ky(url, { headers, retry: 0, timeout: soon(kind) ?? 5000, ...signal(kind) }).json(),
    but: { ...OF_FETCH, malformed: SYNTAX },
  },
  {
    name: 'ofetch',
    family: 'ofetch',
    call: (url, kind) =>
      ofetch(url, { headers, retry: 0, ...(kind === 'slow' && { timeout: 100 }), ...signal(kind) }),
    but: { malformed: 'none', broken: ['unreachable', 'fetch'] },
  },
  {
    name: 'node-fetch',
    family: 'node-fetch',
    call: (url, kind) => nodeFetch(url, { headers, ...signal(kind) }).then(json),
    but: { ...STATUS_IS_FINE, malformed: SYNTAX, slow: 'none', abort: ['aborted', 'abort'] },
  },
  {
    name: 'superagent',
    family: 'superagent',
    call: (url, kind) => {
      const request = superagent
        .get(url)
        .set(headers)
        .redirects(2)
        .timeout({ response: soon(kind) ?? 5000 });
      if (kind === 'abort') setTimeout(() => request.abort(), 30);
      return request;
    },
  },
];
