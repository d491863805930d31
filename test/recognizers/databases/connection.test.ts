import axios from 'axios';
import got from 'got';
import { Redis } from 'ioredis';
import mysql2 from 'mysql2/promise';
import fetchOfNode from 'node-fetch';
import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { facts } from '../answer.ts';
import { silently } from '../silent.ts';
import { CANARY, expectOutcome, expectUnexpected, failureOf } from './outcomes.ts';
import { freePort } from './server-process.ts';

async function serverThat(does: (socket: Socket) => void): Promise<{ port: number; close(): void }> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    does(socket);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}

const account = { user: CANARY, password: CANARY, database: CANARY };
const pg = (host: string, port: number): Promise<unknown> => new Client({ host, port, ...account }).connect();
const mysql = (host: string, port: number, more: object = {}): Promise<unknown> =>
  mysql2.createConnection({ host, port, ...account, ...more });
const redis = (host: string, port: number): Promise<unknown> => {
  const client = new Redis({ host, port, password: CANARY, retryStrategy: () => null });
  return new Promise((_, reject) => client.once('error', reject));
};

describe('R31 connections that cannot be made', () => {
  it.each([
    ['pg', pg],
    ['mysql2', mysql],
    ['ioredis', redis],
  ])('%s: refused, by address and by name', async (_, open) => {
    for (const host of ['127.0.0.1', 'localhost']) {
      const port = await freePort();
      const thrown = await failureOf(() => open(host, port));
      expect(thrown).toMatchObject({ code: 'ECONNREFUSED' });
      expectOutcome(thrown, 'connection', 'SERVICE_UNAVAILABLE');
    }
  });

  it('a name of several addresses, each of which refuses', async () => {
    const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
    const port = await freePort();
    const thrown = await new Promise((done) => {
      connect({
        host: CANARY,
        port,
        autoSelectFamily: true,
        lookup: (_host, _options, found) => found(null, addresses),
      }).once('error', done);
    });
    expect(thrown).toMatchObject({ name: 'AggregateError', code: 'ECONNREFUSED' });
    expectOutcome(thrown, 'connection', 'SERVICE_UNAVAILABLE');
  });

  it('a name that is not known', async () => {
    const thrown = await failureOf(() => pg('canary..invalid', 1));
    expect(thrown).toMatchObject({ code: 'ENOTFOUND', syscall: 'getaddrinfo' });
    expectOutcome(thrown, 'connection', 'SERVICE_UNAVAILABLE');
  });

  it('a socket file that is not there', async () => {
    const thrown = await failureOf(() => pg(`/none/${CANARY}`, 1));
    expect(thrown).toMatchObject({ code: 'ENOENT', syscall: 'connect' });
    expectOutcome(thrown, 'connection', 'SERVICE_UNAVAILABLE');
  });

  it('mysql2: not in time', async () => {
    const silent = await serverThat(() => {});
    const thrown = await failureOf(() => mysql('127.0.0.1', silent.port, { connectTimeout: 30 }));
    silent.close();
    expect(thrown).toMatchObject({ code: 'ETIMEDOUT' });
    expectOutcome(thrown, 'connection', 'SERVICE_UNAVAILABLE');
  });

  it('reset', async () => {
    const resetting = await serverThat((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const thrown = await failureOf(() => pg('127.0.0.1', resetting.port));
    resetting.close();
    expect(thrown).toMatchObject({ code: 'ECONNRESET', syscall: 'read' });
    expectOutcome(thrown, 'connection', 'SERVICE_UNAVAILABLE');
    const gone = silently(thrown, {}, facts({ aborted: true }));
    expect(gone.family).toBe('client-abort');
  });

  it('Node’s own clients cannot be told apart from a driver', async () => {
    const port = await freePort();
    const thrown = await new Promise((done) => get({ port, host: 'localhost' }).once('error', done));
    expectOutcome(thrown, 'connection', 'SERVICE_UNAVAILABLE');
  });

  // As Node makes them; what leads to them is beyond this machine.
  it.each([
    ['EAI_AGAIN', 'getaddrinfo'],
    ['EHOSTUNREACH', 'connect'],
    ['ENETUNREACH', 'connect'],
    ['ENOTFOUND', 'querySrv'],
    ['ETIMEDOUT', 'read'],
    ['ECONNRESET', 'write'],
  ])('%s of %s', (code, syscall) => {
    expectOutcome(failed(code, syscall), 'connection', 'SERVICE_UNAVAILABLE');
  });
});

function failed(code: string, syscall?: string, more: object = {}): Error {
  return Object.assign(new Error(`${syscall} ${code} ${CANARY}`), { code, syscall, ...more });
}

describe('near misses', () => {
  it.each([
    ['axios', (url: string) => axios.get(url)],
    ['got', (url: string) => got(url, { retry: { limit: 0 } })],
    ['node-fetch', (url: string) => fetchOfNode(url)],
    ['fetch', (url: string) => fetch(url)],
  ])('what %s reports belongs to another family', async (_, request) => {
    const thrown = await failureOf(async () => request(`http://127.0.0.1:${await freePort()}/${CANARY}`));
    expect(silently(thrown).family).not.toBe('connection');
  });

  it('a file that is not there is the server’s fault', async () => {
    const answer = silently(await failureOf(() => readFile(`/none/${CANARY}`)));
    expect(answer).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' });
    expect(answer.family).not.toBe('connection');
  });

  const parts = (errors: unknown): Error =>
    Object.assign(new AggregateError([], CANARY), { code: 'ECONNREFUSED', errors });
  const refused = failed('ECONNREFUSED', 'connect');
  const trap = (): never => {
    throw new Error(CANARY);
  };
  it.each([
    ['a code alone', failed('ECONNREFUSED')],
    ['a call of another kind', failed('ETIMEDOUT', 'spawnSync canary')],
    ['a file that is not there when reading', failed('ENOENT', 'read')],
    ['a pipe to a child process', failed('EPIPE', 'write')],
    ['a class of its own', failed('ECONNREFUSED', 'connect', { name: 'CanaryError' })],
    ['no error at all', { name: 'Error', code: 'ECONNREFUSED', syscall: 'connect', message: CANARY }],
    ['parts of another kind', parts([refused, new Error(CANARY)])],
    ['parts of another code', parts([failed('EPIPE', 'write')])],
    ['parts without codes', parts([failed(undefined as never, 'connect')])],
    ['parts that are none', parts(CANARY)],
    ['no parts', parts([])],
    ['too many parts', parts(Array.from({ length: 33 }, () => refused))],
    ['parts that throw', parts(new Proxy([refused], { get: trap }))],
    ['itself as a part', cyclic()],
  ])('%s: unexpected', (_, thrown) => expectUnexpected(thrown));

  function cyclic(): Error {
    const errors: unknown[] = [];
    const error = parts(errors);
    errors.push(error);
    return error;
  }
});
