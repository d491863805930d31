/** One specification that every adapter passes over real sockets. */

import { Readable } from 'node:stream';
import {
  AuthenticationException,
  BusinessException,
  ConflictException,
  createFaultline,
  NotFoundException,
  parseCorrelationId,
  RateLimitException,
  UnavailableException,
  UserPermissionsException,
  ValidationException,
  type Logger,
  type Occurrence,
} from 'faultline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, send, type Answer } from './client.ts';
import { frameworks, type Mounted, type Route } from './frameworks.ts';
import { CANARY, DECORATED, UNEXPECTED } from './hostile.ts';

const ACCEPT = {
  json: ['application/json', 'application/problem+json; charset=utf-8'],
  xml: ['application/xml', 'application/problem+xml; charset=utf-8'],
  text: ['text/plain', 'text/plain; charset=utf-8'],
  html: ['text/html', 'text/html; charset=utf-8'],
} as const;

/** Path -> what it throws, and the status it is answered with. */
const VETTED: Readonly<Record<string, readonly [() => unknown, number]>> = {
  '/validation': [
    () => new ValidationException('The date is past', { errors: [{ pointer: '/date', message: 'is past' }] }),
    400,
  ],
  '/authentication': [() => new AuthenticationException('Please log in'), 401],
  '/permissions': [() => new UserPermissionsException('No permission to execute'), 403],
  '/missing': [() => new NotFoundException(`No such row: ${CANARY}`), 404],
  '/conflict': [() => new ConflictException('Already there', { details: { version: 3 } }), 409],
  '/limit': [() => new RateLimitException('Slow down', { retryAfter: 30 }), 429],
  '/business': [
    () => new BusinessException('Only 3 left', { code: 'STOCK_TOO_LOW', cause: new Error(CANARY) }),
    500,
  ],
  '/unavailable': [() => new UnavailableException('Back soon', { retryAfter: 5 }), 503],
};

function throwing(make: () => unknown): Route {
  return () => {
    throw make();
  };
}

function halfAStream(): Readable {
  return Readable.from(
    (async function* halves() {
      yield 'first half, ';
      await new Promise((done) => setTimeout(done, 20));
      throw new Error(CANARY);
    })(),
  );
}

const hostile = Object.entries({ ...UNEXPECTED, ...DECORATED });
const routes: Record<string, Route> = {
  '/ok': () => 'fine',
  '/id': ({ correlationId }) => correlationId,
  '/headers': ({ set }) => {
    set('access-control-allow-origin', 'https://shop.example');
    set('strict-transport-security', 'max-age=63072000');
    set('content-security-policy', "default-src 'self'");
    set('vary', 'Origin');
    set('etag', '"failed"');
    set('last-modified', 'Sat, 21 Nov 2026 00:00:00 GMT');
    set('content-encoding', 'gzip');
    set('content-length', '3');
    set('set-cookie', 'session=of-the-failed-answer');
    set('cache-control', 'public, max-age=3600');
    set('content-type', 'image/png');
    throw new Error(CANARY);
  },
  '/close': ({ set }) => {
    set('connection', 'close');
    throw new Error(CANARY);
  },
  '/challenge': ({ set }) => {
    set('www-authenticate', 'Basic realm="shop"');
    throw new AuthenticationException('Please log in');
  },
  '/stream': () => halfAStream(),
  ...Object.fromEntries(hostile.map(([, make], index) => [`/hostile/${index}`, throwing(make)])),
  ...Object.fromEntries(Object.entries(VETTED).map(([path, [make]]) => [path, throwing(make)])),
};

interface Recorded {
  readonly level: string;
  readonly record: Occurrence;
}

