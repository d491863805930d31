import { describe, expect, it } from 'vitest';
import { compileFormat } from '../../src/messages/body.ts';
import type { Format, JsonValue, RequestFacts } from '../../src/model.ts';
import { bodyOf, contextWith, faultsOf, NOW, place } from './contexts.ts';

describe('R68 R69 the content type of a body', () => {
  it('R87 is JSON when none is given', () => {
    const body = bodyOf('{"path":"#{request.uri}"}');
    expect([body.contentType, body.format]).toEqual(['application/json;charset=utf-8', 'json']);
  });

  it.each<[given: string, sent: string, format: Format]>([
    ['application/json', 'application/json;charset=utf-8', 'json'],
    ['application/json;charset=utf-8', 'application/json;charset=utf-8', 'json'],
    ['application/json; charset="UTF-8"', 'application/json; charset="UTF-8"', 'json'],
    ['application/json ; profile=x ; charset=Utf-8', 'application/json ; profile=x ; charset=Utf-8', 'json'],
    ['application/vnd.api+json', 'application/vnd.api+json;charset=utf-8', 'json'],
    ['TEXT/JSON', 'TEXT/JSON;charset=utf-8', 'json'],
    ['application/xml', 'application/xml;charset=utf-8', 'xml'],
    ['text/xml; charset=utf-8', 'text/xml; charset=utf-8', 'xml'],
    ['application/soap+xml;action="a;b"', 'application/soap+xml;action="a;b";charset=utf-8', 'xml'],
    ['application/xhtml+xml', 'application/xhtml+xml;charset=utf-8', 'xml'],
    ['image/svg+xml', 'image/svg+xml;charset=utf-8', 'xml'],
    ['Text/Html', 'Text/Html;charset=utf-8', 'html'],
    ['text/plain', 'text/plain;charset=utf-8', 'text'],
    ['text/csv', 'text/csv;charset=utf-8', 'text'],
    ['application/octet-stream', 'application/octet-stream', 'text'],
  ])('D32 of %s is %s', (given, sent, format) => {
    const template = format === 'json' ? '""' : format === 'xml' ? '<e/>' : 'x';
    const body = bodyOf(template, given);
    expect([body.contentType, body.format]).toEqual([sent, format]);
    expect(body.render(contextWith())).toBe(template);
  });

  it.each([
    '',
    ' ',
    'json',
    'text/',
    '/json',
    'text/html;',
    'text/html; charset',
    'text/html\r\nx: y',
    'a/b/c',
    'text/html, a/b',
    'text/h tml',
    'text/html;a="\n"',
    'täxt/html',
  ])('%j is refused', (given) => {
    const cure = 'write one such as "application/json;charset=utf-8"';
    const problem = `is ${JSON.stringify(given)}, which is no media type`;
    expect(faultsOf('x', given)).toEqual([['/here/contentType', problem, cure]]);
  });

  it.each([
    ['text/html;charset=iso-8859-1', 'text/html'],
    ['text/plain; a=b; CHARSET="utf-16"', 'text/plain'],
    ['application/json;charset=', 'application/json'],
    ['application/json;charset=""', 'application/json'],
    ['text/csv;charset=utf-8;charset=latin1', 'text/csv'],
  ])('another character set, as in %s, is refused', (given, type) => {
    const [[pointer, problem, cure] = [], ...others] = faultsOf('x', given);
    expect(others).toEqual([]);
    expect(pointer).toBe('/here/contentType');
    expect(problem).toContain(given.endsWith('=') ? 'no media type' : 'UTF-8');
    expect(cure).toContain(given.endsWith('=') ? 'utf-8' : `"${type};charset=utf-8"`);
  });

  it('unknown placeholders are told even when the type is no type', () => {
    expect(faultsOf('{#{x.y}', 'json').map(([pointer]) => pointer)).toEqual([
      '/here/contentType',
      '/here/body',
    ]);
    expect(faultsOf({ a: '#{x.y}' }, 'json').map(([pointer]) => pointer)).toEqual([
      '/here/contentType',
      '/here/body/a',
    ]);
  });

  it('where nobody knows how to write a value there are none', () => {
    expect(faultsOf('a,#{request.uri}\n#{apiProxy.id}', 'text/csv')).toEqual([
      [
        '/here/body',
        'has a placeholder, but a content type whose syntax is not known (line 1, column 3)',
        'give the content type of JSON, XML, HTML or plain text, or leave placeholders out',
      ],
      [
        '/here/body',
        'has a placeholder, but a content type whose syntax is not known (line 2, column 1)',
        'give the content type of JSON, XML, HTML or plain text, or leave placeholders out',
      ],
    ]);
  });
});

