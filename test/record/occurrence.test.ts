import {
  AuthenticationException,
  BusinessException,
  defineRecognizer,
  ValidationException,
  type RequestFacts,
} from 'faultline';
import { describe, expect, it } from 'vitest';
import { factsOf, only } from './logs.ts';

describe('R19 the record of a failure', () => {
  it('has everything about it', async () => {
    const thrown = new BusinessException('Only 3 are left', {
      code: 'STOCK_TOO_LOW',
      status: 500,
      internal: { sku: 'A1', count: 3n },
      cause: Object.assign(new TypeError('beneath', { cause: 'the root' }), { code: 'E_DB' }),
    });
    const facts = factsOf({
      method: 'POST',
      route: '/orders/:id',
      remoteAddress: '10.0.0.1',
      header: (name) =>
        name === 'traceparent' ? '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' : undefined,
    });
    const { record, message } = await only(thrown, facts);
    expect(record).toEqual({
      correlationId: facts.correlationId,
      code: 'STOCK_TOO_LOW',
      status: 500,
      fault: 'server',
      family: 'business',
      error: {
        name: 'BusinessException',
        message: 'Only 3 are left',
        code: 'STOCK_TOO_LOW',
        stack: expect.stringMatching(/^ {4}at /),
      },
      causes: [
        { name: 'TypeError', message: 'beneath', code: 'E_DB', stack: expect.stringMatching(/^ {4}at /) },
        { name: 'string', message: 'the root' },
      ],
      internal: { sku: 'A1', count: '3' },
      request: {
        method: 'POST',
        path: '/orders/7',
        route: '/orders/:id',
        remoteAddress: '10.0.0.1',
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      },
    });
    expect(message).toBe(`500 STOCK_TOO_LOW ${facts.correlationId}`);
  });

  it('R41 has the parts of an AggregateError', async () => {
    const { record } = await only(new AggregateError([new Error('first'), 'second', null], 'both'));
    expect(record['causes'].map((cause: { message: string }) => cause.message)).toEqual([
      'first',
      'second',
      'null',
    ]);
  });

  it('R32 has no query, which often holds secrets', async () => {
    for (const url of ['/a?token=secret', '/a?', '/a'])
      expect((await only('x', factsOf({ url }))).record['request'].path).toBe('/a');
  });

  it.each<[string, unknown, string, string]>([
    ['null', null, 'null', 'null'],
    ['undefined', undefined, 'undefined', 'undefined'],
    ['a string', 'a\nb', 'string', 'a\\u{a}b'],
    ['a number', -0.5, 'number', '-0.5'],
    ['a bigint', 7n, 'bigint', '7n'],
    ['a symbol', Symbol('a\nb'), 'symbol', 'Symbol(a\\u{a}b)'],
    ['a function', function named() {}, 'named', 'a function'],
    ['an object', { a: 1, name: 7 }, 'object', '{"a":1,"name":7}'],
    ['an object with a name', { name: 'Own', message: 'm' }, 'Own', '{"name":"Own","message":"m"}'],
    ['a map', new Map([['a', 1]]), 'object', '{"a":1}'],
    ['an error without a message', new RangeError(), 'RangeError', ''],
    ['an error whose name is empty', Object.assign(new Error('m'), { name: '' }), 'object', 'm'],
  ])('names %s that was thrown', async (_what, thrown, name, message) => {
    const { error } = (await only(thrown)).record;
    expect([error.name, error.message]).toEqual([name, message]);
  });

  it('describes an object of which nothing is left', async () => {
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    expect((await only(revoked.proxy)).record['error'].message).toBe('"[unreadable]"');
  });

  it('keeps the number that some errors have as code', async () => {
    expect((await only(Object.assign(new Error('x'), { code: 7 }))).record['error'].code).toBe('7');
    expect((await only(Object.assign(new Error('x'), { code: {} }))).record['error']).not.toHaveProperty(
      'code',
    );
  });

  it('has no name of a class that cannot be read', async () => {
    const hostile = Object.assign(new Error('x'), {
      constructor: new Proxy(Error, {
        get: () => {
          throw new Error('no');
        },
      }),
    });
    expect((await only(hostile)).record['error']).not.toHaveProperty('type');
  });

  it('does not write out a number that takes long to write', async () => {
    const started = performance.now();
    const { error } = (await only(2n ** (2n ** 22n))).record;
    expect(error).toEqual({ name: 'bigint', message: 'a bigint of more than 1024 bits' });
    expect(performance.now() - started).toBeLessThan(100);
    expect((await only(-(2n ** 1000n))).record['error'].message).toBe(`${-(2n ** 1000n)}n`);
  });

  it.each<[string, object, object | undefined]>([
    [
      'what a database says',
      { table: 'orders', constraint: 'a\nb' },
      { table: 'orders', constraint: 'a\\u{a}b' },
    ],
    [
      'numbers, true and false',
      { errno: -111, port: 5432, column: true },
      { errno: -111, port: 5432, column: true },
    ],
    [
      'not what may hold data',
      { detail: 'x', sql: 'x', parameters: ['x'], headers: {}, config: {} },
      undefined,
    ],
    [
      'not what is no plain value',
      { table: {}, port: NaN, schema: '', column: null, routine: () => 1 },
      undefined,
    ],
    ['a status that was not answered', { status: 404, port: 1 }, { status: 404, port: 1 }],
    ['not the status that was', { status: 500, statusCode: 500 }, undefined],
    [
      'the same among hundreds of others',
      Object.fromEntries([...Array(300).keys(), 'port'].map((key) => [`${key}`, 1])),
      { port: 1 },
    ],
    ['no negative zero', { port: -0 }, { port: 0 }],
  ])('tells %s', async (_what, properties, told) => {
    const { error } = (await only(Object.assign(new TypeError('x'), properties))).record;
    expect(error.properties).toEqual(told);
  });

  it('tells nothing of an error that does not let itself be read', async () => {
    const trap = (): never => {
      throw new Error('hostile');
    };
    const hidden = new Proxy(new Error('x'), { ownKeys: trap });
    expect((await only(hidden)).record['error']).not.toHaveProperty('properties');
    const fails = Object.defineProperty(Object.assign(new TypeError('x'), { port: 1 }), 'table', {
      enumerable: true,
      get: trap,
    });
    expect((await only(fails)).record['error'].properties).toEqual({ port: 1 });
  });

  it('notes what was wrong on the way', async () => {
    const broken = defineRecognizer({
      name: 'broken',
      recognize() {
        throw new Error('x');
      },
    });
    const { record } = await only(new Error('x'), factsOf(), { recognizers: [broken] });
    expect(record['notes']).toEqual([expect.stringContaining('broken')]);
  });
});

