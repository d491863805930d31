import * as fc from 'fast-check';
import type { Decided, RequestFacts } from 'faultline';
import { describe, expect, it } from 'vitest';
import { attributesOf } from '../../src/detail/attributes.ts';
import { viewOf } from '../../src/error-view.ts';
import { createRedactor, type RedactOptions } from '../../src/redact/index.ts';
import { factsWith } from '../pipeline/facts.ts';

const redactor = createRedactor();

function decidedOf(thrown: unknown, facts: RequestFacts = factsWith(), status = 500): Decided {
  const captured = { view: viewOf(thrown), causes: [], facts, correlationId: 'K7QF-2MXD-9TRB' };
  return { classified: { captured }, status, code: 'INTERNAL' } as unknown as Decided;
}

function attributes(
  thrown: unknown,
  facts?: RequestFacts,
  reason = 'Out of stock',
  redact: RedactOptions = {},
): Record<string, string> {
  const given = attributesOf(decidedOf(thrown, facts), reason, createRedactor(redact));
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
    expect(attributesOf(decidedOf(new TypeError('canary'), request, 409), 'Out of stock', redactor)).toEqual([
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
          for (const { value } of attributesOf(decidedOf(thrown, request), reason, redactor)) {
            expect(typeof value).toBe('string');
          }
        },
      ),
    );
  });
});
