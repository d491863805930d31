/** What the trail meets on Koa only. */

import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import koa3 from 'koa';
import koa2 from 'koa2';
import compose from 'koa-compose';
import { faultline } from 'faultline/koa';
import { describe, expect, it } from 'vitest';
import { send, type Answer } from '../client.ts';
import { tracing } from './instances.ts';

async function ask(app: koa3, path = '/', method = 'GET'): Promise<Answer> {
  const server = app.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  try {
    return await send(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method });
  } finally {
    server.close();
  }
}

const fail: koa3.Middleware = () => {
  throw new Error('canary');
};
const pass = (name: string): koa3.Middleware => {
  const step: koa3.Middleware = (_ctx, next) => next();
  return Object.defineProperty(step, 'name', { value: name });
};

/** As a routing library's types have it. */
function routesOf(build: (router: Router) => void, prefix?: string): koa3.Middleware {
  const router = prefix === undefined ? new Router() : new Router({ prefix });
  build(router);
  return router.routes() as never;
}

const awaited: koa3.Middleware = async (_ctx, next) => {
  await next();
  throw new Error('canary');
};
const recover: koa3.Middleware = (_ctx, next) => next().catch(() => undefined);
const translate: koa3.Middleware = (_ctx, next) =>
  next().catch(() => {
    throw new Error('another');
  });

/** What an application has -> the trail of a request. */
type Case = [what: string, build: (app: koa3) => unknown, trail: readonly string[], path?: string];
const CASES: readonly Case[] = [
  ['what fails at once', (app) => app.use(pass('one')).use(fail).use(pass('two')), ['one', 'fail']],
  [
    'what has no name',
    (app) =>
      app.use(async () => {
        throw new Error('canary');
      }),
    ['<anonymous>'],
  ],
  [
    'the name before koa-convert',
    (app) => app.use(Object.assign(async () => Promise.reject(new Error('canary')), { _name: 'old' })),
    ['old'],
  ],
  ['what was composed as one', (app) => app.use(compose([pass('one'), fail]) as never), ['<anonymous>']],
  [
    'what fails on the way back, once more',
    (app) =>
      app
        .use(awaited)
        .use(pass('one'))
        .use((ctx) => void (ctx.body = 'fine')),
    ['awaited', 'one', '<anonymous>', 'awaited'],
  ],
  [
    'where a failure began, not what passes it on',
    (app) => {
      app.use(translate);
      app.use(fail);
    },
    ['translate', 'fail'],
  ],
  [
    'what fails after a recovery',
    (app) => {
      app.use(awaited);
      app.use(recover);
      app.use(fail);
    },
    ['awaited', 'recover', 'fail', 'awaited'],
  ],
  [
    'a second call of next',
    (app) =>
      app.use(async function twice(_ctx, next) {
        await next();
        await next();
      }),
    ['twice', 'twice'],
  ],
  [
    'routers, their middleware and the route',
    (app) => {
      app.use(
        routesOf((router) => {
          router.param('id', (_id, _ctx, next) => next());
          router.use(pass('inner') as never);
          router.get('/:id', pass('validate') as never, fail as never);
        }, '/orders'),
      );
    },
    ['router', 'inner', 'param id', 'validate', 'GET /orders/:id'],
    '/orders/7',
  ],
  [
    'nested routers',
    (app) => {
      const inner = new Router();
      inner.get('/:id', fail as never);
      app.use(routesOf((router) => router.use('/orders', inner.routes())));
    },
    ['router', 'GET /orders/:id'],
    '/orders/7',
  ],
  [
    'a route without a path by its function',
    (app) => app.use(routesOf((router) => router.get(/^\/$/, fail as never))),
    ['router', 'fail'],
  ],
  [
    'what Koa does with the answer',
    (app) =>
      app.use(function circular(ctx) {
        const body: Record<string, unknown> = {};
        ctx.body = Object.assign(body, { body });
      }),
    ['circular', 'response'],
  ],
  [
    'what found no route',
    (app) => app.use(routesOf((router) => router.get('/x', fail as never))),
    ['router', 'notFound'],
  ],
  [
    'what has a name that cannot be read',
    (app) =>
      app.use(
        Object.defineProperty(async () => Promise.reject(new Error('canary')), 'router', {
          get() {
            throw new Error('canary');
          },
        }),
      ),
    ['<anonymous>'],
  ],
  [
    'a frozen router, and no more of it',
    (app) => {
      const router = new Router();
      router.get('/', fail as never);
      const middleware = router.routes();
      app.use(middleware as never);
      Object.freeze(router);
    },
    ['router'],
  ],
  [
    'a router with a frozen route, and no more of it',
    (app) =>
      app.use(
        routesOf((router) => {
          router.get('/', fail as never);
          Object.freeze((router.stack[0] as { stack: unknown[] }).stack);
        }),
      ),
    ['router'],
  ],
];