describe('R68 a body that is JSON itself', () => {
  it.each<[JsonValue, string]>([
    [{}, '{}'],
    [[], '[]'],
    [null, 'null'],
    [true, 'true'],
    [-1.5e30, '-1.5e+30'],
    [{ b: 1, a: [null, false, { c: 'd' }], '': '' }, '{"b":1,"a":[null,false,{"c":"d"}],"":""}'],
    [
      { path: '#{request.uri}', code: ['#{error.defaultErrorCode}!'] },
      '{"path":"/api/v1/users","code":["DEFAULT_CODE!"]}',
    ],
    [{ status: '#{error.defaultHttpCode}' }, '{"status":"500"}'],
    [{ first: '#FAULTMESSAGE#' }, '{"first":"FINAL message\\nand more"}'],
    [{ 'a"\\': 'b"\\#{apiProxy.id}' }, '{"a\\"\\\\":"b\\"\\\\users-api"}'],
    [{ '##{apiProxy.id}': '##{apiProxy.id}' }, '{"#{apiProxy.id}":"#{apiProxy.id}"}'],
    [JSON.parse('{"__proto__":"#{apiProxy.id}"}') as JsonValue, '{"__proto__":"users-api"}'],
  ])('%j', (body, rendered) => {
    expect(bodyOf(body).render(contextWith())).toBe(rendered);
    expect(bodyOf(body, 'application/problem+json').render(contextWith())).toBe(rendered);
  });

  it('may have many parts', () => {
    const body = Array.from({ length: 8000 }, (_, index) => ({ [`k${index}`]: '#{apiProxy.id}' }));
    expect(JSON.parse(bodyOf(body).render(contextWith()))).toHaveLength(8000);
  });

  it('points to what is wrong in it', () => {
    expect(faultsOf({ a: [{ 'b/c~': '#{request.url}' }], '#{apiProxy.id}': { d: '#{x.y}' } })).toEqual([
      [
        '/here/body/a/0/b~1c~0',
        'has the unknown placeholder "#{request.url}"',
        'did you mean "#{request.uri}"?',
      ],
      ['/here/body/#{apiProxy.id}', 'has a placeholder in its name', 'write the name out'],
      [
        '/here/body/#{apiProxy.id}/d',
        'has the unknown placeholder "#{x.y}"',
        'use one of those in docs/templates.md, or write "##{x.y}" for the characters themselves',
      ],
    ]);
  });

  it('is refused where the content type is another', () => {
    const cure = 'write it as a text, or give the content type of JSON';
    expect(faultsOf({ a: 1 }, 'text/plain')).toEqual([
      ['/here/body', 'is JSON, but is sent as text/plain;charset=utf-8', cure],
    ]);
    expect(faultsOf([1], 'text/csv')).toHaveLength(1);
    expect(faultsOf([1], 'application/xml')).toHaveLength(1);
  });

  it('is refused when it is too deep', () => {
    const nested = (depth: number): JsonValue => (depth === 0 ? 1 : [nested(depth - 1)]);
    expect(faultsOf(nested(64))).toEqual([]);
    expect(faultsOf(nested(65)).map(([, problem]) => problem)).toEqual(['is nested too deeply']);
    const endless: JsonValue[] = [];
    endless.push(endless);
    expect(faultsOf(endless)).toHaveLength(1);
  });
});

