import type { IncomingMessage, ServerResponse } from 'node:http';
import { destroy, factsFromNode, sendReply, type NodeRequest, type NodeResponse } from 'faultline/http';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/model.ts';
import { http1, overHttp1, overHttp2 } from './sockets.ts';

const BODY = '{"detail":"Nur 3 Stück – 数量 😀"}';
const LENGTH = String(Buffer.byteLength(BODY));

const replyOf = (change: Partial<Reply> = {}): Reply => ({
  status: 409,
  headers: {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': LENGTH,
    'cache-control': 'no-store',
    'x-request-id': 'K7QF-2MXD-9TRB',
    vary: 'Accept',
  },
  body: BODY,
  format: 'json',
  abandoned: false,
  ...change,
});

type Prepare = (response: NodeResponse) => void;
const answering =
  (reply: Reply, prepare?: Prepare) =>
  (request: NodeRequest, response: NodeResponse): void => {
    prepare?.(response);
    sendReply(request, response, reply);
  };

/** What an application may have set before it failed. */
const setHeaders: Prepare = (response) => {
  response.setHeader('ETag', '"x"');
  response.setHeader('Last-Modified', new Date(0).toUTCString());
  response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Content-Length', 3);
  response.setHeader('Content-Disposition', 'attachment; filename="secret.csv"');
  response.setHeader('Set-Cookie', ['a=b', 'c=d']);
  response.setHeader('Cache-Control', 'public, max-age=3600');
  response.setHeader('X-Powered-By', 'Express');
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Strict-Transport-Security', 'max-age=1');
  response.setHeader('Vary', 'Origin');
  response.setHeader('X-Limit', 7);
  response.setHeader('WWW-Authenticate', ['Basic realm="x"', 'Digest realm="y"']);
};

const EXPECTED_HEADERS = {
  'content-type': 'application/problem+json; charset=utf-8',
  'content-length': LENGTH,
  'cache-control': 'no-store',
  'x-request-id': 'K7QF-2MXD-9TRB',
  vary: 'Origin, Accept',
  'access-control-allow-origin': '*',
  'strict-transport-security': 'max-age=1',
  'x-limit': '7',
  'www-authenticate': 'Basic realm="x", Digest realm="y"',
};

describe('a reply over HTTP/1', () => {
  it('has the standard phrase whatever the application had set, and its length in bytes', async () => {
    const raw = await overHttp1(
      answering(replyOf(), (response) => {
        (response as ServerResponse).statusMessage = 'select * from users';
        response.statusCode = 200;
      }),
      http1('GET'),
    );
    expect(raw.statusLine).toBe('HTTP/1.1 409 Conflict');
    expect(raw.headers['content-length']).toBe(LENGTH);
    expect(raw.body.toString()).toBe(BODY);
  });

  it('keeps what is about the exchange and drops what is about the failed answer', async () => {
    const { headers } = await overHttp1(answering(replyOf(), setHeaders), http1('GET'));
    const { date: _date, connection: _connection, ...own } = headers;
    expect(own).toEqual(EXPECTED_HEADERS);
  });

  it('answers HEAD with the headers of GET and no content', async () => {
    const get = await overHttp1(answering(replyOf(), setHeaders), http1('GET'));
    const head = await overHttp1(answering(replyOf(), setHeaders), http1('HEAD'));
    expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
    expect(head.statusLine).toBe(get.statusLine);
    expect(head.body.length).toBe(0);
  });

  it.each([
    [204, undefined],
    [205, '0'],
    [304, undefined],
  ])('RFC 9110 8.6 15.3 15.4.5: sends no content with %i', async (status, length) => {
    const raw = await overHttp1(answering(replyOf({ status })), http1('GET'));
    expect(raw.statusLine).toContain(` ${status} `);
    expect(raw.body.toString()).toBe('');
    expect(raw.headers).not.toHaveProperty('content-type');
    expect(raw.headers['content-length']).toBe(length);
    expect(raw.headers['x-request-id']).toBe('K7QF-2MXD-9TRB');
  });

  it('does not hang on a body that nobody read, and keeps the connection for the next request', async () => {
    const upload = 'x'.repeat(300_000);
    const first = http1('POST', `Content-Length: ${upload.length}\r\n`, upload).replace(
      'Connection: close\r\n',
      '',
    );
    const raw = await overHttp1(answering(replyOf()), first + http1('GET'));
    expect(raw.body.toString().match(/HTTP\/1\.1 409 Conflict/g)).toHaveLength(1);
    expect(raw.statusLine).toBe('HTTP/1.1 409 Conflict');
  });

  it('leaves an answer alone that was ended already', async () => {
    const raw = await overHttp1(
      answering(replyOf(), (response) => (response as ServerResponse).end('done')),
      http1('GET'),
    );
    expect(raw.statusLine).toBe('HTTP/1.1 200 OK');
    expect(raw.body.toString()).toContain('done');
    expect(raw.end).toBe('end');
  });

  it('sends nothing when nobody is there to read it', async () => {
    const raw = await overHttp1(answering(replyOf({ abandoned: true })), http1('GET'));
    expect(raw.statusLine).toBe('');
    expect(raw.body.length).toBe(0);
  });
});

