import * as fc from 'fast-check';
import type { Decided, FieldError, RequestFacts } from 'faultline';
import { describe, expect, it } from 'vitest';
import { attributesOf, type Told } from '../../src/detail/attributes.ts';
import { viewOf } from '../../src/error-view.ts';
import type { Attribute } from '../../src/model.ts';
import { createRedactor, type RedactOptions } from '../../src/redact/index.ts';
import { factsWith } from '../pipeline/facts.ts';

const redactor = createRedactor();

function decidedOf(
  thrown: unknown,
  facts: RequestFacts = factsWith(),
  status = 500,
  code = 'INTERNAL',
): Decided {
  const captured = { view: viewOf(thrown), causes: [], facts, correlationId: 'K7QF-2MXD-9TRB' };
  return { classified: { captured, recognition: { code } }, status, code } as unknown as Decided;
}

type Errors = Told['errors'];

function told(reason: string, errors?: readonly FieldError[]): Told {
  return { reason, errors: errors as Errors };
}

function attributes(
  thrown: unknown,
  facts?: RequestFacts,
  reason = 'Out of stock',
  redact: RedactOptions = {},
): Record<string, string> {
  return byName(attributesOf(decidedOf(thrown, facts), told(reason), createRedactor(redact)));
}

function byName(given: readonly Attribute[]): Record<string, string> {
  return Object.fromEntries(given.map(({ name, value }) => [name, value]));
}

const request = factsWith(
  {
    host: 'shop.example',
    'user-agent': 'curl/8',
    accept: '*/*',
    authorization: 'Bearer canary',
    cookie: 'session=canary',
    'x-faultline-detail': 'fl1.canary',
    'x-api-key': 'canary',
  },
  { method: 'POST', url: '/orders/7?token=canary', route: '/orders/:id', remoteAddress: '10.0.0.1' },
);

describe('R54 D13 the attributes of a message', () => {
  it('are what the library knows, as names and texts', () => {
    expect(
      attributesOf(decidedOf(new TypeError('canary'), request, 409), told('Out of stock'), redactor),
    ).toEqual([
      { name: 'circuit.exception', value: 'TypeError' },
      { name: 'circuit.failure.reason', value: 'Out of stock' },
      { name: 'failure.reason', value: 'Out of stock' },
      { name: 'http.client', value: '10.0.0.1' },
      { name: 'http.headers', value: 'host: shop.example\nuser-agent: curl/8\naccept: */*' },
      { name: 'http.response.info', value: 'Conflict' },
      { name: 'http.response.status', value: '409' },
      { name: 'id', value: 'K7QF-2MXD-9TRB' },
      { name: 'request.method', value: 'POST' },
      { name: 'request.path', value: '/orders/7' },
      { name: 'route', value: '/orders/:id' },
    ]);
  });

  it('leave out what is not known', () => {
    expect(Object.keys(attributes(new Error('x'), factsWith({}, { method: '' })))).toEqual([
      'circuit.exception',
      'circuit.failure.reason',
      'failure.reason',
      'http.response.info',
      'http.response.status',
      'id',
    ]);
  });

  it.each([
    ['an object', { toString: (): string => 'canary', secret: 'canary' }, 'object'],
    ['an object with a name', { name: 'Odd' }, 'Odd'],
    ['a name that is none', { name: { toString: (): string => 'canary' } }, 'object'],
    ['an empty name', { name: '' }, 'object'],
    ['a text', 'canary', 'string'],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'object'],
  ])('D13 never make a text of an object: %s', (_what, thrown, expected) => {
    const shown = attributes(thrown);
    expect(shown['circuit.exception']).toBe(expected);
    expect(JSON.stringify(shown)).not.toContain('canary');
  });

  it('R32 are freed of secrets', () => {
    const shown = attributes(
      new Error('x'),
      factsWith(
        { 'user-agent': 'agent password=canary', host: 'user:canary@shop.example' },
        { url: '/reset/password=canary', route: '/reset/:token' },
      ),
      'reason with password=canary',
    );
    expect(JSON.stringify(shown)).not.toContain('canary');
  });

  it('R32 are freed of what the application names a secret', () => {
    const facts = factsWith({ 'user-agent': 'agent shoeSize=canary' });
    expect(attributes(new Error('x'), facts, 'x', { keys: ['shoeSize'] })['http.headers']).not.toContain(
      'canary',
    );
  });

  it('are bounded lines', () => {
    const long = `a\r\nx-forged: yes\u202e${'x'.repeat(10_000)}`;
    const thrown = Object.assign(new Error('x'), { name: long });
    const headers = { 'user-agent': long, accept: long, host: long };
    const shown = attributes(thrown, factsWith(headers, { url: `/${long}`, route: long }), long);
    for (const [name, value] of Object.entries(shown)) {
      expect(value.length, name).toBeLessThan(2200);
      expect(value.split('\n').length, name).toBe(name === 'http.headers' ? 3 : 1);
      expect(value, name).not.toMatch(/[\r\u202e]/);
    }
  });

  it('come from a request that cannot be read as from one that is not known', () => {
    const hostile = new Proxy(factsWith(), {
      get() {
        throw new Error('canary');
      },
    });
    expect(attributes(new Error('x'), hostile)).not.toHaveProperty('http.headers');
  });

  it('throw nothing, whatever was thrown', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withNullPrototype: true }),
        fc.string(),
        (thrown, reason) => {
          for (const { value } of attributesOf(decidedOf(thrown, request), told(reason), redactor)) {
            expect(typeof value).toBe('string');
          }
        },
      ),
    );
  });
});