describe.each([
  ['koa 2', koa2],
  ['koa 3', koa3],
])('%s', (_name, Koa) => {
  it.each(CASES)('R52 names %s', async (_what, build, trail, path) => {
    const { fl, trails } = tracing();
    const app = new Koa();
    app.silent = true;
    app.use(faultline(fl) as never);
    build(app);
    await ask(app, path);
    await ask(app, path);
    expect(trails).toEqual([trail, trail]);
  });

  it('R52 refuses a second call of next as koa-compose does', async () => {
    const { fl } = tracing();
    const app = new Koa();
    let message = '';
    app.use(faultline(fl) as never);
    app.use(async (ctx, next) => {
      await next();
      await next().catch((error: Error) => (message = error.message));
      ctx.body = 'fine';
    });
    expect((await ask(app)).body).toBe('fine');
    expect(message).toBe('next() called multiple times');
  });

  it('R52 leaves the functions of the application as they are', async () => {
    const { fl } = tracing();
    const app = new Koa();
    const [one, two] = [pass('one'), pass('two')];
    app
      .use(faultline(fl) as never)
      .use(one)
      .use(two);
    await ask(app);
    expect(app.middleware.slice(1)).toEqual([one, two]);
  });

  it('R52 wraps nothing when it is off', async () => {
    const { fl, trails } = tracing(false);
    const app = new Koa();
    const router = new Router();
    const handler = (): never => {
      throw new Error('canary');
    };
    router.get('/', handler);
    app.use(faultline(fl) as never).use(router.routes() as never);
    await ask(app);
    expect(Object.hasOwn(router, 'match')).toBe(false);
    expect((router.stack[0] as { stack: unknown[] }).stack).toEqual([handler]);
    expect(trails).toEqual([undefined]);
  });

  it('R52 serves a router of two applications in the one that has no trails', async () => {
    const on = tracing();
    const off = tracing(false);
    const routes = routesOf((router) => router.get('/', fail as never));
    const [traced, quiet] = [new Koa(), new Koa()];
    traced.use(faultline(on.fl) as never).use(routes);
    quiet.use(faultline(off.fl) as never).use(routes);
    expect([(await ask(traced)).status, (await ask(quiet)).status]).toEqual([500, 500]);
    expect([on.trails, off.trails]).toEqual([[['router', 'GET /']], [undefined]]);
  });

  it('R52 records each step once, also of a router that is mounted in another one later', async () => {
    const { fl, trails } = tracing();
    const inner = new Router();
    inner.get('/:id', fail as never);
    const [early, late] = [new Koa(), new Koa()];
    early.use(faultline(fl) as never).use(inner.routes() as never);
    await ask(early, '/7');
    late.use(faultline(fl) as never).use(routesOf((router) => router.use('/orders', inner.routes())));
    await ask(late, '/orders/7');
    expect(trails).toEqual([
      ['router', 'GET /:id'],
      ['router', 'GET /orders/:id'],
    ]);
  });

  it.each<[string, (app: koa3, own: koa3.Middleware) => void, koa3.Middleware?]>([
    ['it is part of what was composed before', (app, own) => void app.use(compose([own, fail]) as never)],
    ['it is wrapped', (app, own) => void app.use((ctx, next) => own(ctx, next)).use(fail)],
    [
      'the chain is not made by koa-compose',
      (app, own) => void app.use((ctx) => own(ctx, async () => fail(ctx, async () => undefined))),
    ],
    [
      'the middleware cannot be read',
      (app, own) => {
        app.use(own).use(fail);
        const callback = app.callback.bind(app);
        app.callback = () => {
          const handle = callback();
          Object.defineProperty(app, 'middleware', {
            get() {
              throw new Error('canary');
            },
          });
          return handle;
        };
      },
    ],
  ])('R52 has no trail, and answers, where %s', async (_what, build) => {
    const { fl, trails } = tracing();
    const app = new Koa();
    build(app, faultline(fl) as never);
    expect((await ask(app)).status).toBe(500);
    expect(trails).toEqual([undefined]);
  });

  it('R52 has one trail where the same middleware serves a mounted application', async () => {
    const { fl, trails } = tracing();
    const own = faultline(fl) as never;
    const app = new Koa();
    const mounted = new Koa();
    mounted.use(own).use(fail);
    app.use(own).use(compose(mounted.middleware) as never);
    expect((await ask(app)).status).toBe(500);
    expect(trails).toEqual([['<anonymous>']]);
  });
});
