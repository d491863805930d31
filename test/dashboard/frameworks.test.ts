import { once } from 'node:events';
import { request as ask, type IncomingMessage } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import express from 'express';
import fastify from 'fastify';
import Koa from 'koa';
import mount from 'koa-mount';
import { createFaultline } from 'faultline';
import * as onExpress from 'faultline/express';
import * as onFastify from 'faultline/fastify';
import * as onKoa from 'faultline/koa';
import { memoryStore } from '../../src/store/memory.ts';
import { dashboard, type DashboardOptions } from '../../src/dashboard/index.ts';
import type { Store } from '../../src/store/store.ts';
import { anOccurrence } from '../store/occurrences.ts';
import { referenceOf } from './sample.ts';
import { listen, SLASHED, WAYS, type Served, type Way } from './servers.ts';
import { tokenIn, valuesOf } from './visits.ts';

const REFERENCE = referenceOf(1);

let served: Served | undefined;

afterEach(async () => {
  await served?.close();
  served = undefined;
});

async function open(
  way: Way,
  options: Partial<DashboardOptions> = {},
): Promise<{ url: string; store: Store }> {
  const store = memoryStore();
  store.put(anOccurrence({ fingerprint: 'f1', correlationId: REFERENCE }));
  served = await way.serve(store, { authorize: () => ({ name: 'Ada' }), ...options });
  return { url: served.url + way.base, store };
}

interface Seen {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** As Node sends it: `fetch` would mend paths and refuse methods. */
function send(url: string, method = 'GET', headers: Record<string, string> = {}, body = ''): Promise<Seen> {
  return new Promise((done, fail) => {
    const target = new URL(url);
    const path = url.slice(target.origin.length);
    const sent = ask(
      { host: target.hostname, port: target.port, path, method, headers, agent: false },
      (response) => {
        let received = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (received += chunk));
        response.on('end', () =>
          done({ status: response.statusCode!, headers: response.headers, body: received }),
        );
      },
    );
    sent.on('error', fail);
    sent.end(body);
  });
}

