import { BusinessException, ConflictException, defineRecognizer, type RequestFacts } from 'faultline';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redact/index.ts';
import { resolve } from '../../src/resolve.ts';
import { builder, NOW, planOf, stored } from './built.ts';
import { factsOf } from './logs.ts';

const HEADERS: Readonly<Record<string, string>> = {
  host: 'shop.example',
  accept: 'application/json',
  'content-type': 'application/json; charset=utf-8',
  referer: 'https://shop.example/cart?token=3f9a8b7c6d5e',
  cookie: 'sid=0123456789abcdef; theme=dark',
  authorization: 'Bearer 0123456789abcdef',
  'x-api-key': '0123456789abcdef',
  'x-note': 'mail jo@example.org',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
};

const withHeaders = (change: Partial<RequestFacts> = {}): RequestFacts =>
  factsOf({ header: (name) => (Object.hasOwn(HEADERS, name) ? HEADERS[name] : undefined), ...change });

describe('R41 the occurrence that is stored', () => {
  it('has the record, and all that tells how it came about', () => {
    const thrown = new ConflictException('Only 3 are left', {
      code: 'STOCK_TOO_LOW',
      cause: new Error('beneath'),
    });
    const facts = withHeaders({
      method: 'POST',
      route: '/orders/:id',
      remoteAddress: '10.0.0.1',
      remotePort: 50_123,
      localAddress: '::ffff:10.0.0.2',
      localPort: 8080,
      trail: ['auth', 'orders'],
    });
    const resolution = resolve(thrown, facts, planOf());
    const built = builder({ release: '1.2.3' })(resolution, facts);
    const occurrence = built.occurrence();
    const { correlationId } = resolution;
    expect(built.stored()).toEqual({
      ...occurrence,
      id: expect.stringMatching(/^[\dA-HJKMNP-TV-Z]{22}$/),
      at: NOW,
      fingerprint: expect.stringMatching(/^[\da-f]{16}$/),
      vetted: true,
      expected: true,
      request: {
        method: 'POST',
        path: '/orders/7',
        route: '/orders/:id',
        remoteAddress: '10.0.0.1',
        traceparent: HEADERS['traceparent'],
        query: 'token=[redacted]',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json; charset=utf-8',
          host: 'shop.example',
          referer: 'https://shop.example/cart?token=[redacted]',
        },
        cookie: expect.stringMatching(/^sid=\[cookie [\da-f]{8}\]; theme=\[cookie [\da-f]{8}\]$/),
        contentType: 'application/json; charset=utf-8',
        remotePort: 50_123,
        server: '10.0.0.2:8080',
      },
      trail: ['auth', 'orders'],
      answer: {
        status: 409,
        contentType: 'application/problem+json; charset=utf-8',
        body: `{"type":"about:blank","title":"Conflict","status":409,"detail":"Only 3 are left","code":"STOCK_TOO_LOW","correlationId":"${correlationId}"}`,
      },
      host: 'web-1',
      pid: 7,
      release: '1.2.3',
    });
    expect(built.occurrence()).toBe(occurrence);
    expect(occurrence).not.toHaveProperty('id');
  });

  it('leaves out what there is not', () => {
    const { request, ...rest } = stored('x', factsOf({ url: '/a' }));
    expect(Object.keys(rest).toSorted()).toEqual([
      'answer',
      'at',
      'code',
      'correlationId',
      'error',
      'family',
      'fault',
      'fingerprint',
      'host',
      'id',
      'pid',
      'status',
      'vetted',
    ]);
    expect(request).toEqual({ method: 'GET', path: '/a' });
  });

  it('has a list of texts as its trail, whatever the facts call one', () => {
    const own = Object.assign(['a', 'b'], { slice: () => ({ map: () => 7 }), map: () => 7 });
    expect(stored('x', factsOf({ trail: own })).trail).toEqual(['a', 'b']);
    const list = { length: 1, 0: 'a', slice: () => ({ map: () => 7 }) };
    expect(stored('x', factsOf({ trail: list as never }))).not.toHaveProperty('trail');
  });

  it('R44 is found by its reference also when no decision was made', () => {
    const facts = factsOf({ correlationId: 'K7QF-2MXD-9TRB' });
    const reply = { status: 500, headers: {}, body: 'x', format: 'text', abandoned: false } as const;
    const answered = {
      decided: undefined,
      correlationId: 'K7QF-2MXD-9TRB',
      replaced: 'a stage failed: Error',
      reply,
    };
    expect(builder()(answered, facts).stored()).toMatchObject({
      correlationId: 'K7QF-2MXD-9TRB',
      code: 'INTERNAL_ERROR',
      status: 500,
      fault: 'server',
      family: 'unexpected',
      notes: ['a stage failed: Error'],
      answer: { status: 500, body: 'x' },
    });
    const { reply: _none, ...unanswered } = answered;
    expect(builder()({ ...unanswered, replaced: undefined }, facts).stored()).not.toHaveProperty('notes');
  });

  it('R44 is found by its reference also when the record cannot be built', () => {
    const redactor = createRedactor({});
    let calls = 0;
    const failing = {
      on: (route?: string) => {
        if (calls++ < 2) throw new Error('no');
        return redactor.on(route);
      },
    };
    const facts = factsOf();
    const built = builder({ redactor: failing })(resolve(new BusinessException('x'), facts, planOf()), facts);
    expect(() => built.occurrence()).toThrow('no');
    expect(built.stored()).toMatchObject({
      correlationId: facts.correlationId,
      code: 'BUSINESS_ERROR',
      family: 'business',
      error: { name: 'unknown', message: 'an error that could not be read' },
      notes: ['the record could not be built'],
    });
  });

  it('D10 has no part that its facts cannot tell', () => {
    const facts = factsOf({ url: '/a' });
    for (const name of ['header', 'remotePort', 'localAddress', 'trail', 'route'] as const) {
      Object.defineProperty(facts, name, {
        get() {
          throw new Error('no');
        },
      });
    }
    const occurrence = stored(new Error('x'), facts);
    expect(occurrence).not.toHaveProperty('request');
    expect(occurrence).not.toHaveProperty('trail');
    expect(occurrence.answer?.status).toBe(500);
  });

  it('D10 has all other parts where one cannot be told', () => {
    const facts = factsOf({
      url: '/a?b=c',
      header: (name) => {
        if (name === 'traceparent') return undefined;
        if (name === 'host') return 'shop.example';
        throw new Error('no');
      },
    });
    const headers = { host: 'shop.example' };
    expect(stored('x', facts).request).toEqual({ method: 'GET', path: '/a', query: 'b=c', headers });
  });

  it('R37 tells the language of the answer', () => {
    const headers = { 'content-type': 'text/plain', 'content-language': 'de' };
    const reply = { status: 500, headers, body: 'Leider', format: 'text', abandoned: false } as const;
    const answered = { decided: undefined, correlationId: 'A', replaced: undefined, reply };
    expect(builder()(answered, factsOf()).stored().answer).toEqual({
      status: 500,
      contentType: 'text/plain',
      language: 'de',
      body: 'Leider',
    });
  });

  it.each<[string, Partial<Record<keyof RequestFacts, unknown>>]>([
    ['ports that are none', { remotePort: -1, localAddress: '10.0.0.1', localPort: 'x' }],
    ['an address that is none', { remotePort: 70_000, localAddress: 7, localPort: 80 }],
    ['headers that are no texts', { header: () => 7 }],
    ['headers that are empty', { header: () => '' }],
    ['an empty trail', { trail: [] }],
    ['an empty query', { url: '/orders/7?' }],
  ])('R28 takes %s for none', (_what, change) => {
    const { request, trail } = stored('x', factsOf({ url: '/orders/7', ...(change as object) }));
    expect(request).toEqual({ method: 'GET', path: '/orders/7' });
    expect(trail).toBeUndefined();
  });

  it('D25 writes addresses of IPv6 in brackets', () => {
    const facts = factsOf({ localAddress: '::1', localPort: 443 });
    expect(stored('x', facts).request?.server).toBe('[::1]:443');
  });

  it('has no request where there was none', () => {
    expect(stored('x', factsOf({ method: '', url: '' }))).not.toHaveProperty('request');
  });

  it('has no answer where nobody was there to be answered', () => {
    const occurrence = stored(
      new Error('x'),
      factsOf({ aborted: true, header: () => undefined }),
      {},
      {
        recognizers: [{ name: 'gone', recognize: () => ({ fault: 'abort', status: 499 }) }],
      },
    );
    expect(occurrence).not.toHaveProperty('answer');
    expect(occurrence.fault).toBe('abort');
    const nobody = { decided: undefined, correlationId: 'A', replaced: undefined };
    expect(builder()(nobody, factsOf()).stored()).not.toHaveProperty('answer');
  });
});

