/** What the trail meets on Express only. */

import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import express5 from 'express';
import express4 from 'express4';
import { createFaultline } from 'faultline';
import * as onExpress from 'faultline/express';
import { describe, expect, it } from 'vitest';
import { send, type Answer } from '../client.ts';
import { memoryLogger } from '../../record/logs.ts';
import { tracing } from './instances.ts';

type Express = typeof express5;
type Layer = Record<string, unknown>;

const require = createRequire(import.meta.url);

/** Another copy, as an application has that installs two. */
function copyOf(name: 'express' | 'express4'): Express {
  const cached = Object.keys(require.cache).filter((file) =>
    /node_modules\/(?:express4?|router)\//.test(file),
  );
  const kept = cached.map((file) => [file, require.cache[file]] as const);
  for (const file of cached) delete require.cache[file];
  const copy = require(name) as Express;
  for (const [file, module] of kept) require.cache[file] = module;
  return copy;
}

function layersOf(app: unknown): Layer[] {
  const { _router, router } = app as Record<string, { stack: Layer[] } | undefined>;
  return (_router ?? router)!.stack;
}

/** The stack of an application of Express 4, whose `router` throws, or 5. */
function stackOf(app: object): Layer[] {
  return '_router' in app
    ? (app._router as { stack: Layer[] }).stack
    : layersOf({ router: (app as never)['router'] });
}

