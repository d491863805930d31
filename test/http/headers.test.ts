import { describe, expect, it } from 'vitest';
import { isForwardable, isKept, mergeHeaders, vary } from '../../src/http/headers.ts';
import { isHeaderName, isHeaderValue } from '../../src/http/syntax.ts';

const KEPT = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-expose-headers',
  'strict-transport-security',
  'content-security-policy',
  'content-security-policy-report-only',
  'cross-origin-opener-policy',
  'referrer-policy',
  'permissions-policy',
  'x-frame-options',
  'x-content-type-options',
  'www-authenticate',
  'proxy-authenticate',
  'allow',
  'retry-after',
  'ratelimit',
  'x-ratelimit-remaining',
  'vary',
  'date',
  'clear-site-data',
  'x-request-id',
  'x-own',
  'connection',
];

const DROPPED = [
  'etag',
  'last-modified',
  'content-type',
  'content-length',
  'content-encoding',
  'content-language',
  'content-disposition',
  'content-location',
  'content-range',
  'content-md5',
  'content-digest',
  'set-cookie',
  'cache-control',
  'expires',
  'pragma',
  'age',
  'accept-ranges',
  'location',
  'transfer-encoding',
  'trailer',
  'server-timing',
  'x-powered-by',
];

const FORWARDABLE = [
  'allow',
  'retry-after',
  'www-authenticate',
  'proxy-authenticate',
  'accept',
  'accept-encoding',
  'content-range',
  'upgrade',
  'link',
  'x-ratelimit-reset',
];

const NOT_FORWARDABLE = [
  'set-cookie',
  'content-type',
  'content-length',
  'location',
  'x-request-id',
  'authorization',
  'server',
  'x-secret',
  'access-control-allow-origin',
  'content-security-policy',
  'transfer-encoding',
  '',
  '__proto__',
  'constructor',
];

const cased = (name: string): string => name.replace(/(^|-)([a-z])/g, (match) => match.toUpperCase());

describe('which headers of the failed answer stay', () => {
  it.each(KEPT)('%s stays', (name) => {
    expect(isKept(name)).toBe(true);
    expect(isKept(cased(name))).toBe(true);
  });

  it.each(DROPPED)('%s goes', (name) => {
    expect(isKept(name)).toBe(false);
    expect(isKept(cased(name))).toBe(false);
  });
});

describe('R16 which headers an error may bring', () => {
  it.each(FORWARDABLE)('%s may go out', (name) => {
    expect(isForwardable(name)).toBe(true);
    expect(isForwardable(cased(name))).toBe(true);
  });

  it.each(NOT_FORWARDABLE)('%s may not', (name) => {
    expect(isForwardable(name)).toBe(false);
    expect(isForwardable(cased(name))).toBe(false);
  });
});

describe('Vary', () => {
  it.each<[existing: unknown, field: string, expected: string]>([
    [undefined, 'Accept', 'Accept'],
    ['', 'Accept', 'Accept'],
    [7, 'Accept', 'Accept'],
    ['Origin', 'Accept', 'Origin, Accept'],
    ['Origin, Accept-Encoding', 'Accept', 'Origin, Accept-Encoding, Accept'],
    ['accept', 'Accept', 'accept'],
    ['Origin,ACCEPT', 'Accept', 'Origin,ACCEPT'],
    ['*', 'Accept', '*'],
    ['Origin, *', 'Accept', 'Origin, *'],
    [['Origin', 'Cookie'], 'Accept', 'Origin, Cookie, Accept'],
    [['Origin', 'accept'], 'Accept', 'Origin, accept'],
    [[], 'Accept', 'Accept'],
  ])('%j with %s is %j', (existing, field, expected) => {
    expect(vary(existing, field)).toBe(expected);
  });
});

type Headers = Record<string, string | string[]>;

describe('the headers of an error answer', () => {
  it.each<[title: string, existing: Headers, reply: Record<string, string>, expected: Headers]>([
    ['nothing before', {}, { a: '1' }, { a: '1' }],
    ['what is about the failed answer goes', { etag: '"x"', 'set-cookie': ['a=b'] }, { a: '1' }, { a: '1' }],
    [
      'what is about the exchange stays',
      { 'access-control-allow-origin': '*' },
      {},
      { 'access-control-allow-origin': '*' },
    ],
    [
      'the reply goes before',
      { 'x-request-id': 'theirs' },
      { 'x-request-id': 'ours' },
      { 'x-request-id': 'ours' },
    ],
    [
      'the policy of our page goes before',
      { 'content-security-policy': "default-src 'self'" },
      { 'content-security-policy': "default-src 'none'" },
      { 'content-security-policy': "default-src 'none'" },
    ],
    [
      'the own challenge goes before our default',
      { 'www-authenticate': 'Basic realm="x"' },
      { 'www-authenticate': 'Bearer' },
      { 'www-authenticate': 'Basic realm="x"' },
    ],
    [
      'several challenges stay several',
      { 'www-authenticate': ['Basic', 'Digest'] },
      { 'www-authenticate': 'Bearer' },
      { 'www-authenticate': ['Basic', 'Digest'] },
    ],
    [
      "the exception's challenge goes before the application's",
      { 'www-authenticate': 'Basic' },
      { 'www-authenticate': 'DPoP' },
      { 'www-authenticate': 'DPoP' },
    ],
    [
      'the own Allow goes before our empty one',
      { allow: 'GET, HEAD' },
      { allow: '' },
      { allow: 'GET, HEAD' },
    ],
    [
      "the exception's Allow goes before the application's",
      { allow: 'GET' },
      { allow: 'PUT' },
      { allow: 'PUT' },
    ],
    ['Vary of both', { vary: 'Origin' }, { vary: 'Accept' }, { vary: 'Origin, Accept' }],
    ['Vary of the application alone', { vary: 'Origin' }, {}, { vary: 'Origin' }],
    [
      'names of any case are one name',
      { Vary: 'Origin', ETag: '"x"', 'X-Own': '1' },
      { vary: 'Accept' },
      { vary: 'Origin, Accept', 'x-own': '1' },
    ],
    [
      'a header named as what objects inherit',
      { constructor: 'x' },
      { a: '1' },
      { a: '1', constructor: 'x' },
    ],
  ])('%s', (_title, existing, reply, expected) => {
    const before = structuredClone([existing, reply]);
    expect(mergeHeaders(existing, reply)).toEqual(expected);
    expect([existing, reply]).toEqual(before);
  });

  it('never touches a prototype', () => {
    const existing = JSON.parse('{"__proto__":"x","constructor":"y"}') as Headers;
    const merged = mergeHeaders(existing, { a: '1' });
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('the syntax of header names and values', () => {
  it.each([
    ['x-own', true],
    ["!#$%&'*+.^_`|~09aZ-", true],
    ['', false],
    ['a b', false],
    ['a:b', false],
    ['a\n', false],
    ['é', false],
    ['a(b)', false],
  ])('the name %j is possible: %s', (name, expected) => {
    expect(isHeaderName(name)).toBe(expected);
  });

  it.each<[unknown, boolean]>([
    ['', true],
    ['Basic realm="x", charset="UTF-8"', true],
    ['a\tb', true],
    ['a\r\nSet-Cookie: x', false],
    ['a\n', false],
    ['a\u0000', false],
    ['a\u007f', false],
    ['é', false],
    ['\u2028', false],
    ['x'.repeat(4096), true],
    ['x'.repeat(4097), false],
    [7, false],
    [['a'], false],
    [undefined, false],
  ])('the value %j is possible: %s', (value, expected) => {
    expect(isHeaderValue(value)).toBe(expected);
  });
});
