/** The dashboard served by every framework, as applications mount it. */

import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express5 from 'express';
import express4 from 'express4';
import fastify5 from 'fastify';
import fastify4 from 'fastify4';
import koa3 from 'koa';
import bodyParser from 'koa-bodyparser';
import mount from 'koa-mount';
import koa2 from 'koa2';
import type { Store } from '../../src/store/store.ts';
import { dashboard, type DashboardOptions } from '../../src/dashboard/index.ts';

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

export interface Way {
  readonly name: string;
  /** Where it is mounted. */
  readonly base: string;
  serve(store: Store, options: DashboardOptions): Promise<Served>;
}

export const WAYS: readonly Way[] = [
  { name: 'node:http', base: '', serve: (store, options) => listen(dashboard(store, options)) },
  {
    name: 'node:http below a path',
    base: '/errors',
    serve: (store, options) => {
      const board = dashboard(store, { ...options, path: '/errors' });
      return listen((request, response) => board(request, response, () => response.end('the application')));
    },
  },
  ...[express4, express5].flatMap((express, index) => onExpress(express, `express ${index + 4}`)),
  ...[koa2, koa3].flatMap((Koa, index) => onKoa(Koa, `koa ${index + 2}`)),
  ...[fastify4, fastify5].flatMap((fastify, index) => onFastify(fastify, `fastify ${index + 4}`)),
];

/** Mounted at a path that ends with a slash. */
export const SLASHED: readonly Way[] = [
  ...[koa2, koa3].map((Koa, index): Way => ({
    name: `koa ${index + 2}`,
    base: '/errors',
    serve(store, options) {
      const app = new Koa();
      app.use(mount('/errors/', dashboard(store, options).koa));
      return listen(app.callback());
    },
  })),
  ...[fastify4, fastify5].map((fastify, index): Way => ({
    name: `fastify ${index + 4}`,
    base: '/errors',
    async serve(store, options) {
      const app = fastify({ forceCloseConnections: true });
      await app.register(dashboard(store, options).fastify, { prefix: '/errors/' });
      await app.listen({ port: 0, host: '127.0.0.1' });
      return { url: urlOf(app.server), close: () => app.close() };
    },
  })),
];

function onExpress(express: typeof express5, name: string): readonly Way[] {
  return [
    {
      name,
      base: '/errors',
      serve(store, options) {
        const app = express();
        app.use('/errors', dashboard(store, options));
        app.use((_request, response) => void response.send('the application'));
        return listen(app);
      },
    },
    {
      name: `${name} behind body parsers, in a router`,
      base: '/acme/ops/errors',
      serve(store, options) {
        const app = express();
        const router = express.Router();
        app.use(express.json(), express.urlencoded({ extended: true }));
        router.use('/errors', dashboard(store, options));
        app.use('/:tenant/ops', router);
        app.use((_request, response) => void response.send('the application'));
        return listen(app);
      },
    },
  ];
}

function onKoa(Koa: typeof koa3, name: string): readonly Way[] {
  return [
    {
      name: `${name} with koa-mount`,
      base: '/errors',
      serve(store, options) {
        const app = new Koa();
        app.use(mount('/errors', dashboard(store, options).koa));
        app.use((ctx) => void (ctx.body = 'the application'));
        return listen(app.callback());
      },
    },
    {
      name: `${name} below a path, behind a body parser`,
      base: '/ops/errors',
      serve(store, options) {
        const app = new Koa();
        app.use(bodyParser());
        app.use(dashboard(store, { ...options, path: '/ops/errors' }).koa);
        app.use((ctx) => void (ctx.body = 'the application'));
        return listen(app.callback());
      },
    },
  ];
}

function onFastify(fastify: typeof fastify5, name: string): readonly Way[] {
  const open = async (app: ReturnType<typeof fastify5>): Promise<Served> => {
    app.get('/', async () => 'the application');
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { url: urlOf(app.server), close: () => app.close() };
  };
  return [
    {
      name,
      base: '/errors',
      async serve(store, options) {
        const app = fastify({ forceCloseConnections: true });
        await app.register(dashboard(store, options).fastify, { prefix: '/errors' });
        return open(app);
      },
    },
    {
      name: `${name} with a parser and a hook of the application's`,
      base: '/acme/errors',
      async serve(store, options) {
        const app = fastify({ forceCloseConnections: true });
        app.addContentTypeParser(
          'application/x-www-form-urlencoded',
          { parseAs: 'string' },
          (_request, body, done) => done(null, { eaten: body }),
        );
        app.addHook('onSend', async (_request, reply) => void reply.header('x-hook', 'ran'));
        await app.register(dashboard(store, options).fastify, { prefix: '/:tenant/errors' });
        return open(app);
      },
    },
  ];
}

export async function listen(listener: RequestListener): Promise<Served> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return {
    url: urlOf(server),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
