import { factsFromWeb, toResponse } from 'faultline/http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { byteLength } from '../../src/http/bytes.ts';
import type { Reply } from '../../src/model.ts';

const REPLY: Reply = {
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'content-length': '6', vary: 'Accept' },
  body: 'größe',
  format: 'text',
  abandoned: false,
};

describe('the facts of a web-standard request', () => {
  it.each([
    ['http://localhost/', '/'],
    ['https://user:pass@example.org:8443/a/b?q=http://x/y', '/a/b?q=http://x/y'],
    ['foo://host', '/'],
  ])('the path of %s is %s', (url, expected) => {
    expect(factsFromWeb({ url, method: 'GET' } as Request).url).toBe(expected);
  });

  it('reads method, headers and abortion when asked', () => {
    const controller = new AbortController();
    const request = new Request('http://localhost/a', {
      method: 'PUT',
      headers: { Accept: 'text/html' },
      signal: controller.signal,
    });
    const facts = factsFromWeb(request, '10.0.0.1');
    expect([
      facts.method,
      facts.url,
      facts.header('accept'),
      facts.header('x-none'),
      facts.remoteAddress,
    ]).toEqual(['PUT', '/a', 'text/html', undefined, '10.0.0.1']);
    expect(facts.aborted).toBe(false);
    controller.abort();
    expect(facts.aborted).toBe(true);
    expect(factsFromWeb(new Request('http://localhost/')).remoteAddress).toBeUndefined();
  });
});

describe('a reply as a web-standard response', () => {
  it('has status, headers and content', async () => {
    const response = toResponse(REPLY, { method: 'GET' });
    expect(response.status).toBe(404);
    expect(Object.fromEntries(response.headers)).toEqual(REPLY.headers);
    expect(await response.text()).toBe('größe');
  });

  it('keeps what still holds of the failed answer', () => {
    const existing = new Headers({ Vary: 'Origin', ETag: '"x"', 'Access-Control-Allow-Origin': '*' });
    existing.append('Set-Cookie', 'a=b');
    existing.append('WWW-Authenticate', 'Basic');
    existing.append('WWW-Authenticate', 'Digest');
    const { headers } = toResponse(REPLY, { method: 'GET' }, existing);
    expect(Object.fromEntries(headers)).toEqual({
      ...REPLY.headers,
      vary: 'Origin, Accept',
      'access-control-allow-origin': '*',
      'www-authenticate': 'Basic, Digest',
    });
  });

  it('answers HEAD with the headers of GET and no content', async () => {
    const response = toResponse(REPLY, { method: 'HEAD' });
    expect(Object.fromEntries(response.headers)).toEqual(REPLY.headers);
    expect(await response.text()).toBe('');
  });

  it.each([
    [204, null],
    [205, '0'],
    [304, null],
  ])('RFC 9110 15.3 15.4.5: has no content with %i', async (status, length) => {
    const response = toResponse({ ...REPLY, status }, { method: 'GET' });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBeNull();
    expect(response.headers.get('content-length')).toBe(length);
    expect(response.headers.get('vary')).toBe('Accept');
    expect(await response.text()).toBe('');
  });
});

describe('length in UTF-8', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  const TEXTS = ['', 'abc', 'größe', '数量', '😀', '\ud800', '\udc00x'];

  it('is counted alike with and without Buffer', async () => {
    vi.resetModules();
    vi.stubGlobal('Buffer', undefined);
    const edge = await import('../../src/http/bytes.ts');
    vi.unstubAllGlobals();
    for (const text of TEXTS) {
      const bytes = new TextEncoder().encode(text).length;
      expect([byteLength(text), edge.byteLength(text)]).toEqual([bytes, bytes]);
    }
    expect(edge.byteLength).not.toBe(byteLength);
  });
});
