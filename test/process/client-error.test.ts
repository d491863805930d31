/** Bytes that never became a request, over real sockets: answered in our shape, recorded once. */

import { EventEmitter } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createFaultline, type Faultline, type FaultlineOptions } from 'faultline';
import { fastify } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { memoryLogger, type Entry } from '../record/logs.ts';

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0)) await clean();
});

interface Watched {
  readonly fl: Faultline;
  readonly entries: Entry[];
}

function watched(server: Server, options: FaultlineOptions = {}): Watched {
  const { entries, logger } = memoryLogger();
  const fl = createFaultline({ mode: 'release', logger, ...options });
  fl.captureProcessErrors({ exit: false, server });
  cleaning.push(() => fl.close());
  return { fl, entries };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  cleaning.push(
    () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  );
  return (server.address() as AddressInfo).port;
}

const ok: RequestListener = (_request, response) => void response.end('fine');

function serverOf(handler = ok, options: ServerOptions = {}): Server {
  return createServer({ connectionsCheckingInterval: 50, ...options }, handler);
}

interface Heard {
  readonly text: string;
  readonly end: 'end' | 'ECONNRESET';
  readonly milliseconds: number;
}

/** Sends the pieces as they stand, one after the other, and reads until the server ends it. */
function send(
  port: number,
  pieces: readonly string[],
  dial = connect as (port: number) => Socket,
): Promise<Heard> {
  const started = Date.now();
  return new Promise((done, fail) => {
    let text = '';
    const ended = (end: Heard['end']): void => done({ text, end, milliseconds: Date.now() - started });
    const socket = dial(port);
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('end', () => ended('end'));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') ended('ECONNRESET');
      else fail(error);
    });
    socket.setTimeout(8000, () => socket.destroy(new Error('the connection hangs')));
    pieces.forEach((piece, index) => setTimeout(() => socket.write(piece), index * 60));
  });
}

function parsed(answer: string): { status: string; headers: Record<string, string>; body: any } {
  const split = answer.indexOf('\r\n\r\n');
  const [status = '', ...lines] = answer.slice(0, split).split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]));
  const body = answer.slice(split + 4);
  expect(Buffer.byteLength(body)).toBe(Number(headers['content-length']));
  return { status, headers, body: JSON.parse(body) as unknown };
}

const HEAD = 'POST /canary-4711 HTTP/1.1\r\nHost: a\r\n';
const CHUNKED = `${HEAD}Transfer-Encoding: chunked\r\n\r\n`;

