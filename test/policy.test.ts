import { afterEach, describe, expect, it } from 'vitest';
import {
  BusinessException,
  createFaultline,
  NoRouteException,
  NotFoundException,
  type FaultlineOptions,
  type Logger,
  type Reply,
  type RequestFacts,
} from 'faultline';
import { sendReply } from 'faultline/http';
import createError from 'http-errors';
import { compileConfig, type Config } from './config/compiled.ts';
import { frameworks } from './adapters/frameworks.ts';
import { send } from './adapters/client.ts';
import { http1, overHttp1, overHttp2 } from './http/sockets.ts';
import { stepsOf } from '../src/http/trail.ts';
import { genericProblem } from '../src/pipeline/disclose.ts';
import { compileRenderers } from '../src/renderers/compile.ts';
import { PRESETS, type PresetName } from '../src/renderers/presets/index.ts';
import { factsWith } from './pipeline/facts.ts';
import { only } from './record/logs.ts';

const ID = 'K7QF-2MXD-9TRB';
const text = (body: string, more: object = {}): { body: string; contentType: string } => ({
  body,
  contentType: 'text/plain',
  ...more,
});

function answered(
  thrown: unknown,
  config: Config,
  facts: RequestFacts = factsWith({}, { correlationId: ID }),
  options: FaultlineOptions = {},
): Reply {
  const { reply, replaced } = createFaultline({ config, mode: 'release', logger: false, ...options }).resolve(
    thrown,
    facts,
  );
  expect(replaced).toBeUndefined();
  return reply;
}

const rowFor = (key: string, row: object): Config => ({ platform: { errors: { [key]: row } } });

describe('R67 a status other than that of the error', () => {
  const challenged = (): unknown =>
    createError(401, 'x', { headers: { 'WWW-Authenticate': 'Basic realm="x"', Link: '</a>' } });
  const notAllowed = (): unknown => new NoRouteException(['GET', 'PUT']);
  const busy = (): unknown => new BusinessException('Busy', { code: 'BUSY', status: 503, retryAfter: 30 });

  it.each<[string, unknown, Config, object]>([
    ['a challenge stays with 401', challenged(), {}, { 'www-authenticate': 'Basic realm="x"', link: '</a>' }],
    [
      'a challenge does not go with 404',
      challenged(),
      rowFor('401', { status: 404 }),
      { 'www-authenticate': undefined, link: '</a>' },
    ],
    ['Allow stays with 405', notAllowed(), {}, { allow: 'GET, PUT' }],
    ['Allow does not go with 404', notAllowed(), rowFor('405', { status: 404 }), { allow: undefined }],
    [
      '401 has a challenge of its own',
      notAllowed(),
      rowFor('405', { status: 401 }),
      { allow: undefined, 'www-authenticate': 'Bearer' },
    ],
    [
      '405 has an Allow of its own',
      challenged(),
      rowFor('401', { status: 405 }),
      { allow: '', 'www-authenticate': undefined },
    ],
    ['Retry-After goes with any', busy(), rowFor('BUSY', { status: 429 }), { 'retry-after': '30' }],
    [
      'a row sets it again',
      challenged(),
      rowFor('401', { status: 404, headers: { 'WWW-Authenticate': 'Custom' } }),
      { 'www-authenticate': 'Custom' },
    ],
    [
      'of a template',
      challenged(),
      { platform: { template: text('x', { status: 404 }) } },
      { 'www-authenticate': undefined },
    ],
    [
      'of a rule',
      challenged(),
      { platform: { rules: [{ order: 1, name: 'x', ...text('x'), status: 404 }] } },
      { 'www-authenticate': undefined },
    ],
  ])('%s', (_what, thrown, config, expected) => {
    const { headers } = answered(thrown, config);
    for (const [name, value] of Object.entries(expected))
      expect([name, headers[name]]).toEqual([name, value]);
  });

  it('the template goes before the row', () => {
    const config = rowFor('BUSY', {
      status: 502,
      template: text('#FAULTSTATUSCODE# #{error.customizedHttpCode} #{error.defaultHttpCode}', {
        status: 504,
      }),
    });
    expect(answered(busy(), config)).toMatchObject({ status: 504, body: '504 502 503' });
  });

  it('the words of a generic answer are those of the status that is sent', () => {
    const { body, status } = answered(new Error('secret'), rowFor('500', { status: 404 }));
    expect(status).toBe(404);
    expect(JSON.parse(body)).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      code: 'INTERNAL_ERROR',
      correlationId: ID,
    });
    const other = JSON.parse(answered(new NotFoundException(''), rowFor('404', { status: 503 })).body) as {
      detail: string;
    };
    expect(other).toMatchObject({ title: 'Service Unavailable', code: 'NOT_FOUND' });
    expect(other.detail).toContain(ID);
  });

  it.each<[string, unknown, object, string, string]>([
    ['ours, told as 404', new Error('x'), { status: 404 }, 'server', 'error'],
    ['the client’s, told as 503', new NotFoundException(''), { status: 503 }, 'client', 'info'],
    ['foreseen', new BusinessException('x', { status: 503 }), { status: 400 }, 'server', 'warn'],
  ])('level and fault stay those of the error: %s', async (_what, thrown, row, fault, level) => {
    const config = { platform: { errors: { '4xx': row, '5xx': row } } };
    const { record, level: logged } = await only(thrown, factsWith(), { config });
    expect({ fault: record['fault'], level: logged, status: record['status'] }).toEqual({
      fault,
      level,
      ...row,
    });
  });

  it('HEAD has the headers of GET and no body, with a configured body too', async () => {
    const config = { platform: { template: text('Größe') } };
    const fl = createFaultline({ config, mode: 'release', logger: false });
    const answer = (method: string): ReturnType<typeof overHttp1> =>
      overHttp1((request, response) => {
        const facts = factsWith({}, { method, correlationId: ID });
        sendReply(request, response, fl.resolve(new Error('x'), facts).reply);
      }, http1(method));
    const [get, head] = [await answer('GET'), await answer('HEAD')];
    expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
    expect(get.headers['content-length']).toBe('7');
    expect([get.body.toString(), head.body.length]).toEqual(['Größe', 0]);
  });
});