describe('D12 after the first byte over HTTP/1 nothing is appended and the client sees a failure', () => {
  /** Writes a part of an answer, and fails once that is on its way. */
  const failingLate = (start: Prepare) => (request: NodeRequest, response: NodeResponse) => {
    start(response);
    (response as ServerResponse).write('part');
    setTimeout(() => sendReply(request, response, replyOf()), 50);
  };
  const START: readonly (readonly [string, Prepare])[] = [
    ['nothing', () => undefined],
    ['setHeader', (response) => void response.setHeader('Content-Length', 100)],
    ['writeHead', (response) => void (response as ServerResponse).writeHead(200, { 'Content-Length': 100 })],
  ];

  it('chunked: the last chunk never comes', async () => {
    const raw = await overHttp1(failingLate(START[0]![1]), http1('GET'));
    expect(raw.headers['transfer-encoding']).toBe('chunked');
    expect(raw.body.toString()).toBe('4\r\npart\r\n');
  });

  it.each(START.slice(1))('with a length given to %s: fewer bytes than promised', async (_to, start) => {
    for (const request of [http1('GET'), 'GET / HTTP/1.0\r\n\r\n']) {
      const raw = await overHttp1(failingLate(start), request);
      expect(raw.headers['content-length']).toBe('100');
      expect(raw.body.toString()).toBe('part');
    }
  });

  it('HTTP/1.0, which ends a body by closing: the connection is reset', async () => {
    const raw = await overHttp1(failingLate(START[0]![1]), 'GET / HTTP/1.0\r\n\r\n');
    expect(raw.headers).not.toHaveProperty('transfer-encoding');
    expect(raw.end).toBe('reset');
    expect(raw.body.toString()).toBe('part');
  });

  it.each(START)(
    'a failure before the first byte is out, %s: not even that is sent whole',
    async (_to, start) => {
      const raw = await overHttp1((request, response) => {
        start(response);
        response.write('part');
        sendReply(request, response, replyOf());
      }, http1('GET'));
      expect(raw.body.toString()).not.toContain('detail');
      expect(raw.body.toString()).not.toContain('0\r\n\r\n');
    },
  );
});

describe('a reply over HTTP/2', () => {
  it('has the headers that still hold, and its length in bytes', async () => {
    const { headers, body, reset } = await overHttp2(answering(replyOf(), setHeaders), {});
    const { ':status': status, date: _date, ...own } = headers;
    expect(status).toBe(409);
    expect(own).toEqual(EXPECTED_HEADERS);
    expect(body.toString()).toBe(BODY);
    expect(reset).toBe(0);
  });

  it('answers HEAD with the headers of GET and no content', async () => {
    const get = await overHttp2(answering(replyOf(), setHeaders), {});
    const head = await overHttp2(answering(replyOf(), setHeaders), { ':method': 'HEAD' });
    expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
    expect(head.body.length).toBe(0);
    expect(head.reset).toBe(0);
  });

  it('leaves out Upgrade, which HTTP/2 does not have', async () => {
    const reply = replyOf({ status: 426, headers: { ...replyOf().headers, upgrade: 'websocket' } });
    const { headers, body } = await overHttp2(answering(reply), {});
    expect(headers[':status']).toBe(426);
    expect(headers).not.toHaveProperty('upgrade');
    expect(body.toString()).toBe(BODY);
  });

  it.each([204, 205, 304])('sends no content with %i', async (status) => {
    const { headers, body, reset } = await overHttp2(answering(replyOf({ status })), {});
    expect([headers[':status'], body.length, reset]).toEqual([status, 0, 0]);
    expect(headers).not.toHaveProperty('content-type');
  });

  it('does not hang on a body that nobody read', async () => {
    const { body, reset } = await overHttp2(answering(replyOf()), { ':method': 'POST' }, 'x'.repeat(300_000));
    expect(body.toString()).toBe(BODY);
    expect(reset).toBe(0);
  });

  it('D12 after the first byte resets the stream and appends nothing', async () => {
    const { headers, body, reset } = await overHttp2((request, response) => {
      response.write('part');
      setTimeout(() => sendReply(request, response, replyOf()), 50);
    }, {});
    expect(headers[':status']).toBe(200);
    expect(reset).toBe(2);
    expect(body.toString()).toBe('part');
  });

  it('resets the stream when nobody is there to read it', async () => {
    const { headers, reset } = await overHttp2(answering(replyOf({ abandoned: true })), {});
    expect(headers).toEqual({});
    expect(reset).toBe(2);
  });

  it('leaves an answer alone that was ended already', async () => {
    const { headers, body, reset } = await overHttp2(
      answering(replyOf(), (response) => (response as ServerResponse).end('done')),
      {},
    );
    expect([headers[':status'], body.toString(), reset]).toEqual([200, 'done', 0]);
  });
});