describe('D10 facts that cannot be read do not cost the record', () => {
  const fail = (): never => {
    throw new Error('hostile');
  };
  const hostile = (key: string): RequestFacts => Object.defineProperty(factsOf(), key, { get: fail });

  it.each<[string, () => RequestFacts]>([
    ['url', () => hostile('url')],
    ['method', () => hostile('method')],
    ['a url that is no text', () => factsOf({ url: 7 as never })],
    ['a method that is no text', () => factsOf({ method: undefined as never })],
    [
      'a trace header that fails',
      () => factsOf({ header: (name) => (name === 'traceparent' ? fail() : undefined) }),
    ],
  ])('%s', async (_what, make) => {
    const { record } = await only(new BusinessException('x', { code: 'OWN', status: 409 }), make());
    expect(record).toMatchObject({ code: 'OWN', status: 409, error: { message: 'x' } });
    expect(record['correlationId']).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    expect(record).not.toHaveProperty('request');
  });

  it.each(['remoteAddress', 'route'])('%s costs itself alone', async (key) => {
    const { record } = await only(new BusinessException('x', { status: 409 }), hostile(key));
    expect(record['request']).toMatchObject({ method: 'GET' });
    expect(record['request']).not.toHaveProperty(key);
  });
});

describe('R35 the level by fault', () => {
  const aborted = factsOf({ aborted: true });
  const expected = defineRecognizer({ name: 'own', recognize: () => ({ status: 503, expected: true }) });

  it.each<[string, string, unknown, RequestFacts?]>([
    ['error', 'a failure of ours', new Error('x')],
    ['error', 'a value thrown', null],
    ['info', "a client's mistake", new ValidationException('x')],
    ['info', 'no authentication', new AuthenticationException('x')],
    ['info', 'a business outcome', new BusinessException('x', { status: 409 })],
    ['warn', 'a business outcome that is answered with 500', new BusinessException('x', { status: 500 })],
    [
      'debug',
      'a client that went away',
      Object.assign(new Error('aborted'), { code: 'ECONNRESET' }),
      aborted,
    ],
    ['error', 'a connection that broke elsewhere', Object.assign(new Error('x'), { code: 'ECONNRESET' })],
  ])('%s: %s', async (level, _what, thrown, facts = factsOf()) => {
    expect((await only(thrown, facts)).level).toBe(level);
  });

  it('warn: what a recognizer expects', async () => {
    expect((await only(new Error('x'), factsOf(), { recognizers: [expected] })).level).toBe('warn');
  });

  it('499 is the status of a client that went away', async () => {
    const { record } = await only(Object.assign(new Error('aborted'), { code: 'EPIPE' }), aborted);
    expect(record).toMatchObject({ status: 499, fault: 'abort', code: 'CLIENT_CLOSED_REQUEST' });
  });

  it('error: an answer that had to be replaced, whoever was at fault', async () => {
    const leak = 'select * from users where id = 7';
    const careless = defineRecognizer({
      name: 'careless',
      recognize: () => ({ status: 400, message: leak }),
    });
    const { level, record } = await only(new Error(leak), factsOf(), { recognizers: [careless] });
    expect(level).toBe('error');
    expect(record['notes']).toEqual(['the answer contained an unvetted message']);
  });
});

describe('the class of an error', () => {
  class QuotaError extends Error {}
  const trapped = Object.defineProperty(new Error('x'), 'constructor', {
    get: () => {
      throw new Error('no');
    },
  });

  it.each<[string, unknown, string | undefined]>([
    ['is told where its name does not', new QuotaError('x'), 'QuotaError'],
    ['is not repeated', new TypeError('x'), undefined],
    ['is not asked of what is no error', { message: 'x' }, undefined],
    ['may be nameless', new (class extends Error {})('x'), undefined],
    ['may be out of reach', trapped, undefined],
    ['may be no class', Object.assign(new Error('x'), { constructor: { name: 7 } }), undefined],
  ])('%s', async (_how, thrown, type) => {
    expect((await only(thrown)).record['error'].type).toBe(type);
  });
});