describe.each(SLASHED)('on $name, mounted with a slash at the end', (way) => {
  it('R44 shows its pages', async () => {
    const { url } = await open(way);
    for (const [path, title] of [
      ['/', 'Overview'],
      ['/groups', 'Groups'],
      ['/groups/f1', 'Error'],
      [`/occurrences/${REFERENCE}`, REFERENCE],
    ] as const) {
      const { status, body } = await send(url + path);
      expect([path, status]).toEqual([path, 200]);
      expect(/<title>([^<]*)/.exec(body)?.[1]).toContain(title);
      expect(valuesOf(body, 'form', 'action').every((action) => action.startsWith('/errors/'))).toBe(true);
    }
  });
});

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe.each(WAYS)('on $name', (way) => {
  it('R44 shows its pages, with addresses that hold where it is mounted', async () => {
    const { url } = await open(way);
    const home = await send(way.base === '' ? `${url}/` : url);
    expect(home.status).toBe(200);
    expect(home.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(home.headers['content-length']).toBe(String(Buffer.byteLength(home.body)));
    expect(home.headers['content-security-policy']).toContain("default-src 'none'");
    const addresses = [
      ...valuesOf(home.body, 'a', 'href'),
      ...valuesOf(home.body, 'link', 'href').filter((href) => !href.startsWith('data:')),
      ...valuesOf(home.body, 'script', 'src'),
    ].filter((href) => href !== '#main');
    expect(addresses.length).toBeGreaterThan(8);
    for (const address of addresses) {
      expect(address.startsWith(`${way.base}/`)).toBe(true);
      const { status } = await send(served!.url + address);
      expect(status, address).toBe(200);
    }
    expect((await send(`${url}/`)).status).toBe(200);
  });

  it('R44 looks a reference up', async () => {
    const { url } = await open(way);
    const found = await send(`${url}/lookup?reference=${REFERENCE.toLowerCase()}`);
    expect(found.status).toBe(303);
    expect(found.headers.location).toBe(`${way.base}/occurrences/${REFERENCE}`);
    const page = await send(served!.url + found.headers.location!);
    expect(page.body).toContain('What the client saw');
  });

  it('R45 resolves a group by its form, and not without', async () => {
    const { url, store } = await open(way);
    const page = await send(`${url}/groups/f1`);
    const token = tokenIn(page.body);
    const form = new URLSearchParams({ token, action: 'resolve', release: '1.2' }).toString();
    const forged = await send(`${url}/groups/f1`, 'POST', FORM, 'action=resolve');
    expect(forged.status).toBe(403);
    const cross = await send(`${url}/groups/f1`, 'POST', { ...FORM, 'sec-fetch-site': 'cross-site' }, form);
    expect(cross.status).toBe(403);
    const foreign = await send(`${url}/groups/f1`, 'POST', { ...FORM, origin: 'http://evil.example' }, form);
    expect(foreign.status).toBe(403);
    expect((await store.group('f1'))!.state).toBe('open');
    const done = await send(`${url}/groups/f1`, 'POST', { ...FORM, 'sec-fetch-site': 'same-origin' }, form);
    expect(done.status).toBe(303);
    expect(done.headers.location).toBe(`${way.base}/groups/f1?done=resolve`);
    expect((await store.group('f1'))!.history).toMatchObject([
      { by: 'Ada', state: 'resolved', release: '1.2' },
    ]);
  });

  it('answers HEAD as GET, without the page', async () => {
    const { url } = await open(way);
    const { status, headers, body } = await send(`${url}/groups`, 'HEAD');
    expect(status).toBe(200);
    expect(Number(headers['content-length'])).toBeGreaterThan(1000);
    expect(body).toBe('');
  });

  it.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH'])('has no %s', async (method) => {
    const { url } = await open(way);
    const { status, headers } = await send(`${url}/groups`, method);
    expect(status).toBe(405);
    expect(headers.allow).toBe('GET, HEAD, POST');
  });

  it('has a page of its own for what is not there', async () => {
    const { url } = await open(way);
    for (const path of ['/nowhere', '/groups/%2e%2e', '/groups/f1/x', '//x', '/groups/../../etc/passwd']) {
      const { status, body } = await send(url + path);
      expect([status, path]).toEqual([404, path]);
      if (way.base === '' || path !== '//x') expect(body).toContain('</html>');
    }
  });

  it('R44 lets nobody in whom authorize does not name', async () => {
    const { url } = await open(way, { authorize: () => Promise.reject(new Error('no session')) });
    const { status, body } = await send(`${url}/occurrences/${REFERENCE}`);
    expect(status).toBe(403);
    expect(body).not.toContain(REFERENCE);
  });

  it('asks authorize with the request, and what the framework has of it', async () => {
    const seen: { raw: unknown; context: object }[] = [];
    const { url } = await open(way, {
      authorize(request, context) {
        seen.push({ raw: request.headers['x-user'], context });
        return true;
      },
    });
    await send(`${url}/groups`, 'GET', { 'x-user': 'Ada' });
    expect(seen).toHaveLength(1);
    expect(seen[0]!.raw).toBe('Ada');
    const property = /koa/.test(way.name) ? 'cookies' : /fastify/.test(way.name) ? 'raw' : 'headers';
    expect(property in seen[0]!.context).toBe(true);
  });

  it('refuses a form that is too long, and goes on', async () => {
    const { url } = await open(way);
    const body = `note=${'x'.repeat(50_000)}`;
    const { status } = await send(`${url}/groups/f1`, 'POST', FORM, body);
    // Parsers of the application may have let it through, without a token.
    expect([413, 403]).toContain(status);
    expect((await send(`${url}/groups`)).status).toBe(200);
  });
});

it.each(WAYS.filter(({ base }) => base !== ''))(
  'leaves all else to the application on $name',
  async (way) => {
    await open(way);
    expect((await send(`${served!.url}/`)).body).toBe('the application');
  },
);