describe('a response that resists', () => {
  it('a hook on writeHead that fails once, as those of on-headers run once, costs nothing', async () => {
    const raw = await overHttp1((request, response) => {
      const writeHead = response.writeHead.bind(response);
      let fired = false;
      response.writeHead = function hooked(...given: never[]) {
        if (!fired) {
          fired = true;
          throw new Error('select * from sessions');
        }
        return Reflect.apply(writeHead, response, given);
      } as never;
      response.setHeader('Set-Cookie', 'a=b');
      response.setHeader('X-Frame-Options', 'DENY');
      sendReply(request, response, replyOf());
    }, http1('GET'));
    expect(raw.statusLine).toBe('HTTP/1.1 409 Conflict');
    expect(raw.body.toString()).toBe(BODY);
    expect(raw.headers).not.toHaveProperty('set-cookie');
  });

  const HOSTILE: readonly (readonly [string, (response: ServerResponse) => void])[] = [
    ['getHeaderNames throws', (response) => void (response.getHeaderNames = fail)],
    ['getHeader throws', (response) => void Object.assign(response, { getHeader: fail }).setHeader('a', '1')],
    [
      'removeHeader throws',
      (response) => void Object.assign(response, { removeHeader: fail }).setHeader('a', '1'),
    ],
    ['writeHead throws', (response) => void (response.writeHead = fail)],
    ['end throws', (response) => void (response.end = fail)],
    [
      'writableEnded throws',
      (response) => void Object.defineProperty(response, 'writableEnded', { get: fail }),
    ],
    ['headersSent throws', (response) => void Object.defineProperty(response, 'headersSent', { get: fail })],
  ];
  function fail(): never {
    throw new Error('hostile');
  }

  it.each(HOSTILE)('%s: the client sees a failure, nothing is thrown', async (_what, resist) => {
    let thrown: unknown;
    const raw = await overHttp1((request, response) => {
      resist(response);
      try {
        sendReply(request, response, replyOf());
      } catch (error) {
        thrown = error;
      }
      // A response that cannot even be destroyed by us is the server's to end.
      if (!response.destroyed) response.socket?.destroy();
    }, http1('GET'));
    expect(thrown).toBeUndefined();
    expect(raw.body.toString()).not.toContain('hostile');
  });

  it('a reply whose header could split the message is not sent', async () => {
    const reply = replyOf({ headers: { ...replyOf().headers, allow: 'GET\r\nSet-Cookie: a=b' } });
    const raw = await overHttp1(answering(reply), http1('GET'));
    expect(raw.statusLine).toBe('');
    expect(raw.body.length).toBe(0);
  });

  it('a request that cannot be resumed does not spoil an answer that is complete', async () => {
    const raw = await overHttp1((request, response) => {
      Object.defineProperty(request, 'complete', { get: fail, configurable: true });
      sendReply(request, response, replyOf());
      Object.defineProperty(request, 'complete', { value: true, writable: true });
    }, http1('GET'));
    expect(raw.body.toString()).toBe(BODY);
  });

  it('destroy never throws', () => {
    for (const response of [null, undefined, {}, { destroy: fail }, { stream: undefined }])
      expect(() => destroy(response as never)).not.toThrow();
  });
});

