/** The six framework versions behind one interface: `mount` serves a table of routes through the adapter. */

import type { AddressInfo, Server } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import express5 from 'express';
import express4 from 'express4';
import fastify5 from 'fastify';
import fastify4 from 'fastify4';
import koa3 from 'koa';
import koa2 from 'koa2';
import type { Faultline } from 'faultline';
import * as onExpress from 'faultline/express';
import * as onFastify from 'faultline/fastify';
import * as onKoa from 'faultline/koa';

/** What a route may touch, whichever framework serves it. */
export interface Exchange {
  readonly correlationId: string;
  /** Sets a response header by the framework's own means. */
  set(name: string, value: string): void;
}

/** Returns a text or a stream to send, or throws; may be asynchronous. */
export type Route = (exchange: Exchange) => unknown;

export interface Mounted {
  readonly url: string;
  close(): Promise<void>;
}

export interface Framework {
  readonly name: string;
  mount(fl: Faultline, routes: Readonly<Record<string, Route>>): Promise<Mounted>;
}

export const frameworks: readonly Framework[] = [
  { name: 'express 4', mount: (fl, routes) => mountExpress(express4, fl, routes) },
  { name: 'express 5', mount: (fl, routes) => mountExpress(express5, fl, routes) },
  { name: 'koa 2', mount: (fl, routes) => mountKoa(koa2, fl, routes) },
  { name: 'koa 3', mount: (fl, routes) => mountKoa(koa3, fl, routes) },
  { name: 'fastify 4', mount: (fl, routes) => mountFastify(fastify4, fl, routes) },
  { name: 'fastify 5', mount: (fl, routes) => mountFastify(fastify5, fl, routes) },
];

async function mountExpress(
  express: typeof express5,
  fl: Faultline,
  routes: Readonly<Record<string, Route>>,
): Promise<Mounted> {
  const app = express();
  app.use(onExpress.context(fl));
  for (const [path, route] of Object.entries(routes)) {
    const handler = onExpress.asyncHandler(
      async (req: express5.Request, res: express5.Response, next: express5.NextFunction) => {
        const exchange = {
          correlationId: req.correlationId,
          set: (name: string, value: string) => void res.set(name, value),
        };
        const body = await route(exchange);
        if (!isStream(body)) res.send(body);
        else pipeline(body, res, (error) => error && next(error));
      },
    );
    app.get(path, handler);
  }
  app.use(onExpress.notFound(fl));
  app.use(onExpress.faultline(fl));
  return serve(app.listen(0, '127.0.0.1'));
}

async function mountKoa(
  Koa: typeof koa3,
  fl: Faultline,
  routes: Readonly<Record<string, Route>>,
): Promise<Mounted> {
  const app = new Koa();
  app.use(onKoa.faultline(fl));
  app.use(async (ctx) => {
    const route = routes[ctx.path];
    const exchange = {
      correlationId: ctx.correlationId,
      set: (name: string, value: string) => ctx.set(name, value),
    };
    if (route !== undefined) ctx.body = await route(exchange);
  });
  return serve(app.listen(0, '127.0.0.1'));
}

async function mountFastify(
  fastify: typeof fastify5,
  fl: Faultline,
  routes: Readonly<Record<string, Route>>,
): Promise<Mounted> {
  const app = fastify();
  await app.register(onFastify.faultline(fl));
  for (const [path, route] of Object.entries(routes)) {
    app.get(path, async (request, reply) => {
      const exchange = {
        correlationId: request.correlationId,
        set: (name: string, value: string) => void reply.header(name, value),
      };
      return route(exchange);
    });
  }
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { url: urlOf(app.server), close: () => app.close() };
}

async function serve(server: Server): Promise<Mounted> {
  await new Promise((done) => server.once('listening', done));
  return { url: urlOf(server), close: () => new Promise((done) => server.close(() => done())) };
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && 'pipe' in body;
}