describe('R3 R5 D4 the reason phrase of server_error.json', () => {
  const serverErrors = {
    server_error: [
      { error_code: '500', error_def: 'Our Bad', msg_body: 'Sorry' },
      { error_code: '404', error_def: 'Größe', msg_body: 'Gone' },
      { error_code: '503', error_def: 'Come\r\nX-Injected: 1', msg_body: 'Later' },
    ],
  };

  describe.each(frameworks)('on $name', ({ mount }) => {
    it('stands on the status line, over HTTP/1.1', async () => {
      const fl = createFaultline({ serverErrors, mode: 'release', logger: false });
      const throwing = (status: number) => (): never => {
        throw new BusinessException('', { status });
      };
      const server = await mount(fl, {
        '/a': throwing(500),
        '/b': throwing(404),
        '/c': throwing(503),
        '/d': throwing(409),
      });
      try {
        const phrases: string[] = [];
        for (const path of ['/a', '/b', '/c', '/d']) {
          const { phrase, status, headers } = await send(server.url + path);
          expect(headers).not.toHaveProperty('x-injected');
          phrases.push(`${status} ${phrase}`);
        }
        expect(phrases).toEqual(['500 Our Bad', '404 Not Found', '503 Come X-Injected: 1', '409 Conflict']);
      } finally {
        await server.close();
      }
    });
  });

  it('is in the title, and not sent, over HTTP/2', async () => {
    const fl = createFaultline({ serverErrors, mode: 'release', logger: false });
    const { headers, body } = await overHttp2(
      (request, response) => sendReply(request, response, fl.resolve(new Error('x'), factsWith()).reply),
      {},
    );
    expect(headers[':status']).toBe(500);
    expect(JSON.parse(body.toString())).toMatchObject({ title: 'Our Bad', detail: 'Sorry' });
  });

  it('goes with the status that it is for', () => {
    const phraseOf = (config: Config): string | undefined =>
      answered(new Error('x'), config, factsWith(), { serverErrors }).phrase;
    expect(phraseOf({})).toBe('Our Bad');
    expect(phraseOf(rowFor('500', { message: 'other words' }))).toBe('Our Bad');
    expect(phraseOf(rowFor('500', { status: 503 }))).toBeUndefined();
    expect(phraseOf({ platform: { template: text('x', { status: 404 }) } })).toBeUndefined();
  });
});