describe('R28 the facts of a request', () => {
  it('are those of HTTP/1', async () => {
    let read: unknown;
    await overHttp1(
      (request, response) => {
        const facts = factsFromNode(request, response);
        read = [
          facts.method,
          facts.url,
          facts.header('accept'),
          facts.header('set-cookie'),
          facts.header('x-none'),
          facts.header('constructor'),
          facts.remoteAddress,
          facts.aborted,
          facts.route,
          facts.mount,
          facts.logger,
        ];
        response.end();
      },
      http1('PUT', 'Accept: a/b\r\nAccept: c/d\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d\r\n'),
    );
    const none = undefined;
    const own = [
      'PUT',
      '/path?q=1',
      'a/b, c/d',
      'a=b, c=d',
      none,
      none,
      '127.0.0.1',
      false,
      none,
      none,
      none,
    ];
    expect(read).toEqual(own);
  });

  it('are those of HTTP/2', async () => {
    let read: unknown;
    await overHttp2(
      (request, response) => {
        const facts = factsFromNode(request, response);
        read = [facts.method, facts.url, facts.header('accept'), facts.remoteAddress, facts.aborted];
        response.end();
      },
      { accept: 'a/b' },
    );
    expect(read).toEqual(['GET', '/path?q=1', 'a/b', '127.0.0.1', false]);
  });

  it('have defaults for what a request lacks', () => {
    const facts = factsFromNode({ headers: {} } as never, undefined);
    expect([facts.method, facts.url, facts.remoteAddress, facts.aborted]).toEqual([
      'GET',
      '/',
      undefined,
      false,
    ]);
  });

  it('are read when asked for, never before', () => {
    const read: string[] = [];
    const watch = <T extends object>(target: T, name: string): T =>
      new Proxy(target, {
        get(object, key) {
          read.push(`${name}.${String(key)}`);
          return Reflect.get(object, key) as unknown;
        },
      });
    const request = watch({ method: 'GET', url: '/', headers: {}, socket: {} }, 'request') as never;
    const response = watch({ destroyed: false }, 'response') as never;
    const source = watch({ route: '/users/:id' }, 'source');
    const facts = factsFromNode(
      request,
      response,
      {
        url: () => undefined,
        route: (from: { route: string }) => from.route,
        mount: () => '/api',
        logger: () => undefined,
      },
      source,
    );
    expect(read).toEqual([]);
    expect(facts.correlationId).toBeUndefined();
    expect(facts.route).toBe('/users/:id');
    expect(facts.mount).toBe('/api');
    expect(read).toEqual(['source.route']);
    expect(facts.url).toBe('/');
    expect(read).toEqual(['source.route', 'request.url']);
  });

  it('R43 keep the correlation ID', () => {
    const facts = factsFromNode({ headers: {} } as never, undefined);
    facts.correlationId = 'K7QF-2MXD-9TRB';
    expect(facts.correlationId).toBe('K7QF-2MXD-9TRB');
  });
});

describe('whether the client went away', () => {
  const asked = (request: object, response?: object, late?: object): boolean | undefined => {
    const reader = { response: () => late as never };
    return factsFromNode({ headers: {}, ...request } as never, response as never, reader, undefined).aborted;
  };
  const reset = { errored: Object.assign(new Error('aborted'), { code: 'ECONNRESET' }) };
  const open = { destroyed: false, writableFinished: false, errored: null };

  it.each([
    ['nothing happened', asked({}, open), false],
    ['no response known', asked({}), false],
    ['the request broke', asked(reset, open), true],
    ['the request broke, no response known', asked(reset), true],
    ['the request failed otherwise', asked({ errored: new Error('x') }, open), false],
    ['the response was closed', asked({}, { ...open, destroyed: true }), true],
    [
      'the response was finished first',
      asked({}, { ...open, destroyed: true, writableFinished: true }),
      false,
    ],
    [
      'this side destroyed the response',
      asked({}, { ...open, destroyed: true, errored: new Error('x') }),
      false,
    ],
    ['a response known late was closed', asked({}, undefined, { ...open, destroyed: true }), true],
    ['HTTP/2: open', asked({ stream: { aborted: false }, aborted: false }), false],
    ['HTTP/2: the stream was aborted', asked({ stream: { aborted: true }, aborted: false }), true],
    ['HTTP/2: the request was aborted', asked({ stream: { aborted: false }, aborted: true }), true],
  ])('%s: %s', (_what, aborted, expected) => {
    expect(aborted).toBe(expected);
  });

  it('is seen over a real connection that breaks in the middle of an upload', async () => {
    const { createServer } = await import('node:http');
    const { connect } = await import('node:net');
    const aborted = await new Promise<boolean | undefined>((done) => {
      const server = createServer((request: IncomingMessage, response) => {
        const facts = factsFromNode(request, response);
        request.on('error', () => {
          server.close();
          done(facts.aborted);
        });
        request.resume();
      });
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as { port: number };
        const socket = connect(port, '127.0.0.1', () => {
          socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\npart', () =>
            socket.destroy(),
          );
        });
      });
    });
    expect(aborted).toBe(true);
  });
});