function recordingLogger(records: Recorded[]): Logger {
  const at = (level: string) => (record: object) =>
    void records.push({ level, record: record as Occurrence });
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

function isCanaryFree({ phrase, rawHeaders, body }: Answer): boolean {
  return ![phrase, ...rawHeaders, body].some((text) => text.includes('canary'));
}

/** Of each request the bytes of every framework; compared at the end. */
const seen = new Map<string, Map<string, string>>();

function remember(framework: string, request: string, answer: Answer): void {
  const byFramework = seen.get(request) ?? new Map<string, string>();
  byFramework.set(framework, bytesOf(answer));
  seen.set(request, byFramework);
}

describe.each(frameworks)('$name', ({ name, mount }) => {
  const records: Recorded[] = [];
  const fl = createFaultline({ logger: recordingLogger(records), defaultStatus: 500 });
  let mounted: Mounted;

  beforeAll(async () => {
    mounted = await mount(fl, routes);
  });
  afterAll(() => mounted.close());

  function recordOf(answer: Answer): Recorded | undefined {
    return records.find(({ record }) => record.correlationId === answer.headers['x-request-id']);
  }

  it.each(hostile)('R16 R21 R22 answers %s without a word of it, in every format', async (thrown, make) => {
    const index = hostile.findIndex(([key]) => key === thrown);
    const status = make === UNEXPECTED[thrown] ? 500 : 404;
    for (const [format, [accept, contentType]] of Object.entries(ACCEPT)) {
      const answer = await send(`${mounted.url}/hostile/${index}`, { headers: { accept } });
      expect(answer.status, format).toBe(status);
      expect(answer.headers['content-type']).toBe(contentType);
      expect(Buffer.byteLength(answer.body)).toBe(Number(answer.headers['content-length']));
      expect(isCanaryFree(answer), answer.body).toBe(true);
      expect(answer.body).toContain(answer.headers['x-request-id']);
      expect(recordOf(answer)).toMatchObject({ level: status === 500 ? 'error' : 'info' });
      remember(name, `${thrown} as ${format}`, answer);
    }
  });

  it.each(Object.entries(VETTED))(
    'R20 R22 R23 answers %s with its own text',
    async (path, [make, status]) => {
      const thrown = make() as Error;
      for (const [format, [accept]] of Object.entries(ACCEPT)) {
        const answer = await send(mounted.url + path, { headers: { accept } });
        expect(answer.status).toBe(status);
        expect(answer.body.includes(thrown.message)).toBe(path !== '/missing');
        expect(isCanaryFree(answer), answer.body).toBe(true);
        expect(recordOf(answer)?.level).toBe(status < 500 ? 'info' : 'warn');
        remember(name, `${path} as ${format}`, answer);
      }
    },
  );

  it('R19 R43 gives each failure one ID, in header, body and log', async () => {
    const first = await send(`${mounted.url}/business`);
    const second = await send(`${mounted.url}/business`);
    const id = (JSON.parse(first.body) as { correlationId: string }).correlationId;
    expect(id).toBe(first.headers['x-request-id']);
    expect(parseCorrelationId(id)).toBe(id);
    expect(second.headers['x-request-id']).not.toBe(id);
    expect(recordOf(first)?.record).toMatchObject({
      code: 'STOCK_TOO_LOW',
      status: 500,
      request: { method: 'GET', path: '/business' },
      causes: [{ name: 'Error', message: CANARY }],
    });
    expect(recordOf(first)?.record.error.stack).toContain('contract.test.ts');
  });

  it("R42 gives the application its ID before any error, and never a stranger's", async () => {
    const answer = await send(`${mounted.url}/id`, { headers: { 'x-request-id': 'attacker' } });
    expect(answer.status).toBe(200);
    expect(parseCorrelationId(answer.body)).toBe(answer.body);
    expect(answer.headers['x-request-id']).toBeUndefined();
  });

  it('answers a request that nothing answers, in the same shape', async () => {
    for (const [format, [accept, contentType]] of Object.entries(ACCEPT)) {
      const answer = await send(`${mounted.url}/nowhere?q=${CANARY}`, { headers: { accept } });
      expect(answer.status).toBe(404);
      expect(answer.headers['content-type']).toBe(contentType);
      expect(isCanaryFree(answer)).toBe(true);
      remember(name, `unknown route as ${format}`, answer);
    }
  });

  it('R9110 keeps headers about the exchange, drops those of the failed answer', async () => {
    const answer = await send(`${mounted.url}/headers`);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'strict-transport-security': 'max-age=63072000',
      'content-security-policy': "default-src 'self'",
      vary: 'Origin, Accept',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-type': 'application/problem+json; charset=utf-8',
    });
    for (const dropped of ['etag', 'last-modified', 'content-encoding', 'set-cookie', 'x-powered-by']) {
      expect(answer.headers[dropped]).toBeUndefined();
    }
    remember(name, 'headers', answer);
  });

  it('R44 records both ends of a connection that closes behind the answer', async () => {
    const answer = await send(`${mounted.url}/business`);
    expect(answer.headers['connection']).toBe('close');
    await fl.flush();
    const [stored] = await fl.store!.find(answer.headers['x-request-id']!);
    const server = new URL(mounted.url).host;
    expect(stored!.request).toMatchObject({ remoteAddress: '127.0.0.1', server });
    expect(stored!.request!.remotePort).toBeGreaterThan(0);
  });

  it("keeps the application's wish to close the connection", async () => {
    const headers = { connection: 'keep-alive' };
    expect((await send(`${mounted.url}/close`, { headers })).headers['connection']).toBe('close');
    expect((await send(`${mounted.url}/business`, { headers })).headers['connection']).toBe('keep-alive');
  });

  it("prefers the application's challenge to the default one", async () => {
    const answer = await send(`${mounted.url}/challenge`);
    expect(answer.headers['www-authenticate']).toBe('Basic realm="shop"');
    remember(name, 'challenge', answer);
  });

  it('answers HEAD with the headers of GET and nothing else', async () => {
    const get = await send(`${mounted.url}/limit`);
    const head = await send(`${mounted.url}/limit`, { method: 'HEAD' });
    expect(head.status).toBe(429);
    expect(head.body).toBe('');
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
    expect(head.headers['retry-after']).toBe('30');
    remember(name, 'HEAD', head);
  });

  it('breaks the connection after the first byte, appends nothing, and records it', async () => {
    const before = records.length;
    const answer = await send(`${mounted.url}/stream`);
    expect(answer).toMatchObject({ status: 200, body: 'first half, ', broken: true });
    await expect.poll(() => records.length).toBe(before + 1);
    expect(records.at(-1)).toMatchObject({ level: 'error', record: { error: { message: CANARY } } });
  });

  it('is still up', async () => {
    expect(await send(`${mounted.url}/ok`)).toMatchObject({ status: 200, body: 'fine' });
  });
});

it('the same throw gives the same bytes on every framework', () => {
  expect(seen.size).toBeGreaterThan(250);
  for (const [request, byFramework] of seen) {
    const different = new Set(byFramework.values());
    expect([...different], request).toHaveLength(1);
    expect(byFramework.size, request).toBe(frameworks.length);
  }
});
