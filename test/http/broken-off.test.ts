import type { ServerResponse } from 'node:http';
import { destroy, sendReply, type NodeRequest, type NodeResponse } from 'faultline/http';
import { describe, expect, it } from 'vitest';
import { answering, BODY, replyOf, type Prepare } from './replies.ts';
import { http1, overHttp1 } from './sockets.ts';

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