describe('R34 where a configuration has nothing to say', () => {
  const silent: Config = {
    platform: { errors: { OTHER: { message: 'x' } } },
    apis: [{ id: 'a', name: 'A', match: ['/a'], template: text('a') }],
    locales: { de: { OTHER: { message: 'x' } } },
  };

  it.each<[string, unknown]>([
    ['an error', new Error('secret')],
    ['a missing route', new NoRouteException()],
    ['a vetted exception', new BusinessException('Busy', { code: 'BUSY', status: 503, details: { a: 1 } })],
    ['nothing', undefined],
  ])('answers are what they are without one: %s', (_what, thrown) => {
    for (const accept of ['application/json', 'application/xml', 'text/plain', 'text/html']) {
      const facts = (): RequestFacts => factsWith({ accept }, { correlationId: ID });
      const plain = answered(thrown, {}, facts());
      expect(answered(thrown, silent, facts())).toEqual({
        ...plain,
        headers: { ...plain.headers, vary: 'Accept, Accept-Language' },
      });
      const { reply } = createFaultline({ mode: 'release', logger: false }).resolve(thrown, facts());
      expect(plain).toEqual(reply);
    }
  });
});

describe('R48 R57 generic answers of presets', () => {
  const trusting = { correlation: { trust: () => true } };

  it.each(Object.keys(PRESETS) as PresetName[])(
    '%s: prebuilt ones are what the renderer writes',
    (format) => {
      const { own } = compileRenderers({ format, stylesheet: '/a.xsl' }, () => undefined);
      for (const id of [
        ID,
        'FABY-1ZRD-5AG4',
        'trusted-of-another-length',
        '1111-1111-1111',
        '0000-0000-0000',
      ]) {
        for (const renderer of Object.values(own)) {
          const fl = createFaultline({
            format,
            stylesheet: '/a.xsl',
            mode: 'release',
            logger: false,
            ...trusting,
          });
          const accept = renderer.contentType.split(';')[0]!;
          for (const status of [404, 500, 503]) {
            const thrown = Object.assign(new Error('x'), { status });
            const { reply } = fl.resolve(thrown, factsWith({ accept, 'x-request-id': id }));
            expect(reply.headers['x-request-id']).toBe(id);
            expect(reply.body).toBe(renderer.render(genericProblem(status, id)));
            expect(reply.headers['content-length']).toBe(String(Buffer.byteLength(reply.body)));
          }
        }
      }
    },
  );
});

describe('R67 headers of rows', () => {
  const config: Config = {
    platform: {
      errors: { BUSY: { headers: { 'Retry-After': '60', 'X-Shop': '#{request.method} #{request.uri}' } } },
    },
    apis: [
      {
        id: 'a',
        name: 'A',
        match: ['/*rest'],
        errors: { BUSY: { headers: { 'x-shop': 'nearer', Link: '</help>' } } },
      },
    ],
  };

  it('replace those of the error, by name, the nearest first', () => {
    const thrown = new BusinessException('Busy', { code: 'BUSY', status: 503, retryAfter: 30 });
    const facts = factsWith({}, { url: '/x' });
    expect(answered(thrown, config, facts).headers).toMatchObject({
      'retry-after': '60',
      'x-shop': 'nearer',
      link: '</help>',
    });
  });

  it('may not be what the protocol or the library gives a meaning, nor be named twice', () => {
    const headers = {
      'Content-Length': '1',
      'set-cookie': 'a=b',
      Vary: '*',
      date: 'x',
      Connection: 'close',
      'transfer-encoding': 'chunked',
      'cache-control': 'public',
      'X-Content-Type-Options': '',
      'x-sendfile': '/etc/passwd',
      'X-Twice': 'a',
      'x-twice': 'b',
      'X-Good': 'a',
    };
    const faults = compileConfig(rowFor('BUSY', { headers })).faults.map(({ pointer }) =>
      pointer.split('/').at(-1),
    );
    const good = new Set(['X-Twice', 'X-Good']);
    expect(new Set(faults)).toEqual(new Set(Object.keys(headers).filter((name) => !good.has(name))));
  });

  it('no value breaks out of its header', () => {
    const injected: Config = rowFor('500', {
      headers: { 'x-uri': '#{request.uri}', 'x-query': 'q=#{request.queryString}' },
    });
    const facts = factsWith({}, { url: '/a%0d%0aX-Evil:1\r\nX-Evil: 2?b\r\nX-Evil: 3\u2028' });
    const { headers } = answered(new Error('x'), injected, facts);
    for (const value of Object.values(headers)) expect(value).toMatch(/^[\t -~]*$/);
  });
});

