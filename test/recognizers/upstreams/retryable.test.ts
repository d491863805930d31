/** R31 Advice to repeat a request: only where nothing was done, or where the method allows it whatever was done. */

import { Metadata, status as STATUS } from '@grpc/grpc-js';
import axios from 'axios';
import { MongoNetworkTimeoutError, MongoWriteConcernError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { serve } from '../serve.ts';
import { silently } from '../silent.ts';
import { CANARY, rejection } from './servers.ts';

const failed = (code: string, syscall: string): Error => Object.assign(new Error(CANARY), { code, syscall });
const behindFetch = (cause: object): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(CANARY), cause) });
const mysql = (more: object): Error => Object.assign(new Error(CANARY), { fatal: true, ...more });
const postgres = (code: string): Error => {
  class DatabaseError extends Error {}
  return Object.assign(new DatabaseError(CANARY), { code, severity: 'ERROR' });
};
const grpc = (code: number): Error =>
  Object.assign(new Error(CANARY), { code, details: CANARY, metadata: new Metadata() });
const severalAddresses = (...errors: readonly Error[]): Error =>
  Object.assign(new AggregateError(errors, CANARY), { code: 'ECONNREFUSED' });
const knex = (message: string): Error => {
  class KnexTimeoutError extends Error {
    override readonly name = 'KnexTimeoutError';
  }
  return new KnexTimeoutError(message);
};

const refused = failed('ECONNREFUSED', 'connect');

const nothingDone: readonly (readonly [name: string, thrown: unknown])[] = [
  ['a refused connection', refused],
  ['a name that is not known', failed('ENOTFOUND', 'getaddrinfo')],
  ['several addresses', severalAddresses(refused, refused)],
  ['fetch: a refused connection', behindFetch({ code: 'ECONNREFUSED' })],
  ['fetch: a connection reset while connecting', behindFetch({ code: 'ECONNRESET', syscall: 'connect' })],
  ['fetch: not connected in time', behindFetch({ code: 'UND_ERR_CONNECT_TIMEOUT' })],
  ['a deadlock', postgres('40P01')],
  ['a serialization failure', postgres('40001')],
  ['a statement that was cancelled', postgres('57014')],
  ['a pool that is full', mysql({ message: 'Queue limit reached.' })],
  ['pg: not connected in time', new Error('timeout expired')],
  [
    'knex: no connection of the pool',
    knex('Knex: Timeout acquiring a connection. The pool is probably full.'),
  ],
];

const unknown: readonly (readonly [name: string, thrown: unknown])[] = [
  ['a connection that was reset', failed('ECONNRESET', 'read')],
  [
    'several addresses, one of which was reached',
    severalAddresses(refused, failed('ECONNRESET', 'read'), refused),
  ],
  ['fetch: a connection that was reset', behindFetch({ code: 'ECONNRESET' })],
  ['fetch: a socket', behindFetch({ code: 'UND_ERR_SOCKET' })],
  ['fetch: no answer in time', behindFetch({ code: 'UND_ERR_HEADERS_TIMEOUT' })],
  ['fetch: a body that stops', new TypeError('terminated', { cause: new Error(CANARY) })],
  ['grpc: a deadline', grpc(STATUS.DEADLINE_EXCEEDED)],
  ['grpc: unavailable', grpc(STATUS.UNAVAILABLE)],
  ['an abort by the application', new DOMException(CANARY, 'AbortError')],
  ['pg: no answer in time', new Error('Query read timeout')],
  ['pg: a connection that was lost', new Error('Connection terminated unexpectedly')],
  ['mysql2: a connection that was lost', mysql({ code: 'PROTOCOL_CONNECTION_LOST' })],
  ['mongodb: no answer in time', new MongoNetworkTimeoutError(CANARY)],
  [
    'mongodb: a write that was not confirmed',
    new MongoWriteConcernError({ ok: 1, writeConcernError: { code: 91, errmsg: CANARY } }),
  ],
  ['ioredis: no answer in time', new Error('Command timed out')],
  ['knex: a query that took too long', knex(CANARY)],
];

const adviceTo = (method: string, thrown: unknown): unknown => {
  const { body, status } = silently(thrown, {}, { method });
  expect(status).toBeGreaterThan(500);
  return body.retryable;
};

describe('R31 nothing was done: any request may be repeated', () => {
  it.each(nothingDone)('%s', (_, thrown) => {
    for (const method of ['GET', 'POST', 'PATCH']) expect(adviceTo(method, thrown)).toBe(true);
  });
});

describe('R31 nobody knows: requests of idempotent methods may be repeated', () => {
  it.each(unknown)('%s', (_, thrown) => {
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])
      expect(adviceTo(method, thrown)).toBe(true);
    for (const method of ['POST', 'PATCH', 'CANARY']) expect(adviceTo(method, thrown)).toBeUndefined();
  });

  it('axios: no answer in time', async () => {
    const server = await serve(() => {});
    const thrown = await rejection(axios.post(`http://127.0.0.1:${server.port}`, CANARY, { timeout: 50 }));
    await server.close();
    expect(adviceTo('PUT', thrown)).toBe(true);
    expect(adviceTo('POST', thrown)).toBeUndefined();
  });
});
