import {
  AuthenticationException,
  BusinessException,
  defineRecognizer,
  ValidationException,
  type RequestFacts,
} from 'faultline';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf, logged, type Entry } from './logs.ts';

/** What forges a line or fools a terminal; spaces are not in it. */
const UNSAFE =
  // oxlint-disable-next-line no-control-regex -- control characters are what it is for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/u;
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    'a\nERROR forged',
    '\r\n',
    '\u001b[2J',
    '\u2028',
    '\u202e',
    '\ud800',
    'x\n    at evil (/x.js:1:1)',
  ),
);

const only = async (...given: Parameters<typeof logged>): Promise<Entry> => {
  const entries = await logged(...given);
  expect(entries.length).toBe(1);
  return entries[0]!;
};

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return [...Object.keys(value), ...Object.values(value).flatMap(textsOf)];
}

/** An object that says of itself what it is. */
const tagged = (tag: string): unknown => Object.defineProperty(new Map(), Symbol.toStringTag, { value: tag });

const internalOf = async (internal: unknown): Promise<unknown> =>
  (await only(new BusinessException('x', { internal }))).record['internal'];

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
        stack: expect.stringMatching(/^at /),
      },
      causes: [
        { name: 'TypeError', message: 'beneath', code: 'E_DB', stack: expect.stringMatching(/^at /) },
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
    ['a map', new Map(), 'object', '"[Map]"'],
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

describe('16.4.1 one line of visible text, whatever was thrown', () => {
  it('neutralises line breaks, controls and marks that turn text around, at every place', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (text, other) => {
        const cause = Object.assign(new Error(other), { name: text, code: text });
        const thrown = Object.assign(
          new BusinessException(text, {
            internal: { [text]: other, list: [text, new Error(text)] },
            cause,
          }),
          { name: other },
        );
        const facts = factsOf({ method: text, url: `/${text}`, route: other, remoteAddress: text });
        const entries = await logged(thrown, facts);
        expect(entries.length).toBe(1);
        const { record, message } = entries[0]!;
        for (const shown of [...textsOf(record), message!]) expect(shown).not.toMatch(UNSAFE);
        // Line feeds only between the frames of a stack.
        const stacks = new Set<string>([
          record['error'].stack,
          ...record['causes'].map((one: { stack?: string }) => one.stack),
        ]);
        const others = textsOf(record).filter((shown) => !stacks.has(shown));
        for (const shown of others) expect(shown).not.toContain('\n');
        const line = JSON.stringify({ ...record, msg: message });
        expect(line).not.toMatch(/[\r\n]/);
        expect(JSON.parse(line)).toEqual({ ...record, msg: message });
      }),
      { numRuns: 200 },
    );
  });

  const FORGED = '\n    at forged (/etc/passwd:1:1)';
  it.each<[string, () => unknown]>([
    ['in the message', () => new Error(`x${FORGED}`)],
    ['in a message that is nothing else', () => new Error(FORGED)],
    [
      'in a message that was changed later',
      () => Object.assign(new Error(`x${FORGED}\nmore`), { message: 'changed' }),
    ],
    [
      'in a message that was changed to a word of the stack',
      () => Object.assign(new Error(`x${FORGED}\nmore`), { message: 'occurrence.test' }),
    ],
    [
      'in a message that is cut off the frames',
      () => Object.assign(new Error(`x${FORGED}`), { stack: `Error: x${FORGED}` }),
    ],
  ])('a message does not pose as frames: %s', async (_where, make) => {
    const { error } = (await only(make())).record;
    expect(error.stack ?? '').not.toContain('forged');
  });

  it('keeps the frames', async () => {
    const thrown = new Error('x');
    const frames = thrown
      .stack!.split('\n')
      .slice(1)
      .map((line) => line.trim());
    expect((await only(thrown)).record['error'].stack.split('\n')).toEqual(frames);
    thrown.message = 'changed';
    expect((await only(thrown)).record['error'].stack.split('\n')).toEqual(frames);
  });

  it.each<[unknown, string | undefined]>([
    [undefined, undefined],
    [7, undefined],
    ['no frames', undefined],
    ['Error: x\n    at f (a.js:1:1)', 'at f (a.js:1:1)'],
    ['\n    at f (a.js:1:1)', 'at f (a.js:1:1)'],
    [
      'Error: other\n    at f (a.js:1:1)\n    at g (b.js:1:1)\nCaused by: y',
      'at f (a.js:1:1)\nat g (b.js:1:1)\nCaused by: y',
    ],
  ])('takes the stack %j as it is', async (stack, expected) => {
    expect((await only(Object.assign(new Error('x'), { stack }))).record['error'].stack).toBe(expected);
  });
});