describe('R72 R84 bodies for negotiated formats', () => {
  it.each<[Format, JsonValue, string, string]>([
    ['json', '{"a":"#FAULTCODE#"}', 'application/json;charset=utf-8', '{"a":"FINAL_CODE"}'],
    ['json', { a: '#FAULTCODE#' }, 'application/json;charset=utf-8', '{"a":"FINAL_CODE"}'],
    ['xml', '<a>#{apiProxy.name}</a>', 'application/xml;charset=utf-8', '<a>Users &amp; co</a>'],
    ['text', '#{apiProxy.name}', 'text/plain;charset=utf-8', 'Users & co'],
    ['html', '<a>#{apiProxy.name}</a>', 'text/html;charset=utf-8', '<a>Users &amp; co</a>'],
  ])('%s %j', (format, template, contentType, rendered) => {
    const { at, told } = place();
    const body = compileFormat(template, format, at);
    expect(told).toEqual([]);
    expect([body?.format, body?.contentType, body?.render(contextWith())]).toEqual([
      format,
      contentType,
      rendered,
    ]);
  });

  it.each<[Format, JsonValue]>([
    ['json', 'x'],
    ['xml', 'x'],
    ['xml', {}],
    ['text', 1],
    ['text', '#{x.y}'],
    ['html', '<x'],
  ])('%s %j is refused at its own place', (format, template) => {
    const { at, told } = place();
    expect(compileFormat(template, format, at)).toBeUndefined();
    expect(told.map(([pointer]) => pointer)).toEqual(['/here']);
  });
});

describe('the scenarios, byte for byte', () => {
  const facts: RequestFacts = { method: 'GET', url: '/api/v1/users?page=1', header: () => undefined };
  const message =
    'Authentication policy failed! Invalid API Key/Username and Password pair for Authenticator (SecretManager)!';
  const defaults = { status: 401, code: 'ERR-035', message };
  const context = contextWith({
    correlationId: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
    facts,
    defaults,
    now: NOW,
  });

  it('R81 scenario 3', () => {
    const body = bodyOf(`{
  "error": {
    "code": "#{error.defaultErrorCode}",
    "message": "#{error.defaultMessage}",
    "timestamp": "#{dateTime.formattedText}",
    "correlationId": "#{message.correlationId}",
    "path": "#{request.uri}"
  }
}`);
    expect(body.render(context)).toBe(`{
  "error": {
    "code": "ERR-035",
    "message": "Authentication policy failed! Invalid API Key/Username and Password pair for Authenticator (SecretManager)!",
    "timestamp": "2026-04-05 14:30:45",
    "correlationId": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
    "path": "/api/v1/users"
  }
}`);
  });

  it('R82 scenario 4', () => {
    const short = bodyOf(`{
  "code": "#{error.defaultErrorCode}",
  "message": "Request failed"
}`);
    expect(short.render(context)).toBe(`{
  "code": "ERR-035",
  "message": "Request failed"
}`);
    const detailed = bodyOf(`{
  "error": {
    "code": "#{error.defaultErrorCode}",
    "message": "#{error.defaultMessage}",
    "correlationId": "#{message.correlationId}",
    "timestamp": "#{dateTime.formattedText}",
    "path": "#{request.uri}",
    "method": "#{request.method}"
  }
}`);
    expect(detailed.render(context)).toBe(`{
  "error": {
    "code": "ERR-035",
    "message": "${message}",
    "correlationId": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
    "timestamp": "2026-04-05 14:30:45",
    "path": "/api/v1/users",
    "method": "GET"
  }
}`);
  });

  it('R83 scenario 5', () => {
    const template = `Your API call was rejected by a business rule.
Error Code: #{error.defaultErrorCode}
Time: #{dateTime.formattedText}
Request ID: #{message.correlationId}`;
    const cure = 'write a value there';
    expect(faultsOf(template)).toEqual([['/here/body', 'is not JSON (line 1, column 1)', cure]]);
    const body = bodyOf(template, 'text/plain');
    expect(body.contentType).toBe('text/plain;charset=utf-8');
    expect(body.render(context)).toBe(`Your API call was rejected by a business rule.
Error Code: ERR-035
Time: 2026-04-05 14:30:45
Request ID: a1b2c3d4-e5f6-7890-abcd-ef1234567890`);
  });
});
