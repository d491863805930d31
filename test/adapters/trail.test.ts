/** What the trail is on every framework; what only one of them does stands in `trail/`. */

import type { AddressInfo, Server } from 'node:net';
import express5 from 'express';
import express4 from 'express4';
import fastify5 from 'fastify';
import fastify4 from 'fastify4';
import Router from '@koa/router';
import koa3 from 'koa';
import koa2 from 'koa2';
import type { Faultline } from 'faultline';
import * as onExpress from 'faultline/express';
import * as onFastify from 'faultline/fastify';
import * as onKoa from 'faultline/koa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from './client.ts';
import { tracing } from './trail/instances.ts';

/** Called by each step with its name; fails where the request wants it to. */
type Visit = (step: string, url: string) => Promise<void>;

interface Served {
  readonly url: string;
  close(): unknown;
}

type Serve = (fl: Faultline, visit: Visit) => Promise<Served>;

/** The same application six times: two steps for all, one for the nested part, one of the route, the handler. */
const applications: readonly (readonly [name: string, serve: Serve, trail: readonly string[]])[] = [
  ['express 4', serveExpress(express4), ['first', 'second', 'router', 'third', 'fourth', 'GET /nested/:id']],
  ['express 5', serveExpress(express5), ['first', 'second', 'router', 'third', 'fourth', 'GET /nested/:id']],
  ['koa 2', serveKoa(koa2), ['first', 'second', 'router', 'third', 'fourth', 'GET /nested/:id']],
  ['koa 3', serveKoa(koa3), ['first', 'second', 'router', 'third', 'fourth', 'GET /nested/:id']],
  [
    'fastify 4',
    serveFastify(fastify4),
    ['onRequest first', 'preParsing second', 'preHandler third', 'preHandler fourth', 'GET /nested/:id'],
  ],
  [
    'fastify 5',
    serveFastify(fastify5),
    ['onRequest first', 'preParsing second', 'preHandler third', 'preHandler fourth', 'GET /nested/:id'],
  ],
];

function serveExpress(express: typeof express5): Serve {
  return async (fl, visit) => {
    const app = express();
    const step = (name: string) =>
      onExpress.asyncHandler(
        Object.defineProperty(
          async (req: express5.Request, _res: express5.Response, next: express5.NextFunction) => {
            await visit(name, req.originalUrl);
            next();
          },
          'name',
          { value: name },
        ),
      );
    app.use(onExpress.context(fl));
    app.use(step('first'), step('second'));
    const router = express.Router();
    router.use(step('third'));
    router.get('/:id', step('fourth'), (req, res, next) => {
      visit('handler', req.originalUrl).then(() => res.send('fine'), next);
    });
    app.use('/nested', router);
    app.use(onExpress.notFound(fl));
    app.use(onExpress.faultline(fl));
    return listen(app.listen(0, '127.0.0.1'));
  };
}

function serveKoa(Koa: typeof koa3): Serve {
  return async (fl, visit) => {
    const app = new Koa();
    const step = (name: string): koa3.Middleware => {
      const handler: koa3.Middleware = async (ctx, next) => {
        await visit(name, ctx.originalUrl);
        await next();
      };
      return Object.defineProperty(handler, 'name', { value: name });
    };
    app.use(onKoa.faultline(fl));
    app.use(step('first')).use(step('second'));
    const router = new Router({ prefix: '/nested' });
    router.use(step('third') as never);
    const handler: koa3.Middleware = async (ctx) => {
      await visit('handler', ctx.originalUrl);
      ctx.body = 'fine';
    };
    router.get('/:id', step('fourth') as never, handler as never);
    app.use(router.routes() as never);
    return listen(app.listen(0, '127.0.0.1'));
  };
}

