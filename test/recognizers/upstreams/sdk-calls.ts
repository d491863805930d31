/** One call of every SDK, with retries off; and what comes of each failure. */

import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import {
  createDefaultHttpClient,
  createPipelineFromOptions,
  createPipelineRequest,
  RestError,
} from '@azure/core-rest-pipeline';
import { HttpConnection, Transport, UndiciConnection, WeightedConnectionPool } from '@elastic/transport';
import { request as octokit } from '@octokit/request';
import { request as gaxios } from 'gaxios';
import OpenAI from 'openai';
import Stripe from 'stripe';
import { headers, signal, soon, SYNTAX } from './call-options.ts';
import type { Library } from './outcomes.ts';
import { abortSoon, CANARY, type Kind } from './servers.ts';

export const sdks: readonly Library[] = [
  {
    name: 'AWS SDK',
    family: 'aws-sdk',
    call: (url, kind) =>
      new STSClient({
        endpoint: url.replace(/\?.*/, '').replace(/(?<=\d\/)/, 'xml/'),
        region: 'eu-west-1',
        maxAttempts: 1,
        credentials: { accessKeyId: CANARY, secretAccessKey: CANARY },
        requestHandler: { requestTimeout: soon(kind) ?? 5000, throwOnRequestTimeout: true },
      }).send(new GetCallerIdentityCommand({}), { ...(kind === 'abort' && { abortSignal: abortSoon() }) }),
    // Wrong XML is a plain error with a message of many forms.
    but: { malformed: ['unexpected', 'unexpected'], abort: ['aborted', 'abort'] },
  },
  {
    name: 'Azure',
    family: 'azure',
    call: async (url, kind) => {
      const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 0 } });
      const request = createPipelineRequest({
        url,
        allowInsecureConnection: true,
        timeout: soon(kind) ?? 0,
        ...(kind === 'abort' && { abortSignal: abortSoon() }),
      });
      const response = await pipeline.sendRequest(createDefaultHttpClient(), request);
      if (response.status < 400) return;
      // As the clients of its services do it.
      const { status: statusCode, bodyAsText } = response;
      throw new RestError(bodyAsText ?? '', { statusCode, code: CANARY, request, response });
    },
    but: {
      redirect: 'none',
      malformed: 'none',
      broken: 'failed',
      slow: ['aborted', 'abort'],
      abort: ['aborted', 'abort'],
    },
  },
  {
    name: 'gaxios',
    family: 'gaxios',
    call: (url, kind) =>
      gaxios({
        url,
        headers,
        retry: false,
        ...(kind === 'slow' && { timeout: 100 }),
        ...signal(kind),
      }),
    // Its time-out is an abort of node-fetch, its redirects have no mark.
    but: { redirect: ['unexpected', 'unexpected'], malformed: 'none', slow: 'aborted' },
  },
  {
    name: 'Octokit',
    family: 'octokit',
    call: (url, kind) =>
      octokit({
        url,
        method: 'GET',
        headers,
        request: kind === 'slow' ? { signal: AbortSignal.timeout(100) } : signal(kind),
      }),
    but: { redirect: 'unreachable', malformed: 'none', broken: 'none', abort: ['aborted', 'abort'] },
  },
  {
    name: 'Stripe',
    family: 'stripe',
    call: (url, kind) => {
      const { hostname: host, port, pathname } = new URL(url);
      const options = { host, port: Number(port) || 80, protocol: 'http', maxNetworkRetries: 0 } as const;
      const key = ['sk', 'test', CANARY].join('_');
      return new Stripe(key, { ...options, timeout: soon(kind) ?? 5000 }).rawRequest('GET', pathname);
    },
    but: { abort: 'none' },
  },
  {
    name: 'OpenAI',
    family: 'openai',
    call: (url, kind) =>
      new OpenAI({
        apiKey: CANARY,
        baseURL: url.replace(/\?.*/, ''),
        maxRetries: 0,
        timeout: soon(kind) ?? 5000,
      }).models.list(signal(kind)),
    but: { redirect: 'unreachable', malformed: SYNTAX, broken: ['unreachable', 'fetch'] },
  },
  {
    name: 'Elasticsearch on undici',
    family: 'elasticsearch',
    call: (url, kind) => elasticsearch(UndiciConnection, url, kind),
    but: { redirect: 'none', nonsense: 'unreachable' },
  },
  {
    name: 'Elasticsearch on node:http',
    family: 'elasticsearch',
    call: (url, kind) => elasticsearch(HttpConnection, url, kind),
    but: { redirect: 'none', nonsense: 'none' },
  },
];

function elasticsearch(
  Connection: typeof UndiciConnection | typeof HttpConnection,
  url: string,
  kind: Kind,
): Promise<unknown> {
  const { origin, pathname } = new URL(url);
  const connectionPool = new WeightedConnectionPool({ Connection });
  connectionPool.addConnection(origin);
  const transport = new Transport({ connectionPool, maxRetries: 0, requestTimeout: soon(kind) ?? 5000 });
  return transport.request({ method: 'GET', path: pathname }, { headers, ...signal(kind) });
}