describe('fl.step', () => {
  const detail = { path: true, allowInProduction: true };
  const namesIn = (reply: Reply): readonly string[] | undefined =>
    (JSON.parse(reply.body) as { path?: { filters: readonly { name: string }[] } }).path?.filters.map(
      ({ name }) => name,
    );

  it('R52 names steps of the application’s own, where trails are recorded', () => {
    const fl = createFaultline({ detail, mode: 'release', logger: false });
    const off = createFaultline({ mode: 'release', logger: false });
    expect([fl.traces, off.traces]).toEqual([true, false]);
    for (const [instance, expected] of [
      [fl, ['reserve', 'charge']],
      [off, undefined],
    ] as const) {
      const facts = factsWith();
      instance.step('reserve', facts);
      instance.step('of no request');
      instance.step('charge', facts);
      expect(stepsOf(facts)).toEqual(expected);
    }
  });

  it('R52 knows the request that is served, with correlation.async', async () => {
    const fl = createFaultline({ detail, mode: 'release', logger: false, correlation: { async: true } });
    for (const { mount, name: framework } of frameworks) {
      const step = (name: string) => async (): Promise<never> => {
        fl.step(`before ${name}`);
        await Promise.resolve();
        fl.step(`charge ${name}`);
        throw new Error('x');
      };
      const server = await mount(fl, { '/a': step('a'), '/b': step('b') });
      const [a, b] = await Promise.all([send(`${server.url}/a`), send(`${server.url}/b`)]);
      await server.close();
      expect([framework, namesIn(a as unknown as Reply)?.slice(-2)]).toEqual([
        framework,
        ['before a', 'charge a'],
      ]);
      expect([framework, namesIn(b as unknown as Reply)?.slice(-2)]).toEqual([
        framework,
        ['before b', 'charge b'],
      ]);
    }
  });

  it('never throws, whatever it is given', () => {
    const fl = createFaultline({ detail, mode: 'release', logger: false });
    const facts = factsWith();
    for (const name of ['', 7, undefined, null, {}, 'x'.repeat(100_000)])
      expect(() => fl.step(name as string, facts)).not.toThrow();
    expect(() => fl.step('x')).not.toThrow();
  });
});

describe('A7 R24 a polluted prototype', () => {
  const KEYS: Readonly<Record<string, unknown>> = {
    config: rowFor('500', { message: 'polluted' }),
    serverErrors: { server_error: [{ error_code: '500', error_def: 'x', msg_body: 'polluted' }] },
    watch: true,
    interval: 1,
    platform: { errors: { '500': { message: 'polluted' } }, template: text('polluted') },
    apis: [{ id: 'a', name: 'a', match: ['/*all'], template: text('polluted') }],
    groups: [],
    errors: { '500': { message: 'polluted' } },
    rules: [{ order: 1, name: 'x', ...text('polluted') }],
    template: text('polluted'),
    templates: { json: '"polluted"' },
    json: '"polluted"',
    when: { path: '/never' },
    path: '/never',
    method: 'DELETE',
    status: 418,
    active: false,
    locales: { de: { INTERNAL_ERROR: { message: 'polluted #CORRELATIONID#' } } },
    env: ['HOME'],
    message: 'polluted',
    title: 'polluted',
    phrase: 'polluted',
    source: { body: { render: () => 'polluted' } },
    body: 'polluted',
    formats: ['html'],
    translation: { message: () => 'polluted' },
    detail: { path: true, stack: true, allowInProduction: true },
    allowInProduction: true,
    stack: true,
    attributes: true,
    shown: { attributes: [] },
    redact: false,
    language: 'de',
  };

  function polluted<T>(key: string, run: () => T): T {
    Object.defineProperty(Object.prototype, key, {
      value: KEYS[key],
      configurable: true,
      writable: true,
      enumerable: true,
    });
    try {
      return run();
    } finally {
      Reflect.deleteProperty(Object.prototype, key);
    }
  }

  afterEach(() => {
    for (const key of Object.keys(KEYS)) Reflect.deleteProperty(Object.prototype, key);
  });

  const facts = (): RequestFacts =>
    factsWith({ 'accept-language': 'de' }, { correlationId: ID, url: '/a/b' });
  const config: Config = {
    platform: {
      errors: { '500': { title: 'Broken' } },
      rules: [{ order: 1, name: 'other', body: '{}', when: { code: 'X' } }],
    },
    apis: [{ id: 'b', name: 'B', match: ['/b'], routes: [{ path: '/b' }] }],
  };

  it.each(Object.keys(KEYS))('Object.prototype.%s opens nothing where there is no configuration', (key) => {
    const make = (): Reply =>
      createFaultline({ mode: 'release', logger: false }).resolve(new TypeError('secret words'), facts())
        .reply;
    const before = make();
    expect(polluted(key, make)).toEqual(before);
  });

  it.each(Object.keys(KEYS))(
    'Object.prototype.%s changes nothing of a configuration that is loaded',
    (key) => {
      const fl = createFaultline({ config, mode: 'release', logger: false });
      const make = (): Reply => fl.resolve(new TypeError('secret words'), facts()).reply;
      const before = make();
      expect(polluted(key, make)).toEqual(before);
    },
  );

  it.each(Object.keys(KEYS))(
    'Object.prototype.%s shows nothing where a configuration is being loaded',
    (key) => {
      const said = polluted(key, () => {
        try {
          const fl = createFaultline({ config, mode: 'release', logger: false });
          return JSON.stringify(fl.resolve(new TypeError('secret words'), facts()).reply);
        } catch (error) {
          // Refused is safe.
          return (error as Error).name;
        }
      });
      expect(said).not.toContain('polluted');
      expect(said).not.toContain('secret');
    },
  );

  it('the record stays free of secrets', async () => {
    const entries: object[] = [];
    const log = (record: object): void => void entries.push(record);
    const logger: Logger = { error: log, warn: log, info: log, debug: log };
    const fl = polluted('redact', () => createFaultline({ mode: 'release', logger }));
    fl.handle(new Error('password=hunter2'), factsWith());
    await fl.flush();
    expect(JSON.stringify(entries)).toContain('password');
    expect(JSON.stringify(entries)).not.toContain('hunter2');
  });
});