async function ask(app: express5.Express, path: string): Promise<Answer> {
  const server = app.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  try {
    return await send(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  } finally {
    server.close();
  }
}

/** Each application registers what `build` says between `context` and the error middleware. */
async function trailOf(
  express: Express,
  build: (app: express5.Express, express: Express) => void,
  path: string = '/',
): Promise<readonly string[] | undefined> {
  const { fl, trails } = tracing();
  const app = express();
  app.use(onExpress.context(fl));
  build(app, express);
  app.use(onExpress.notFound(fl));
  app.use(onExpress.faultline(fl));
  const first = await ask(app, path);
  const second = await ask(app, path);
  expect([first.status, trails.length]).toEqual([second.status, 2]);
  expect(trails[1]).toEqual(trails[0]);
  return trails[0];
}

const fail: express5.RequestHandler = () => {
  throw new Error('canary');
};
const pass = (name: string): express5.RequestHandler =>
  Object.defineProperty<express5.RequestHandler>((_req, _res, next) => next(), 'name', { value: name });
const never: express5.ErrorRequestHandler = (_error, _req, _res, next) => next();

/** What an application has -> the trail of a request to `/`. */
type Case = [
  what: string,
  build: (app: express5.Express, express: Express) => void,
  trail: readonly string[],
  path?: string,
];
const CASES: readonly Case[] = [
  ['a handler by its route', (app) => void app.get('/', fail), ['GET /']],
  ['a handler for all methods', (app) => void app.all('/', fail), ['GET /']],
  [
    'the last function of a route by its method and path, those before it by name',
    (app) => void app.get('/', pass('authenticate'), pass(''), fail),
    ['authenticate', '<anonymous>', 'GET /'],
  ],
  [
    'only what has run of a route',
    (app) =>
      void app.get(
        '/',
        pass('one'),
        Object.defineProperty(() => fail({} as never, {} as never, never as never), 'name', { value: 'two' }),
        pass('three'),
      ),
    ['one', 'two'],
  ],
  [
    'only the functions of the method',
    (app) => void app.route('/').post(pass('post')).get(pass('get'), fail).put(pass('put')),
    ['get', 'GET /'],
  ],
  [
    'a route without one path by the name of its handler',
    (app) =>
      void app.get(/^\/$/, function home() {
        throw new Error('canary');
      }),
    ['home'],
  ],
  [
    'what has no name by its path',
    (app) => void app.use('/static', (_req, _res, next) => next(new Error('canary'))),
    ['/static'],
    '/static/x',
  ],
  [
    'what has neither',
    (app) => void app.use((_req, _res, next) => next(new Error('canary'))),
    ['<anonymous>'],
  ],
  [
    'an object that was thrown',
    (app) =>
      void app.use(function one() {
        throw { any: 'thing' };
      }),
    ['one'],
  ],
  [
    'nested routers, and the path where they are mounted',
    (app, express) => {
      const inner = express.Router().use(pass('inner')).get('/:id', fail);
      app.use('/a', pass('outer'), express.Router().use('/b', inner));
    },
    ['outer', 'router', 'router', 'inner', 'GET /a/b/:id'],
    '/a/b/7',
  ],
  [
    'routers that were passed through',
    (app, express) => {
      app.use(express.Router().use(pass('inner')));
      app.use(pass('outer'));
      app.get('/', fail);
    },
    ['router', 'inner', 'outer', 'GET /'],
  ],
  [
    'mounted applications',
    (app, express) => void app.use('/sub', express().use(pass('inner')).get('/x', fail)),
    ['mounted_app', 'inner', 'GET /sub/x'],
    '/sub/x',
  ],
  [
    'no error handlers, and no change of the error by them',
    (app, express) => {
      const inner = express.Router().get('/', fail);
      inner.use(((_error, _req, _res, next) => next(new Error('another'))) as express5.ErrorRequestHandler);
      app.use(pass('one'), never, inner);
      app.use(((error, _req, _res, next) => next(error)) as express5.ErrorRequestHandler);
    },
    ['one', 'router', 'GET /'],
  ],
  [
    'what fails after a recovery',
    (app) => {
      app.use(function one(_req, _res, next) {
        next(new Error('recovered'));
      });
      app.use(never);
      app.use(pass('two'));
      app.get('/', fail);
    },
    ['one', 'two', 'GET /'],
  ],
  [
    'what fails after it has passed on, at the end',
    (app, express) => {
      const inner = express.Router().use(
        function one(_req, _res, next) {
          next();
          next(new Error('canary'));
        },
        function two() {},
      );
      app.use(inner);
    },
    ['router', 'one', 'two', 'one'],
  ],
  [
    'what skips a route',
    (app) => {
      app.get('/', (_req, _res, next) => next('route'), fail);
      app.get('/', pass('two'), fail);
    },
    ['<anonymous>', 'two', 'GET /'],
  ],
  [
    'the routing, where it fails itself',
    (app) => {
      app.use(pass('one'));
      app.param('id', (_req, _res, next) => next(new Error('canary')));
      app.get('/:id', fail);
    },
    ['one', 'routing'],
    '/7',
  ],
  [
    'a path that cannot be decoded',
    (app) => void app.use(pass('one')).get('/:id', fail),
    ['one', 'routing'],
    '/%zz',
  ],
  ['what found no route', (app) => void app.use(pass('one')), ['one', 'notFound']],
  [
    'a route that cannot be read',
    (app) => {
      app.use(pass('one')).get('/', fail);
      Object.defineProperty(stackOf(app).at(-1)!['route'], 'path', {
        get() {
          throw new Error('canary');
        },
      });
    },
    ['one', '<anonymous>'],
  ],
];

/** Express 4 begins each application by middleware of its own. */
const OWN = new Set(['query', 'expressInit']);

describe.each([
  ['express 4', express4],
  ['express 5', express5],
])('%s', (name, express) => {
  it.each(CASES)('R52 names %s', async (_what, build, trail, path) => {
    expect((await trailOf(express, build, path))?.filter((step) => !OWN.has(step))).toEqual(trail);
  });

  it('R52 names what an asynchronous handler rejects with', async () => {
    const rejecting = async function one(): Promise<void> {
      await Promise.resolve();
      throw new Error('canary');
    };
    const handler = name === 'express 4' ? onExpress.asyncHandler(rejecting) : rejecting;
    expect(await trailOf(express, (app) => void app.use(handler))).toEqual(['one']);
  });

  it('R52 sees layers that are added later', async () => {
    const { fl, trails } = tracing();
    const app = express();
    app.use(onExpress.context(fl));
    app.use(pass('one'));
    const early = await ask(app, '/late');
    app.get('/late', fail);
    app.use(onExpress.faultline(fl));
    expect([early.status, (await ask(app, '/late')).status]).toEqual([404, 500]);
    expect(trails).toEqual([['one', 'GET /late']]);
  });

  it('R52 leaves the functions of the application as they are', async () => {
    const { fl } = tracing();
    const app = express();
    const one = pass('one');
    app.use(onExpress.context(fl));
    app.use(one);
    app.get('/', fail);
    app.use(onExpress.faultline(fl));
    await ask(app, '/');
    const handles = stackOf(app).map(({ handle }) => handle);
    expect(handles).toContain(one);
    const route = stackOf(app).find((layer) => layer['route'] !== undefined)!['route'] as { stack: Layer[] };
    expect(route.stack[0]!['handle']).toBe(fail);
  });

  it.each([
    ['behind context(fl)', true, []],
    ['without it', false, ['detail.path is on, but requests have no trail: register context(fl) first']],
  ])('R52 %s an answer without a trail is told of, once', async (_where, hasContext, expected) => {
    const { entries, logger } = memoryLogger();
    const fl = createFaultline({ logger, detail: { path: true, allowInProduction: true } });
    const app = express();
    if (hasContext) app.use(onExpress.context(fl));
    app.get('/', fail);
    app.use(onExpress.notFound(fl));
    app.use(onExpress.faultline(fl));
    for (const path of ['/', '/', '/nowhere']) await ask(app, path);
    await fl.flush();
    const warnings = entries.filter(({ level }) => level === 'warn').map(({ message }) => message);
    expect(warnings).toEqual(expected);
  });

  it('R52 hooks nothing when it is off', async () => {
    const { fl, trails } = tracing(false);
    const app = copyOf(name === 'express 4' ? 'express4' : 'express')();
    app.use(onExpress.context(fl));
    app.get('/', fail);
    app.use(onExpress.faultline(fl));
    const layer = Object.getPrototypeOf(stackOf(app)[0]!) as Layer;
    const before = { ...layer };
    expect((await ask(app, '/')).status).toBe(500);
    expect(layer).toEqual(before);
    expect(trails).toEqual([undefined]);
  });

  it('R52 serves requests of other applications of the same copy as before', async () => {
    const { fl, trails } = tracing(false);
    const app = express();
    app.use(onExpress.context(fl), pass('one'));
    app.get('/', fail);
    app.use(onExpress.faultline(fl));
    expect((await ask(app, '/')).status).toBe(500);
    expect(trails).toEqual([undefined]);
  });

  it('R52 has no trail, and answers, where layers are frozen', async () => {
    const { fl, trails } = tracing();
    const app = copyOf(name === 'express 4' ? 'express4' : 'express')();
    app.use(onExpress.context(fl));
    Object.freeze(Object.getPrototypeOf(stackOf(app)[0]!));
    app.get('/', fail);
    app.use(onExpress.faultline(fl));
    expect((await ask(app, '/')).status).toBe(500);
    expect((await ask(app, '/')).status).toBe(500);
    expect(trails).toEqual([undefined, undefined]);
  });

  it('R52 follows a router of another copy, and answers below an application of one', async () => {
    const other = copyOf(name === 'express 4' ? 'express' : 'express4');
    const { fl, trails } = tracing();
    const app = express();
    app.use(onExpress.context(fl));
    app.use('/router', other.Router().get('/', pass('inner') as never, fail as never) as never);
    app.use('/app', other().use(fail as never) as never);
    app.use(onExpress.faultline(fl));
    expect((await ask(app, '/router')).status).toBe(500);
    expect((await ask(app, '/app')).status).toBe(500);
    expect(trails[0]).toEqual(['router', 'inner', 'GET /router/']);
    expect(trails[1]![0]).toBe('mounted_app');
  });
});

it.each([
  ['nothing', {}],
  ['an application without layers', { app: {} }],
  [
    'an application whose layers cannot be read',
    {
      app: {
        get router(): never {
          throw new Error('canary');
        },
      },
    },
  ],
  ['layers that are none', { app: { router: { stack: [null] } } }],
  ['layers without methods', { app: { router: { stack: [{}] } } }],
])('R52 goes on where the request has %s', async (_what, more) => {
  const { fl } = tracing();
  const passed = await new Promise((done) => {
    onExpress.context(fl)(Object.create({ headers: {}, ...more }) as never, {} as never, () => done(true));
  });
  expect(passed).toBe(true);
});