describe('R33 what is no request is answered as everything else is', () => {
  const faults: [string, string, string, number, string][] = [
    ['no HTTP at all', 'canary-4711 \u0001 nonsense\r\n\r\n', '400 Bad Request', 400, 'BAD_REQUEST'],
    ['an unknown method', 'CANARY4711 / HTTP/1.1\r\n\r\n', '400 Bad Request', 400, 'BAD_REQUEST'],
    ['a header without a name', `${HEAD}: canary-4711\r\n\r\n`, '400 Bad Request', 400, 'BAD_REQUEST'],
    [
      'two lengths',
      `${HEAD}Content-Length: 4711\r\nContent-Length: 1\r\n\r\n`,
      '400 Bad Request',
      400,
      'BAD_REQUEST',
    ],
    [
      'too large headers',
      `${HEAD}X: ${'canary-4711'.repeat(4000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
      431,
      'REQUEST_HEADER_FIELDS_TOO_LARGE',
    ],
    ['a head that never ends', HEAD, '408 Request Timeout', 408, 'REQUEST_TIMEOUT'],
    [
      'too large extensions of a chunk',
      `${CHUNKED}1;${'a'.repeat(20_000)}\r\na`,
      '413 Content Too Large',
      413,
      'CONTENT_TOO_LARGE',
    ],
  ];

  it.each(faults)('%s', async (_what, bytes, statusLine, status, code) => {
    const server = serverOf((request) => void request.resume(), { headersTimeout: 200, requestTimeout: 300 });
    const { entries } = watched(server);
    const heard = await send(await listening(server), [bytes]);
    const answer = parsed(heard.text);
    const { correlationId } = answer.body as { correlationId: string };
    expect(answer.status).toBe(`HTTP/1.1 ${statusLine}`);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': correlationId,
      Connection: 'close',
    });
    expect(Date.parse(answer.headers['Date']!)).toBeGreaterThan(0);
    expect(answer.body).toMatchObject({ status, code });
    expect(heard.text).not.toMatch(/canary|Parse Error|HPE_/i);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      level: 'info',
      record: { correlationId, status, code, fault: 'client', family: 'client-error' },
    });
    expect(entries[0]!.record).toMatchObject({ internal: { remoteAddress: '127.0.0.1' } });
    expect(entries[0]!.record).not.toHaveProperty('request');
    expect(JSON.stringify(entries[0]!.record)).not.toContain('canary');
  });

  it('has the same body as an answer to a request', async () => {
    const server = serverOf();
    const { fl } = watched(server);
    const { reply } = fl.resolve(Object.assign(new Error('x'), { status: 400 }), {
      method: 'GET',
      url: '/',
      header: () => undefined,
    });
    const { text } = await send(await listening(server), ['?\r\n\r\n']);
    const stable = (body: string): string => body.replace(/\w{4}-\w{4}-\w{4}/, 'ID');
    expect(stable(text.slice(text.indexOf('\r\n\r\n') + 4))).toBe(stable(reply.body));
  });

  it('is of the first format that clients may get, and has the header that was chosen', async () => {
    const server = serverOf();
    watched(server, { formats: ['text'], correlation: { header: 'x-trace' } });
    const { text } = await send(await listening(server), ['?\r\n\r\n']);
    expect(text).toMatch(/\r\ncontent-type: text\/plain; charset=utf-8\r\n/);
    expect(text).toMatch(/\r\nx-trace: \w{4}-\w{4}-\w{4}\r\n/);
  });

  it('comes after the answers before it on the same connection', async () => {
    const server = serverOf();
    watched(server);
    const port = await listening(server);
    const { text } = await send(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n', '?\r\n\r\n']);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*fineHTTP\/1\.1 400 Bad Request\r\n[^]*\}$/);
  });
});

describe('one connection is answered and recorded once', () => {
  it('however many pieces follow', async () => {
    const server = serverOf();
    const { entries } = watched(server);
    let told = 0;
    server.on('clientError', () => void (told += 1));
    const port = await listening(server);
    let text = '';
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    socket.on('error', () => undefined);
    cleaning.push(() => socket.destroy());
    const pieces = setInterval(() => socket.write('?\r\n\r\n'), 20);
    cleaning.push(() => clearInterval(pieces));
    await expect.poll(() => told).toBeGreaterThan(2);
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(entries).toHaveLength(1);
  });

  it('and not held open by a client that never leaves', async () => {
    const server = serverOf();
    watched(server);
    const port = await listening(server);
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    cleaning.push(() => socket.destroy());
    socket.resume().on('error', () => undefined);
    socket.write('?\r\n\r\n');
    await new Promise((done) => socket.once('end', done));
    const open = (): Promise<number> =>
      new Promise((done) => server.getConnections((_e, count) => done(count)));
    expect(await open()).toBe(1);
    await new Promise((done) => setTimeout(done, 1300));
    expect(await open()).toBe(0);
  });

  it('when two instances listen', async () => {
    const server = serverOf();
    const one = watched(server);
    const two = watched(server);
    const { text } = await send(await listening(server), ['?\r\n\r\n']);
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect([one.entries.length, two.entries.length]).toEqual([0, 1]);
    expect(parsed(text).body).toMatchObject({
      correlationId: two.entries[0]!.record['correlationId'] as string,
    });
  });

  it('when it is captured again', async () => {
    const server = serverOf();
    const { fl, entries } = watched(server);
    fl.captureProcessErrors({ server: [server, serverOf()] });
    fl.captureProcessErrors({ exit: false });
    expect(server.listenerCount('clientError')).toBe(1);
    await send(await listening(server), ['?\r\n\r\n']);
    expect(entries).toHaveLength(1);
  });
});

describe('a fault in the middle of a request', () => {
  const BROKEN = ['zz\r\n'];

  it('is answered where nothing was sent, and the handler learns of it at once', async () => {
    let learnt: (() => void) | undefined;
    const told = new Promise<void>((done) => (learnt = done));
    const server = serverOf((request, response) => {
      request.resume().on('error', () => undefined);
      response.on('close', () => {
        response.end('too late');
        learnt!();
      });
    });
    const { entries } = watched(server);
    const { text, milliseconds } = await send(await listening(server), [CHUNKED, ...BROKEN]);
    await told;
    expect(parsed(text).status).toBe('HTTP/1.1 400 Bad Request');
    expect(milliseconds).toBeLessThan(900);
    expect(entries).toHaveLength(1);
  });

  it('appends nothing to an answer that has begun', async () => {
    const server = serverOf((request, response) => {
      request.resume().on('error', () => undefined);
      response.writeHead(200, { 'content-length': '100' });
      response.write('begun');
    });
    const { entries } = watched(server);
    const { text } = await send(await listening(server), [CHUNKED, ...BROKEN]);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nbegun$/);
    expect(entries).toMatchObject([{ level: 'info', record: { status: 400 } }]);
  });
});

describe("a socket that is no longer only Node's", () => {
  it('is answered where only the head of an answer was made', async () => {
    const server = serverOf((request, response) => {
      request.resume().on('error', () => undefined);
      response.writeHead(200, { 'x-y': '1' });
    });
    watched(server);
    const { text } = await send(await listening(server), [CHUNKED, 'zz\r\n']);
    expect(parsed(text).status).toBe('HTTP/1.1 400 Bad Request');
  });

  it('is not answered where a handler has taken it over', async () => {
    const server = serverOf((request, response) => {
      request.resume().on('error', () => undefined);
      const { socket } = response;
      response.detachSocket(socket!);
      socket!.write('raw');
    });
    const { entries } = watched(server);
    const { text } = await send(await listening(server), [CHUNKED, 'zz\r\n']);
    expect(text).toBe('raw');
    expect(entries).toMatchObject([{ record: { status: 400 } }]);
  });

  it('is not answered after an upgrade', async () => {
    const server = serverOf();
    server.on('upgrade', (_request, socket) => {
      socket.write('raw');
      setTimeout(() => server.emit('clientError', new Error('app'), socket), 20);
    });
    const { entries, fl } = watched(server);
    const { text } = await send(await listening(server), [
      'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: a\r\n\r\n',
    ]);
    expect(text).toBe('raw');
    await fl.flush();
    expect(entries).toMatchObject([{ level: 'error', record: { status: 500 } }]);
  });

  it('is not served after it was told that it took too long', async () => {
    let served = 0;
    const server = serverOf((_request, response) => void response.end(`served ${(served += 1)}`), {
      headersTimeout: 200,
      requestTimeout: 300,
    });
    watched(server);
    const port = await listening(server);
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    cleaning.push(() => socket.destroy());
    let text = '';
    socket.on('error', () => undefined).write('GET / HTTP/1.1\r\nHost: a\r\n');
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      socket.write('X: y\r\n\r\n');
    });
    await new Promise((done) => socket.once('end', done));
    await new Promise((done) => setTimeout(done, 200));
    expect(parsed(text).status).toBe('HTTP/1.1 408 Request Timeout');
    expect(served).toBe(0);
  });
});

describe('whose fault it was', () => {
  it("an error that the application gave the request is the server's", async () => {
    const down = new Error('my db down');
    const server = serverOf((request) => void request.destroy(down));
    const { entries } = watched(server);
    const port = await listening(server);
    expect((await send(port, ['GET / HTTP/1.1\r\nHost: a\r\n\r\n'])).text).toBe('');
    expect(entries).toMatchObject([
      { level: 'error', record: { status: 500, fault: 'server', family: 'process' } },
    ]);
  });

  it('and is recorded once, where the application has handed it over before', async () => {
    const down = new Error('my db down');
    let fl: Faultline | undefined;
    const server = serverOf((request) => {
      fl!.handle(down, { method: 'GET', url: '/', header: () => undefined });
      request.destroy(down);
    });
    const { entries, fl: own } = watched(server);
    fl = own;
    await send(await listening(server), ['GET / HTTP/1.1\r\nHost: a\r\n\r\n']);
    expect(entries).toMatchObject([{ record: { family: 'unexpected' } }]);
  });

  it("a connection that breaks while a request is served is that request's to tell", async () => {
    let closed = false;
    const server = serverOf((_request, response) => void response.on('close', () => (closed = true)));
    const { entries } = watched(server);
    const socket = connect(await listening(server), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await new Promise((done) => setTimeout(done, 100));
    socket.resetAndDestroy();
    await expect.poll(() => closed).toBe(true);
    await NEXT();
    expect(entries).toEqual([]);
  });
});

describe('a connection that breaks', () => {
  it('is recorded at debug as gone, and nothing is sent', async () => {
    const server = serverOf(() => undefined);
    const { entries } = watched(server);
    const port = await listening(server);
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HT');
    await new Promise((done) => setTimeout(done, 100));
    socket.resetAndDestroy();
    await expect.poll(() => entries.length).toBe(1);
    expect(entries).toMatchObject([{ level: 'debug', record: { status: 499, fault: 'abort' } }]);
  });
});

describe('beside others', () => {
  it('Fastify, whose own handler finds the socket closed', async () => {
    const app = fastify({ logger: false });
    const { entries } = watched(app.server);
    await app.listen({ port: 0, host: '127.0.0.1' });
    cleaning.push(() => app.close());
    const { text } = await send((app.server.address() as AddressInfo).port, ['?\r\n\r\n']);
    expect(parsed(text).body).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(entries).toHaveLength(1);
  });

  it('an https server', async () => {
    // By a key that both sides know, so that no certificate is needed.
    const psk = Buffer.alloc(16, 7);
    const tls = { ciphers: 'PSK-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' } as const;
    const server = createHttpsServer({ ...tls, pskCallback: () => psk }, ok) as unknown as Server;
    const { entries } = watched(server);
    const port = await listening(server);
    const dial = (to: number): Socket =>
      connectTls({
        ...tls,
        port: to,
        host: '127.0.0.1',
        pskCallback: () => ({ psk, identity: 'test' }),
        checkServerIdentity: () => undefined,
      });
    const { text } = await send(port, ['?\r\n\r\n'], dial);
    expect(parsed(text).body).toMatchObject({ status: 400 });
    expect(entries).toHaveLength(1);
  });

  it('Node, which answers itself again after close', async () => {
    const server = serverOf();
    const { fl, entries } = watched(server);
    const before = server.listenerCount('clientError');
    await fl.close();
    expect([before, server.listenerCount('clientError')]).toEqual([1, 0]);
    const { text } = await send(await listening(server), ['?\r\n\r\n']);
    expect(text).toBe('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    expect(entries).toEqual([]);
  });

  it('a logger that is off: the client is answered all the same', async () => {
    const server = serverOf();
    watched(server, { logger: false });
    expect((await send(await listening(server), ['?\r\n\r\n'])).text).toContain('400 Bad Request');
  });
});

describe('sockets of any kind', () => {
  class Server extends EventEmitter {
    readonly requestTimeout = 0;
    listen(): void {}
  }
  const given = (socket: object, error: unknown = new Error('x')): Entry[] => {
    const { entries, logger } = memoryLogger();
    const server = new Server();
    const fl = createFaultline({ mode: 'release', logger });
    fl.captureProcessErrors({ exit: false, server });
    cleaning.push(() => fl.close());
    expect(() => server.emit('clientError', error, socket)).not.toThrow();
    return entries;
  };

  it('one that somebody else has ended is left to be read for a moment', async () => {
    let destroyed = 0;
    const ended = { writable: false, destroyed: false, once: () => undefined, destroy: () => destroyed++ };
    const entries = given(ended);
    await NEXT();
    expect([entries.length, destroyed]).toEqual([1, 0]);
    await expect.poll(() => destroyed, { timeout: 3000 }).toBe(1);
  });

  it('one that fails while it is answered is destroyed', () => {
    let destroyed = 0;
    const end = (): never => {
      throw new Error('broken');
    };
    given({ writable: true, destroyed: false, end, destroy: () => destroyed++ });
    expect(destroyed).toBe(1);
  });

  it.each([undefined, 7, {}])('none at all: %s', async (socket) => {
    const entries = given(socket as never, Object.assign(new Error('x'), { code: 'ECONNRESET' }));
    await NEXT();
    expect(entries).toHaveLength(typeof socket === 'number' ? 0 : 1);
    expect(given(undefined as never)).toHaveLength(0);
  });

  it.each([null, 'text', Object.freeze(new Error('x'))])('whatever the error is: %s', async (error) => {
    const entries = given(
      { writable: false, destroyed: true, once: () => undefined, destroy: () => undefined },
      error,
    );
    await NEXT();
    expect(entries).toMatchObject([{ level: 'error', record: { status: 500, fault: 'server' } }]);
  });
});

const NEXT = (): Promise<void> => new Promise(setImmediate);
