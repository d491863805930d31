import type { ServerResponse } from 'node:http';
import { sendReply } from 'faultline/http';
import { describe, expect, it } from 'vitest';
import { answering, BODY, EXPECTED_HEADERS, LENGTH, replyOf, setHeaders } from './replies.ts';
import { http1, overHttp1, overHttp2 } from './sockets.ts';

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