function serveFastify(fastify: typeof fastify5): Serve {
  return async (fl, visit) => {
    const app = fastify();
    await app.register(onFastify.faultline(fl));
    app.addHook('onRequest', async function first(request) {
      await visit('first', request.url);
    });
    app.addHook('preParsing', async function second(request) {
      await visit('second', request.url);
    });
    await app.register(
      async (nested) => {
        nested.addHook('preHandler', async function third(request) {
          await visit('third', request.url);
        });
        const fourth = (request: { url: string }): Promise<void> => visit('fourth', request.url);
        const handler = (request: { url: string }): Promise<string> =>
          visit('handler', request.url).then(() => 'fine');
        nested.get('/:id', { preHandler: fourth }, handler);
      },
      { prefix: '/nested' },
    );
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { url: urlOf(app.server), close: () => app.close() };
  };
}

async function listen(server: Server): Promise<Served> {
  await new Promise((done) => server.once('listening', done));
  return { url: urlOf(server), close: () => server.close() };
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.each(applications)('%s', (_name, serve, all) => {
  const { fl, trails } = tracing();
  let served: Served;
  /** Requests that wait in a step until both are there. */
  const waiting: (() => void)[] = [];

  beforeAll(async () => {
    served = await serve(fl, async (name, url) => {
      const asked = new URL(url, 'http://shop').searchParams;
      await new Promise((done) => setImmediate(done));
      if (asked.get('own') === name) fl.step('load the order');
      if (asked.get('meet') === name) {
        await new Promise<void>((done) => {
          waiting.push(done);
          if (waiting.length === 2) for (const go of waiting.splice(0)) go();
        });
      }
      if (asked.get('fail') === name) throw new Error('canary');
    });
  });
  afterAll(() => served.close());

  const steps = ['first', 'second', 'third', 'fourth', 'handler'];
  const withoutRouter = all.filter((name) => name !== 'router');

  it.each(steps)('R52 D16 names what ran before and including %s, in order', async (failing) => {
    for (let time = 0; time < 2; time++) {
      trails.length = 0;
      const answer = await send(`${served.url}/nested/7?fail=${failing}`);
      expect(answer.status).toBe(500);
      const last = all.indexOf(withoutRouter[steps.indexOf(failing)]!);
      expect(trails).toEqual([all.slice(0, last + 1)]);
    }
  });

  it('R52 keeps the trails of two requests at once apart', async () => {
    trails.length = 0;
    const answers = ['second', 'handler'].map((failing) =>
      send(`${served.url}/nested/7?meet=first&fail=${failing}`),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([500, 500]);
    const second = all.slice(0, all.indexOf(withoutRouter[1]!) + 1);
    expect(new Set(trails.map((trail) => trail!.join()))).toEqual(new Set([second.join(), all.join()]));
  });

  it("R52 has the application's own steps among the others", async () => {
    trails.length = 0;
    await send(`${served.url}/nested/7?own=second&fail=third`);
    await send(`${served.url}/nested/7?own=handler&fail=handler`);
    const second = all.indexOf(withoutRouter[1]!) + 1;
    const third = all.indexOf(withoutRouter[2]!) + 1;
    expect(trails).toEqual([
      [...all.slice(0, second), 'load the order', ...all.slice(second, third)],
      [...all, 'load the order'],
    ]);
  });

  it('R52 names what found no route', async () => {
    trails.length = 0;
    expect((await send(`${served.url}/nowhere`)).status).toBe(404);
    expect(trails[0]!.at(-1)).toBe('notFound');
  });

  it('answers as ever where nothing fails', async () => {
    expect(await send(`${served.url}/nested/7`)).toMatchObject({ status: 200, body: 'fine' });
  });

  it('R52 records nothing when it is off', async () => {
    const off = tracing(false);
    const quiet = await serve(off.fl, () => Promise.reject(new Error('canary')));
    expect((await send(`${quiet.url}/nested/7`)).status).toBe(500);
    expect(off.trails).toEqual([undefined]);
    await quiet.close();
  });
});
