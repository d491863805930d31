import type { IncomingMessage } from 'node:http';
import type { RequestFacts } from 'faultline';
import { factsFromNode } from 'faultline/http';
import { describe, expect, it } from 'vitest';
import { http1, overHttp1, overHttp2 } from './sockets.ts';

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
          facts.path,
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

  it.each([
    [
      'HTTP/1',
      (read: (facts: RequestFacts) => void) =>
        overHttp1((request, response) => {
          read(factsFromNode(request, response));
          response.end();
        }, http1('GET')),
    ],
    [
      'HTTP/2',
      (read: (facts: RequestFacts) => void) =>
        overHttp2((request, response) => {
          read(factsFromNode(request, response));
          response.end();
        }, {}),
    ],
  ])('D25 have both ends of the socket with %s', async (_version, serve) => {
    let read: readonly unknown[] = [];
    await serve((facts) => (read = [facts.remotePort, facts.localAddress, facts.localPort]));
    expect(read).toEqual([expect.any(Number), '127.0.0.1', expect.any(Number)]);
    expect(read[0]).not.toBe(read[2]);
  });

  it('have defaults for what a request lacks', () => {
    const facts = factsFromNode({ headers: {} } as never, undefined);
    expect([facts.method, facts.url, facts.remoteAddress, facts.aborted]).toEqual([
      'GET',
      '/',
      undefined,
      false,
    ]);
    expect([facts.remotePort, facts.localAddress, facts.localPort]).toEqual([
      undefined,
      undefined,
      undefined,
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
        path: () => '/routed',
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
    expect(facts.path).toBe('/routed');
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
