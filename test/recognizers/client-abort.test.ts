import { connect, createServer as createSocketServer, type AddressInfo, type Socket } from 'node:net';
import { get } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import bodyParserOfKoa from 'koa-bodyparser';
import express5 from 'express';
import express4 from 'express4';
import fastify4 from 'fastify4';
import fastify5 from 'fastify';
import { faultline as onExpress } from 'faultline/express';
import { faultline as onFastify } from 'faultline/fastify';
import { faultline as onKoa } from 'faultline/koa';
import Koa3 from 'koa';
import Koa2 from 'koa2';
import { describe, expect, it, vi } from 'vitest';
import { answerTo, facts } from './answer.ts';
import { ask, problemOf, serve, watched, type Served, type Watched } from './serve.ts';

type Handler = (reply: { readonly raw: NodeJS.WritableStream }) => Promise<unknown>;
interface Framework {
  readonly name: string;
  /** `POST /` reads a JSON body; `GET /` runs the handler, with Node's response. */
  readonly start: (fl: Watched['fl'], handler: Handler) => Promise<Served>;
}

const express =
  (create: typeof express5): Framework['start'] =>
  async (fl, handler) => {
    const app = create();
    app.use(create.json());
    app.post('/', (_req, res) => void res.send('fine'));
    app.get('/', (_req, res, next) => void handler({ raw: res }).then((text) => res.end(text), next));
    app.use(onExpress(fl));
    return serve(app as never);
  };
const koa =
  (Koa: typeof Koa3): Framework['start'] =>
  async (fl, handler) => {
    const app = new Koa();
    app.use(onKoa(fl)).use(bodyParserOfKoa() as never);
    app.use(async (ctx) => {
      ctx.body = ctx.method === 'POST' ? 'fine' : await handler({ raw: ctx.res });
    });
    return serve(app.callback());
  };
const fastify =
  (create: typeof fastify5): Framework['start'] =>
  async (fl, handler) => {
    const app = create({ forceCloseConnections: true });
    await app.register(onFastify(fl));
    app.post('/', async () => 'fine');
    app.get('/', async (_request, reply) => handler({ raw: reply.raw }));
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { port: (app.server.address() as AddressInfo).port, close: () => app.close() };
  };

const frameworks: readonly Framework[] = [
  { name: 'express 4', start: express(express4) },
  { name: 'express 5', start: express(express5) },
  { name: 'koa 2', start: koa(Koa2) },
  { name: 'koa 3', start: koa(Koa3) },
  { name: 'fastify 4', start: fastify(fastify4) },
  { name: 'fastify 5', start: fastify(fastify5) },
];

const HALF_A_BODY =
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"a": "can';

/** Opens a connection, sends `text`, and breaks it off once `when` has happened. */
async function breakOff(
  port: number,
  text: string,
  when: (socket: Socket) => Promise<unknown>,
): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => (received += String(chunk))).on('error', () => {});
  socket.write(text);
  await when(socket);
  socket.destroy();
  return received;
}

const GONE = {
  level: 'debug',
  status: 499,
  fault: 'abort',
  code: 'CLIENT_CLOSED_REQUEST',
  family: 'client-abort',
};

/** Koa hears of it twice: from the connection, and from what was being read or written. */
async function expectGone(records: Watched['records']): Promise<void> {
  await vi.waitFor(() => expect(records).not.toHaveLength(0), 5000);
  for (const record of records) expect(record).toMatchObject(GONE);
}

describe.each(frameworks)('R35 a client that goes away, $name', ({ start }) => {
  it('in the middle of its body: recorded as debug, nothing sent', async () => {
    const { fl, records } = watched();
    const served = await start(fl, async () => 'fine');
    const received = await breakOff(
      served.port,
      HALF_A_BODY,
      () => new Promise((done) => setTimeout(done, 100)),
    );
    await expectGone(records);
    await served.close();
    expect(received).toBe('');
  });

  it('in the middle of the response: recorded as debug, nothing appended', async () => {
    const { fl, records } = watched();
    let failed: unknown;
    const served = await start(fl, async ({ raw }) => {
      const endless = Readable.from(
        (function* () {
          for (let chunk = 0; chunk < 100_000; chunk++) yield 'x'.repeat(1024);
        })(),
      );
      await pipeline(endless, raw).catch((error: unknown) => {
        failed = error;
        throw error;
      });
      return 'fine';
    });
    const firstByte = (socket: Socket): Promise<unknown> => new Promise((done) => socket.once('data', done));
    const received = await breakOff(served.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', firstByte);
    await vi.waitFor(() => expect(failed).toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' }), 5000);
    await expectGone(records);
    await served.close();
    expect(received).not.toContain('problem+json');
  });

  it('an upstream that resets the connection, with the client still there, is a failure of the server', async () => {
    const upstream = createSocketServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done));
    const { port } = upstream.address() as AddressInfo;
    const { fl, records } = watched();
    const served = await start(
      fl,
      () => new Promise((_, reject) => get({ port, agent: false }).once('error', reject)),
    );
    const got = await ask(served.port);
    await served.close();
    upstream.close();
    expect(problemOf(got)).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
    expect(records).toMatchObject([
      { level: 'error', fault: 'server', family: 'connection', error: { code: 'ECONNRESET' } },
    ]);
  });
});

describe('codes of broken connections', () => {
  const coded = (code: string): Error => Object.assign(new Error('canary'), { code });
  const abandoned = { code: 'CLIENT_CLOSED_REQUEST' };
  it.each([
    'ABORT_ERR',
    'ECONNABORTED',
    'ECONNRESET',
    'EPIPE',
    'ERR_HTTP2_INVALID_STREAM',
    'ERR_STREAM_DESTROYED',
    'ERR_STREAM_PREMATURE_CLOSE',
    'ERR_STREAM_WRITE_AFTER_END',
    'HPE_INVALID_EOF_STATE',
  ])('%s counts only with the client gone', (code) => {
    const gone = answerTo(coded(code), {}, facts({ aborted: true }));
    expect(gone.resolution).toMatchObject({
      reply: { abandoned: true },
      decided: { status: 499, fault: 'abort', ...abandoned },
    });
    expect(answerTo(coded(code), {}, facts({ aborted: false }))).toMatchObject({
      status: 500,
      family: 'unexpected',
    });
    expect(answerTo(coded(code))).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('an AbortError counts by name; other errors never', () => {
    const gone = facts({ aborted: true });
    const controller = new AbortController();
    controller.abort();
    expect(answerTo(controller.signal.reason, {}, gone).resolution.decided?.fault).toBe('abort');
    expect(answerTo(controller.signal.reason)).toMatchObject({ status: 503, family: 'abort' });
    expect(answerTo(new Error('canary'), {}, gone)).toMatchObject({ status: 500, family: 'unexpected' });
  });
});
