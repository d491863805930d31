/** What only Koa does. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import Router from '@koa/router';
import koa3 from 'koa';
import koa2 from 'koa2';
import { createFaultline, type Logger } from 'faultline';
import { faultline } from 'faultline/koa';
import { describe, expect, it, vi } from 'vitest';
import { send, type Answer } from './client.ts';
import { failingAfter } from './bodies.ts';
import { memoryLogger } from '../record/logs.ts';

const silent = createFaultline({ logger: false });

async function ask(app: koa3, path = '/', method = 'GET'): Promise<Answer> {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await send(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method });
  } finally {
    server.close();
  }
}

function appOf(Koa: typeof koa3, middleware: koa3.Middleware, logger: Logger | false = false): koa3 {
  const app = new Koa();
  app.use(faultline({ logger }));
  app.use(middleware);
  return app;
}

describe.each([
  ['koa 2', koa2],
  ['koa 3', koa3],
])('%s', (_name, Koa) => {
  it('answers when Koa cannot serialise the body', async () => {
    const app = appOf(Koa, (ctx) => {
      const body: Record<string, unknown> = { secret: 'canary' };
      body['self'] = body;
      ctx.body = body;
    });
    const answer = await ask(app);
    expect(answer.status).toBe(500);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).not.toContain('canary');
  });

  it('answers when a stream fails before its first byte', async () => {
    const app = appOf(Koa, (ctx) => {
      ctx.type = 'text/csv';
      ctx.body = new Readable({
        read() {
          this.destroy(new Error('canary'));
        },
      });
    });
    const answer = await ask(app);
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'INTERNAL_ERROR' });
  });

  it("tells the application's own listeners, and does not let them break the answer", async () => {
    const app = appOf(Koa, () => {
      throw new Error('canary');
    });
    const listener = vi.fn(() => {
      throw new Error('listener');
    });
    app.on('error', listener);
    expect((await ask(app)).status).toBe(500);
    expect(listener).toHaveBeenCalledOnce();
  });

  it('tells listeners nothing of a request that nothing answers, as Koa does', async () => {
    const app = appOf(Koa, () => {});
    const listener = vi.fn();
    app.on('error', listener);
    expect((await ask(app)).status).toBe(404);
    expect(listener).not.toHaveBeenCalled();
  });

  it('prints nothing by itself when there is no listener', async () => {
    const print = vi.spyOn(console, 'error').mockReturnValue();
    const app = appOf(Koa, () => {
      throw new Error('canary');
    });
    expect((await ask(app)).status).toBe(500);
    expect(print).not.toHaveBeenCalled();
    print.mockRestore();
  });

  it('answers 405 with Allow, and 501, where a router leaves them empty', async () => {
    const router = new Router();
    router.get('/things', (ctx) => void (ctx.body = 'things'));
    const app = new Koa();
    app.use(faultline(silent));
    app.use(router.routes() as never).use(router.allowedMethods() as never);
    const answer = await ask(app, '/things', 'DELETE');
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('HEAD, GET');
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
    expect((await ask(app, '/things', 'PROPFIND')).status).toBe(501);
  });

  it.each([
    [
      'a body with status 404',
      (ctx: koa3.Context) => void ((ctx.status = 404), (ctx.body = 'own words')),
      'own words',
    ],
    [
      'a body of null with status 404',
      (ctx: koa3.Context) => void ((ctx.body = null), (ctx.status = 404)),
      '',
    ],
  ])('leaves %s alone', async (_what, middleware, body) => {
    expect(await ask(appOf(Koa, middleware))).toMatchObject({ status: 404, body });
  });

  it('leaves a response alone that the application took over', async () => {
    const app = appOf(Koa, (ctx) => {
      ctx.respond = false;
      ctx.res.statusCode = 404;
      ctx.res.end('own words');
    });
    expect(await ask(app)).toMatchObject({ status: 404, body: 'own words' });
  });

  it('survives what outer middleware does after the answer', async () => {
    const app = new Koa();
    app.use(async (ctx, next) => {
      await next();
      ctx.set('x-response-time', '1 ms');
      ctx.state['seen'] = ctx.status;
    });
    app.use(faultline(silent));
    app.use(() => {
      throw new Error('canary');
    });
    expect((await ask(app)).status).toBe(500);
  });
});

describe.each([
  ['a web stream', (body: ReadableStream) => body],
  ['a Response', (body: ReadableStream) => new Response(body)],
])('koa 3, whose body is %s', (_kind, bodyOf) => {
  it('answers when it fails before its first byte', async () => {
    const answer = await ask(appOf(koa3, (ctx) => void (ctx.body = bodyOf(failingAfter()))));
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'INTERNAL_ERROR' });
  });

  it('breaks the connection and records once when it fails half-way', async () => {
    const { logger, entries } = memoryLogger();
    const answer = await ask(appOf(koa3, (ctx) => void (ctx.body = bodyOf(failingAfter('half'))), logger));
    expect(answer).toMatchObject({ status: 200, body: 'half', broken: true });
    expect(entries).toMatchObject([{ record: { error: { message: 'canary' } } }]);
  });

  it('sends it whole when it does not fail', async () => {
    const whole = (): ReadableStream => new Blob(['one ', 'two']).stream() as ReadableStream;
    const answer = await ask(appOf(koa3, (ctx) => void (ctx.body = bodyOf(whole()))));
    expect(answer).toMatchObject({ status: 200, body: 'one two', broken: false });
  });
});