describe('beside the adapters of faultline', () => {
  const fl = createFaultline({ logger: false });
  const options: DashboardOptions = { authorize: ({ headers }) => headers['x-user'] === 'Ada' };

  async function serveBeside(framework: 'express' | 'fastify' | 'koa'): Promise<Served> {
    const board = dashboard(memoryStore(), options);
    if (framework === 'express') {
      const app = express();
      app.use(onExpress.context(fl));
      app.use('/errors', board);
      app.use(onExpress.notFound(fl));
      app.use(onExpress.faultline(fl));
      return listen(app);
    }
    if (framework === 'koa') {
      const app = new Koa();
      app.use(onKoa.faultline(fl));
      app.use(mount('/errors', board.koa));
      return listen(app.callback());
    }
    const app = fastify({ forceCloseConnections: true });
    await app.register(onFastify.faultline(fl));
    await app.register(board.fastify, { prefix: '/errors' });
    await app.listen({ port: 0, host: '127.0.0.1' });
    return {
      url: `http://127.0.0.1:${(app.server.address() as { port: number }).port}`,
      close: () => app.close(),
    };
  }

  it.each(['express', 'koa', 'fastify'] as const)('its answers are its own on %s', async (framework) => {
    served = await serveBeside(framework);
    const { url } = served;
    const expected = [
      ['/errors/nowhere', 'Ada', 404],
      ['/errors/', 'Eve', 403],
      ['/errors/', 'Ada', 200],
    ] as const;
    for (const [path, user, status] of expected) {
      const seen = await send(url + path, 'GET', { 'x-user': user });
      expect(seen.status).toBe(status);
      expect(seen.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(seen.body).toContain('class="brand"');
    }
    const other = await send(`${url}/nowhere`, 'GET', { accept: 'application/json' });
    expect(JSON.parse(other.body)).toMatchObject({ status: 404 });
  });
});

describe('R44 below a path it answers for no other', () => {
  const at = (path: string): ReturnType<typeof dashboard> =>
    dashboard(memoryStore(), { authorize: () => true, path });

  async function seenAt(path: string): Promise<string> {
    const { body } = await send(`${served!.url}${path}`);
    return body.includes('class="brand"') ? (/<h1>(\w+)/.exec(body)?.[1] ?? 'Overview') : body;
  }

  it('on express, of an application that is mounted', async () => {
    const [app, inner] = [express(), express()];
    inner.use(at('/app/errors'), (_request, response) => void response.send('the application'));
    served = await listen(app.use('/app', inner));
    expect(await seenAt('/app/orders')).toBe('the application');
    expect(await seenAt('/app/errors/groups')).toBe('Groups');
  });

  it('on express, where addresses are rewritten', async () => {
    const app = express();
    app.use((request, _response, next) => {
      request.url = request.url.replace(/^\/en(?=\/)/, '');
      next();
    });
    app.use(at('/errors'), (_request, response) => void response.send('the application'));
    served = await listen(app);
    expect(await seenAt('/en/orders')).toBe('the application');
    expect(await seenAt('/en/errors/groups')).toBe('Groups');
  });

  it('on koa, of an application that is mounted', async () => {
    const [app, inner] = [new Koa(), new Koa()];
    inner.use(at('/app/errors').koa).use((ctx) => void (ctx.body = 'the application'));
    served = await listen(app.use(mount('/app', inner)).callback());
    expect(await seenAt('/app/orders')).toBe('the application');
    expect(await seenAt('/app/errors/groups')).toBe('Groups');
  });

  it('on koa, where addresses are rewritten', async () => {
    const app = new Koa();
    app.use((ctx, next) => {
      ctx.path = ctx.path.replace(/^\/en(?=\/)/, '');
      return next();
    });
    app.use(at('/errors').koa).use((ctx) => void (ctx.body = 'the application'));
    served = await listen(app.callback());
    expect(await seenAt('/en/orders')).toBe('the application');
    expect(await seenAt('/en/errors/groups')).toBe('Groups');
  });
});

describe('on fastify', () => {
  it('runs the hooks of the application', async () => {
    const way = WAYS.find(({ name }) => name.startsWith('fastify 5 with'))!;
    const { url } = await open(way);
    expect((await send(`${url}/groups`)).headers['x-hook']).toBe('ran');
  });

  it('may be below a path without a prefix', async () => {
    const app = fastify({ forceCloseConnections: true });
    await app.register(dashboard(memoryStore(), { authorize: () => true, path: '/errors' }).fastify);
    await app.listen({ port: 0, host: '127.0.0.1' });
    served = {
      url: `http://127.0.0.1:${(app.server.address() as { port: number }).port}`,
      close: () => app.close(),
    };
    expect((await send(`${served.url}/errors/groups`)).status).toBe(200);
    const other = await send(`${served.url}/other`);
    expect(other.status).toBe(404);
    expect(other.body).toContain('Route GET:/other not found');
  });
});

describe('on node:http', () => {
  it('may stand behind a proxy that takes its path away', async () => {
    served = await listen(dashboard(memoryStore(), { authorize: () => true, path: '/errors' }));
    const home = await send(`${served.url}/`);
    expect(home.status).toBe(200);
    expect(home.body).toContain('href="/errors/groups"');
    expect((await send(`${served.url}/other`)).status).toBe(404);
    expect((await send(`${served.url}/errors`)).status).toBe(200);
  });

  it('may speak HTTP/2', async () => {
    const store = memoryStore();
    store.put(anOccurrence({ fingerprint: 'f1' }));
    const server = createHttp2Server(dashboard(store, { authorize: () => true }) as never).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    const ask2 = async (
      headers: Record<string, string>,
      form = '',
    ): Promise<[status: unknown, body: string]> => {
      const stream = session.request(headers, { endStream: false });
      stream.end(form);
      const [answered] = (await once(stream, 'response')) as [Record<string, unknown>];
      return [answered[':status'], await text(stream)];
    };
    try {
      const [status, body] = await ask2({ ':path': '/groups/f1' });
      expect(status).toBe(200);
      const form = new URLSearchParams({ token: tokenIn(body), action: 'mute' }).toString();
      const origin = `http://127.0.0.1:${port}`;
      const post = { ':method': 'POST', ':path': '/groups/f1', ...FORM, origin };
      expect((await ask2({ ...post, origin: 'http://evil.example' }, form))[0]).toBe(403);
      expect((await ask2(post, form))[0]).toBe(303);
      expect((await store.group('f1'))!.state).toBe('muted');
    } finally {
      session.destroy();
      server.close();
    }
  });

  it('leaves a response alone that somebody else has begun', async () => {
    const board = dashboard(memoryStore(), { authorize: () => true });
    served = await listen((request, response) => {
      board(request, response);
      response.end('somebody else');
    });
    expect((await send(served.url)).body).toBe('somebody else');
  });

  it('ends a response whose headers somebody broke', async () => {
    const board = dashboard(memoryStore(), { authorize: () => true });
    served = await listen((request, response) => {
      response.setHeader = () => {
        throw new Error('no');
      };
      board(request, response);
    });
    await expect(send(served.url)).rejects.toThrow();
  });

  it('survives a client that leaves in the middle of a form', async () => {
    let isAsked: (value?: unknown) => void;
    const asked = new Promise((done) => (isAsked = done));
    const authorize = (): boolean => {
      isAsked();
      return true;
    };
    served = await listen(dashboard(memoryStore(), { authorize }));
    const { port } = new URL(served.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      'POST /groups/f1 HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\ncontent-type: application/x-www-form-urlencoded\r\n\r\ntoken=',
    );
    await asked;
    socket.destroy();
    expect((await send(served.url)).status).toBe(200);
  });

  it.each(['evil.example', '', 'a"b'])('makes no address of the host %j', async (host) => {
    served = await listen(dashboard(memoryStore(), { authorize: () => true }));
    const { body, headers } = await send(`${served.url}/lookup?reference=.`, 'GET', { host });
    expect(body + JSON.stringify(headers)).not.toContain('evil');
  });
});