describe('hostile failures and requests', () => {
  const KEYS = ['constructor', 'toString', 'hasOwnProperty', 'valueOf'];
  const config: Config = {
    platform: {
      errors: Object.fromEntries(KEYS.map((key) => [key, { message: `row ${key}` }])),
      rules: [
        {
          order: 1,
          name: 'x',
          ...text('rule'),
          when: { header: { 'x-big': { matches: 'needle$' } }, query: { q: 'x' } },
        },
      ],
    },
    locales: { de: { constructor: { message: 'de' } } },
  };
  const detailOf = (reply: Reply): unknown => (JSON.parse(reply.body) as { detail?: string }).detail;

  it.each(KEYS)('a row may be named %s, and holds for an exception of that name only', (name) => {
    expect(detailOf(answered(Object.assign(new Error('x'), { name }), config))).toBe(`row ${name}`);
    expect(detailOf(answered(new Error('x'), config))).toContain(ID);
  });

  it('R68 a row named __proto__ is refused, and a name or code like that is none', () => {
    const file = JSON.parse('{"platform":{"errors":{"__proto__":{"message":"x"}}}}') as Config;
    expect(compileConfig(file).faults.length).toBeGreaterThan(0);
    for (const name of ['__proto__', 'prototype'])
      expect(detailOf(answered(Object.assign(new Error('x'), { name, code: name }), config))).toContain(ID);
  });

  it('a name that is huge, or no text, or cannot be read, is no name', () => {
    const throws = Object.defineProperty(new Error('x'), 'name', {
      get: () => {
        throw new Error('gone');
      },
    });
    const names = ['x'.repeat(5_000_000), {}, Symbol('toString'), 7, ['constructor']];
    for (const thrown of [throws, ...names.map((name) => Object.assign(new Error('x'), { name }))])
      expect(detailOf(answered(thrown, config))).toContain(ID);
  });

  it('proxies that fail at everything are answered', () => {
    const fail = (): never => {
      throw new Error('gone');
    };
    const handler = {
      get: fail,
      has: fail,
      ownKeys: fail,
      getPrototypeOf: fail,
      getOwnPropertyDescriptor: fail,
    };
    expect(answered(new Proxy({}, handler), config).status).toBe(500);
    expect(answered(new Proxy(() => undefined, handler), config).status).toBe(500);
  });

  it('headers and queries of 64 kB and more are looked at once', () => {
    const big = 'needle '.repeat(10_000);
    const query = `q=${'%41'.repeat(20_000)}&`.repeat(3);
    const facts = factsWith(
      { 'x-big': big, 'accept-language': 'a-'.repeat(40_000) },
      { url: `/?${query}`, correlationId: ID },
    );
    expect(detailOf(answered(new Error('x'), config, facts))).toContain(ID);
  });

  it('facts that cannot be read are answered by the platform', () => {
    const fail = (): never => {
      throw new Error('gone');
    };
    const placed: Config = {
      platform: { errors: { '5xx': { message: 'platform' } } },
      apis: [{ id: 'a', name: 'A', match: ['/*rest'], errors: { '5xx': { message: 'api' } } }],
    };
    const facts = Object.defineProperties(factsWith({}, { correlationId: ID }), {
      url: { get: fail },
      method: { get: fail },
    });
    expect(detailOf(answered(new Error('x'), placed, facts))).toBe('platform');
    expect(detailOf(answered(new Error('x'), placed, factsWith({}, { url: '/x' })))).toBe('api');
  });
});