describe('D10 R38 what is stored is freed of secrets first', () => {
  const shown = (facts: RequestFacts, headers: readonly string[]): unknown =>
    stored('x', facts, { headers }).request?.headers;

  it('D20 in headers, by their names and by what they hold', () => {
    const all = ['authorization', 'x-api-key', 'cookie', 'x-note', 'x-none', 'constructor', '__proto__'];
    expect(shown(withHeaders(), all)).toEqual({
      authorization: 'Bearer [redacted]',
      'x-api-key': '[redacted]',
      cookie: expect.stringMatching(/^sid=\[cookie [\da-f]{8}\]; theme=/),
      'x-note': 'mail [email at example.org]',
    });
  });

  it('as a member of its own, whatever a header is called', () => {
    const headers = shown(factsOf({ header: (name) => `of ${name}` }), [
      '__proto__',
      'constructor',
    ]) as object;
    expect(Object.entries(headers)).toEqual([
      ['__proto__', 'of __proto__'],
      ['constructor', 'of constructor'],
    ]);
  });

  it.each([
    ['password=x1y2z3w4&page=2', 'password=[redacted]&page=2'],
    ['passwor%64=x1y2z3w4', 'passwor%64=[redacted]'],
    ['card=4111111111111111', 'card=[card ending in 1111]'],
    ['a=1&b=2', 'a=1&b=2'],
    ['a=\u0000\u202e', 'a=\\u{0}\\u{202e}'],
    ['%2570assword=x1y2z3w4', '%2570assword=[redacted]'],
    ['password%253Dx1y2z3w4', 'password%253D[redacted]'],
    ['code=abc&state=x', 'code=[redacted]&state=x'],
    ['code=abc', 'code=abc'],
  ])('in the query %j', (query, expected) => {
    expect(stored('x', factsOf({ url: `/a?${query}` })).request?.query).toBe(expected);
  });

  it.each([
    ['/auth/callback?code=abc&x=1', 'code=[redacted]&x=1'],
    ['https://shop.example/login?code=abc', 'code=[redacted]'],
    ['/login?code=403&password=x1y2z3w4', 'code=403&password=[redacted]'],
    ['/orders?code=abc', 'code=abc'],
  ])('in the query of %j, of which the path tells what a code is', (url, expected) => {
    expect(stored('x', factsOf({ url })).request?.query).toBe(expected);
  });

  it.each(['referer', 'origin'])('in the address in %s', (name) => {
    const header = (asked: string): string | undefined =>
      asked === name ? 'https://shop.example/cb?code=abc' : undefined;
    expect(shown(factsOf({ header }), [name])).toEqual({ [name]: 'https://shop.example/cb?code=[redacted]' });
  });

  it('in the query, whatever a hook makes of it', () => {
    const redactor = createRedactor({ hook: (text) => (text.includes('q=') ? 'hidden' : text) });
    expect(stored('x', factsOf({ url: '/a?q=1' }), { redactor }).request?.query).toBe('hidden');
    expect(stored('x', factsOf({ url: '/login?q=1' }), { redactor }).request?.query).toBe('hidden');
  });

  it('in the answer, which its author may tell the client', () => {
    const { answer } = stored(new BusinessException('Write to jo@example.org', { status: 409 }));
    expect(answer?.body).toContain('Write to [email at example.org]');
  });

  it('in the answer, references left as they are', () => {
    const { answer, correlationId } = stored(new Error('x'));
    expect(answer?.body.split(correlationId).length).toBe(3);
  });

  it('in the answer, also where the reference that a caller gave is a word of it', () => {
    const facts = factsOf({ correlationId: 'password' });
    const { answer } = stored(new BusinessException('It said password=hunter2now'), facts);
    expect(answer?.body).toContain('It said password=[redacted]');
  });

  it('in the answer, as a page that has it in a list', () => {
    const thrown = new BusinessException('No', { details: { password: 'hunter2' } });
    const { answer } = stored(thrown, factsOf(), {}, { formats: ['html'] });
    expect(answer?.body).toContain('<dt>password</dt>');
    expect(answer?.body).not.toContain('hunter2');
  });

  it('D20 in cookies that are called as attributes are', () => {
    const facts = factsOf({ header: (name) => (name === 'cookie' ? 'path=abc; expires=def' : undefined) });
    expect(stored('x', facts, { headers: ['cookie'] }).request).toMatchObject({
      cookie: expect.stringMatching(/^path=\[cookie [\da-f]{8}\]; expires=\[cookie [\da-f]{8}\]$/),
      headers: { cookie: expect.stringMatching(/^path=\[cookie/) },
    });
  });

  it('in lists of a query', () => {
    const facts = factsOf({ url: '/a?token%5B%5D=x8Jk2Lm9&password[0]=hunter2&b=1' });
    expect(stored('x', facts).request?.query).toBe('token%5B%5D=[redacted]&password[0]=[redacted]&b=1');
  });

  it('in what was decided, and in notes where nothing was', () => {
    const { reply, correlationId } = resolve('x', factsOf(), planOf());
    const config = { platform: { errors: { INTERNAL_ERROR: { message: 'Sorry' } } } };
    const decided = resolve('x', factsOf(), planOf({ config }));
    const replaced = 'the transform threw password=hunter2\n';
    const freed = 'the transform threw password=[redacted]\\u{a}';
    const decisionOf = (): readonly string[] => ['rule "password=hunter2"'];
    const { decision } = builder({ decisionOf })({ ...decided, replaced }, factsOf()).stored();
    expect(decision).toEqual(['rule "password=[redacted]"', `replaced: ${freed}`]);
    const undecided = { decided: undefined, reply, correlationId, replaced };
    expect(builder()(undecided, factsOf()).stored().notes).toEqual([freed]);
  });

  it('in the trail', () => {
    expect(stored('x', factsOf({ trail: ['a\nb', 'token=x8Jk2Lm9'] })).trail).toEqual([
      'a\\u{a}b',
      'token=[redacted]',
    ]);
  });

  it('only where redaction is on', () => {
    const { request } = stored('x', withHeaders(), {
      redactor: createRedactor(false),
      headers: ['authorization'],
    });
    expect(request).toMatchObject({
      query: 'token=secret',
      cookie: HEADERS['cookie'],
      headers: { authorization: 'Bearer 0123456789abcdef' },
    });
  });
});

/** Every text in it, names of members included. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...textsIn(member)]);
}

/** Controls but line feeds, and halves of characters. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/u;

describe('the bounds of what is stored', () => {
  const long = 'Wort 😀 '.repeat(20_000);
  const hostile = (): RequestFacts =>
    factsOf({
      url: `/${long}?${`q=${'a'.repeat(90)}&`.repeat(1000)}`,
      route: long,
      remoteAddress: long,
      localAddress: long,
      localPort: 1,
      header: (name) => (name === 'cookie' ? `${'a'.repeat(90)}=b; `.repeat(1000) : long),
      trail: Array.from({ length: 1000 }, () => long),
    });

  it('R38 hold whatever it is made of', () => {
    const thrown = new BusinessException(long, {
      details: { long },
      internal: { long },
      cause: new Error(long),
    });
    const headers = Array.from({ length: 200 }, (_, index) => `x-${index}`);
    const decisionOf = (): string[] => Array.from({ length: 100 }, () => long);
    const api = { id: 'a', name: 'A', match: ['/*rest'] };
    const occurrence = stored(thrown, hostile(), { headers, decisionOf }, { config: { apis: [api] } });
    expect(JSON.stringify(occurrence).length).toBeLessThan(110_000);
    expect(occurrence.request?.query?.length).toBeLessThan(2100);
    expect(occurrence.request?.cookie?.length).toBeLessThan(2100);
    expect(JSON.stringify(occurrence.request?.headers).length).toBeLessThan(10_000);
    expect(occurrence.trail?.length).toBe(100);
    expect([occurrence.decision?.length, occurrence.api]).toEqual([16, { id: 'a', name: 'A' }]);
    expect(occurrence.answer?.body.length).toBeLessThanOrEqual(4096);
  });

  it('cut cookies and queries where a pair ends', () => {
    const { query, cookie } = stored('x', hostile()).request!;
    expect(query).toMatch(/^(?:q=a{90}&)+/);
    expect(cookie).toMatch(/^(?:a{64,90}=\[cookie [\da-f]{8}\]; |\[redacted\]; )+/);
    const one = stored('x', factsOf({ url: `/a?${'q'.repeat(9000)}` })).request;
    expect(one).not.toHaveProperty('query');
  });

  it('cut answers where no character is halved', () => {
    for (const shift of [0, 1]) {
      const body = 'a'.repeat(shift) + '😀'.repeat(3000);
      const reply = { status: 500, headers: {}, body, format: 'text', abandoned: false } as const;
      const answered = { decided: undefined, correlationId: 'A', replaced: undefined, reply };
      const { answer } = builder()(answered, factsOf()).stored();
      expect(answer).toEqual({ status: 500, body: body.slice(0, 4096 - shift) });
    }
  });

  it('leave lines of an answer, and nothing that a terminal obeys or a database refuses', () => {
    const reply = {
      status: 500,
      headers: {},
      body: 'a\nb\u0000\u001b[2J\ud800',
      format: 'text',
      abandoned: false,
    } as const;
    const answered = { decided: undefined, correlationId: 'A', replaced: undefined, reply };
    expect(builder()(answered, factsOf()).stored().answer?.body).toBe('a\nb\\u{0}\\u{1b}[2J\\u{d800}');
    const { answer } = builder()({ ...answered, reply: { ...reply, body: '' } }, factsOf()).stored();
    expect(answer?.body).toBe('');
  });

  it('R38 hold for anything, which is plain JSON data', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, text, fc.array(text), (message, url, value, trail) => {
        const occurrence = stored(
          new BusinessException(message),
          factsOf({ url, header: () => value, trail }),
        );
        const json = JSON.stringify(occurrence);
        expect(JSON.parse(json)).toEqual(occurrence);
        expect(textsIn(occurrence).filter((one) => UNSAFE.test(one))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('whether the client could read the error itself', () => {
  it.each<[string, unknown, boolean]>([
    ['an exception of its own', new BusinessException('Sold out', { status: 409 }), true],
    ['a long one, which is cut', new BusinessException('Sold out. '.repeat(500), { status: 409 }), true],
    ['one that is for the log', new BusinessException('Sold out', { expose: false }), false],
    ['one without a message', new BusinessException(), false],
    ['an unexpected error', new Error('Sold out'), false],
    [
      'one whose message was changed',
      Object.assign(new BusinessException('Sold out'), { message: 'no' }),
      false,
    ],
  ])('of %s', (_what, thrown, vetted) => {
    expect(stored(thrown).vetted).toBe(vetted);
  });

  it('is false where others words were sent, or none', () => {
    const thrown = new BusinessException('Sold out', { status: 409 });
    const config = { platform: { errors: { 409: { message: 'Sorry' } } } };
    const of = (options: object): boolean => {
      const facts = factsOf();
      return resolve(thrown, facts, planOf({ recognizers: [], ...options })).vetted;
    };
    expect(of({})).toBe(true);
    expect(of({ detail: { explanation: false } })).toBe(false);
    expect(of({ config })).toBe(false);
    expect(of({ mode: 'debug' })).toBe(true);
    const opened = resolve(new Error('x'), factsOf(), planOf({ mode: 'debug' }));
    expect(opened.vetted).toBe(false);
  });

  it('is false where the answer was replaced, or nobody reads it', () => {
    const secret = new Error('the password of the database is 1234');
    const leaking = new BusinessException(`failed: ${secret.message}`, { cause: secret });
    const refused = resolve(leaking, factsOf(), planOf());
    expect([refused.isGeneric, refused.vetted]).toEqual([true, false]);
    const gone = defineRecognizer({
      name: 'gone',
      recognize: () => ({ fault: 'abort', exposeMessage: true }),
    });
    expect(resolve(new Error('a long message'), factsOf(), planOf({ recognizers: [gone] })).vetted).toBe(
      false,
    );
  });
});

describe('R35 outcomes of a use case are no errors', () => {
  const expected = (thrown: unknown, options = {}): unknown =>
    stored(thrown, factsOf(), {}, options).expected;

  it('and are told as such', () => {
    expect(expected(new BusinessException('Sold out'))).toBe(true);
    expect(expected(new Error('x'))).toBeUndefined();
    const foreseen = defineRecognizer({ name: 'a', recognize: () => ({ status: 404, expected: true }) });
    expect(expected(new Error('x'), { recognizers: [foreseen] })).toBe(true);
  });

  it('unless the answer was replaced, or nobody caught it', () => {
    const cause = new Error('the password of the database is 1234');
    expect(expected(new BusinessException(cause.message, { cause }))).toBeUndefined();
    const facts = factsOf();
    const { decided, correlationId } = resolve(new BusinessException('x'), facts, planOf());
    const crash = { decided: { ...decided!, level: 'error' as const }, correlationId, replaced: undefined };
    expect(builder()(crash, facts).stored()).not.toHaveProperty('expected');
  });
});

describe('R45 a fingerprint of the application', () => {
  const of = (thrown: unknown, options = {}): string => stored(thrown, factsOf(), {}, options).fingerprint;

  it('is taken from an exception, and from a recognizer', () => {
    expect(of(new BusinessException('x', { fingerprint: 'stock.too-low:1' }))).toBe('stock.too-low:1');
    const recognizer = defineRecognizer({ name: 'a', recognize: () => ({ fingerprint: 'mine' }) });
    expect(of(new Error('x'), { recognizers: [recognizer] })).toBe('mine');
  });

  it.each([['a b'], [''], ['a'.repeat(65)], [7], [{}]])('but not %j', (fingerprint) => {
    const recognizer = defineRecognizer({
      name: 'a',
      recognize: () => ({ fingerprint: fingerprint as string }),
    });
    expect(of(new Error('x'), { recognizers: [recognizer] })).toMatch(/^[\da-f]{16}$/);
  });

  it('is none where it holds a secret, unlike one that only speaks of secrets', () => {
    for (const fingerprint of ['AKIAIOSFODNN7EXAMPLE', 'card:4111-1111-1111-1111'])
      expect(of(new BusinessException('x', { fingerprint }))).toMatch(/^[\da-f]{16}$/);
    for (const fingerprint of ['password:reset', 'session:lost'])
      expect(of(new BusinessException('x', { fingerprint }))).toBe(fingerprint);
  });

  it('else goes by what a recognizer calls an error without a code', () => {
    const named = (code: string): string => {
      const thrown = Object.assign(new Error('row 7 of orders'), { stack: '' });
      return of(thrown, { recognizers: [defineRecognizer({ name: 'a', recognize: () => ({ code }) })] });
    };
    expect(named('A_CODE')).not.toBe(named('B_CODE'));
    expect(named('no code')).toBe(named('none either'));
  });
});

describe('why the client got what it got', () => {
  const config = { platform: { errors: { INTERNAL_ERROR: { message: 'Sorry' } } } };
  const facts = factsOf();
  const resolution = resolve(new Error('x'), facts, planOf());
  const chosen = resolve(new Error('x'), facts, planOf({ config }));

  it('is what the configuration tells', () => {
    const decisionOf = (): readonly string[] => ['a row\nof the api', 'a rule'];
    expect(builder({ decisionOf })(chosen, facts).stored().decision).toEqual([
      'a row\\u{a}of the api',
      'a rule',
    ]);
    const replaced = builder({ decisionOf })({ ...chosen, replaced: 'it leaked' }, facts).stored();
    expect(replaced.decision?.at(-1)).toBe('replaced: it leaked');
  });

  it('is not told without one, and not where nobody knows', () => {
    const decisionOf = (): readonly string[] => ['x'];
    const failing = (): never => {
      throw new Error('no');
    };
    const { reply: _none, ...unanswered } = chosen;
    expect(builder({ decisionOf })(resolution, facts).stored()).not.toHaveProperty('decision');
    expect(builder()(chosen, facts).stored()).not.toHaveProperty('decision');
    expect(builder({ decisionOf })(unanswered, facts).stored()).not.toHaveProperty('decision');
    expect(builder({ decisionOf: () => [] })(chosen, facts).stored()).not.toHaveProperty('decision');
    expect(builder({ decisionOf: failing })(chosen, facts).stored()).not.toHaveProperty('decision');
  });
});