describe('R54 D13 content.body', () => {
  it.each<[what: string, headers: Readonly<Record<string, string>>, expected: string | undefined]>([
    ['there is none', {}, undefined],
    ['there is none, of a type', { 'content-type': 'application/json' }, undefined],
    ['it is empty', { 'content-type': 'application/json', 'content-length': '0' }, undefined],
    ['its length is no number', { 'content-length': '1e3 canary' }, undefined],
    ['its length is no length', { 'content-length': '9'.repeat(400) }, undefined],
    [
      'it has a type and a length',
      { 'content-type': 'application/json', 'content-length': '123' },
      'application/json, 123 bytes',
    ],
    [
      'the type has parameters',
      { 'content-type': ' Text/CSV ; charset="canary"', 'content-length': '0123' },
      'text/csv, 123 bytes',
    ],
    [
      'it has no length',
      { 'content-type': 'application/json', 'transfer-encoding': 'canary' },
      'application/json, chunked',
    ],
    ['it has no type', { 'content-length': '123' }, '123 bytes'],
    ['its type is none', { 'content-type': 'canary', 'content-length': '123' }, '123 bytes'],
    ['its type is two', { 'content-type': 'a/b, canary/c', 'content-length': '123' }, '123 bytes'],
    ['its type is long', { 'content-type': `a/${'canary'.repeat(99)}`, 'content-length': '1' }, '1 byte'],
  ])('says where %s what its headers announce, and nothing of it', (_what, headers, expected) => {
    const shown = attributes(new Error('x'), factsWith(headers));
    expect(shown['content.body']).toBe(expected);
    expect(shown['content.body'] ?? '').not.toContain('canary');
  });

  it('does not fail where headers are no texts', () => {
    const facts = factsWith({}, { header: () => Object.create(null) as never });
    expect(attributes(new Error('x'), facts)).not.toHaveProperty('content.body');
  });
});

describe('R54 D13 json.errors', () => {
  const errorsOf = (errors: readonly FieldError[]): string | undefined =>
    byName(attributesOf(decidedOf(new Error('canary'), request, 422), told('Invalid', errors), redactor))[
      'json.errors'
    ];

  it('has what the client is told of each field, a line each', () => {
    const errors = [
      { pointer: '/items/0/sku', message: 'is required', code: 'required' },
      { pointer: '/password', message: 'must have at least 12 characters' },
      { pointer: '', message: 'must be an object' },
    ];
    expect(errorsOf(errors)).toBe(
      '/items/0/sku: is required\n/password: must have at least 12 characters\nmust be an object',
    );
  });

  it('R32 is freed of secrets', () => {
    const given = [{ pointer: '/token=canary', message: 'is not password=canary' }];
    expect(errorsOf(given)).not.toContain('canary');
  });

  it('is bounded in lines and their length', () => {
    const long = `a\r\n\u2028${'x'.repeat(10_000)}`;
    const lines = errorsOf(Array.from({ length: 23 }, () => ({ pointer: long, message: long })))!.split('\n');
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('and 3 more');
    for (const line of lines) {
      expect(line.length).toBeLessThan(650);
      expect(line).not.toMatch(/[\r\u2028]/);
    }
  });

  it.each<[what: string, type: string | undefined, code: string, expected: string | undefined]>([
    ['is no JSON', 'application/json; charset=utf-8', 'BODY_MALFORMED', 'Not readable'],
    ['is no JSON of a type of its own', 'application/vnd.shop+json', 'BODY_MALFORMED', 'Not readable'],
    ['is no form', 'application/x-www-form-urlencoded', 'BODY_MALFORMED', undefined],
    ['is of no type', undefined, 'BODY_MALFORMED', undefined],
    ['has nothing to do with it', 'application/json', 'INTERNAL', undefined],
  ])('says of a body that %s, which is %s: %s gives %s', (_what, type, code, expected) => {
    const facts = factsWith(type === undefined ? {} : { 'content-type': type });
    const decided = decidedOf(new SyntaxError('Unexpected token c in "canary"'), facts, 400, code);
    expect(byName(attributesOf(decided, told('Not readable'), redactor))['json.errors']).toBe(expected);
  });
});