describe('4.4 a record has a bounded size', () => {
  const HUGE = '\u0000'.repeat(2_000_000);
  const deep = (depth: number): unknown => (depth === 0 ? 'end' : { a: deep(depth - 1) });

  it.each<[string, () => unknown]>([
    ['a huge message', () => new Error(HUGE)],
    ['a huge string', () => HUGE],
    [
      'a huge stack',
      () => Object.assign(new Error('x'), { stack: `Error: x${'\n    at f (a.js:1:1)'.repeat(100_000)}` }),
    ],
    ['a huge name and code', () => Object.assign(new Error('x'), { name: HUGE, code: HUGE })],
    [
      'huge causes',
      () =>
        Array.from({ length: 100 }).reduce<Error>((cause) => new Error(HUGE, { cause }), new Error('root')),
    ],
    [
      'a huge aggregate',
      () =>
        new AggregateError(
          Array.from({ length: 10_000 }, () => new Error(HUGE)),
          HUGE,
        ),
    ],
    ['a huge object', () => Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [index, HUGE]))],
    [
      'huge internal data',
      () =>
        new BusinessException('x', { internal: Array.from({ length: 1000 }, () => [HUGE, new Error(HUGE)]) }),
    ],
    ['deep internal data', () => new BusinessException('x', { internal: deep(1000) })],
    [
      'a huge tag',
      () =>
        new BusinessException('x', {
          internal: { a: tagged(HUGE) },
        }),
    ],
  ])('%s', async (_what, make) => {
    const facts = factsOf({ url: `/${HUGE}`, route: HUGE, method: HUGE });
    const { record } = await only(make(), facts);
    expect(JSON.stringify(record).length).toBeLessThan(300_000);
  });

  it('tells how much is gone', async () => {
    expect((await only(new Error('x'.repeat(10_000)))).record['error'].message).toMatch(
      /^x{8192}…\[1808 more\]$/,
    );
  });
});

describe('internal data is recorded whatever it is', () => {
  const cycle: Record<string, unknown> = { a: 1 };
  cycle['self'] = cycle;
  const fail = (): never => {
    throw new Error('trap');
  };

  it.each<[string, unknown, unknown]>([
    ['nothing', undefined, undefined],
    ['null', null, null],
    ['a cycle', cycle, { a: 1, self: '[circular]' }],
    ['a bigint', { count: 10n }, { count: '10' }],
    [
      'a getter that throws',
      {
        get a() {
          return fail();
        },
        b: 1,
      },
      { a: '[unreadable]', b: 1 },
    ],
    ['an error', { e: new RangeError('a\nb') }, { e: { name: 'RangeError', message: 'a\\u{a}b' } }],
    [
      'an error with odd parts',
      Object.assign(new Error('x'), { name: 7, message: null }),
      { name: 'number', message: 'null' },
    ],
    [
      'an error that cannot be read',
      [Object.defineProperty(new Error('x'), 'message', { get: fail })],
      ['[unreadable]'],
    ],
    [
      'unknown objects',
      [new Map(), Buffer.from('x'), new URL('http://x/')],
      ['[Map]', '[Uint8Array]', '[URL]'],
    ],
    ['a tag that forges', [tagged('x\nERROR')], ['[x\\u{a}ERROR]']],
    ['a function alone', fail, undefined],
  ])('%s', async (_what, internal, expected) => {
    expect(await internalOf(internal)).toEqual(expected);
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
    ['route', () => hostile('route')],
    ['remoteAddress', () => hostile('remoteAddress')],
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
