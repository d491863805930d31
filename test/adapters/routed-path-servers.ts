/** The frameworks with their own routers, and with the options by which these read a target. */

import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import { connect, type AddressInfo, type Server } from 'node:net';
import Router from '@koa/router';
import express5 from 'express';
import express4 from 'express4';
import fastify5, { type FastifyServerOptions } from 'fastify';
import fastify4 from 'fastify4';
import koa3 from 'koa';
import koa2 from 'koa2';
import { BusinessException, type Faultline } from 'faultline';
import * as onExpress from 'faultline/express';
import * as onFastify from 'faultline/fastify';
import * as onKoa from 'faultline/koa';

interface Route {
  /** As Express 4 and Fastify write it. */
  readonly path: string;
  /** As Express 5, Koa's router and policies write it. */
  readonly pattern: string;
  /** What a policy must name besides: `*` of Express 4 and Fastify may be empty. */
  readonly also?: string;
}

const alike = (path: string): Route => ({ path, pattern: path });

/** No two match the same path, whatever the case of letters. */
export const ROUTES: readonly Route[] = [
  alike('/'),
  alike('/admin'),
  alike('/bank'),
  alike('/api/users'),
  alike('/mounted/orders'),
  alike('/mounted/'),
  { path: '/mounted/w/*', pattern: '/mounted/w/*rest', also: '/mounted/w' },
  alike('/slash/'),
  { path: '/a!b', pattern: '/a\\!b' },
  alike("/it's"),
  alike('/café'),
  alike('/CAFÉ/é'),
  // Letters that become ASCII, or two letters, in some change of case.
  alike('/masse'),
  alike('/maße'),
  alike('/admın'),
  alike('/i\u0307d'),
  alike('/files/:name'),
  alike('/x/:a/y'),
  alike('/r/:name.json'),
  alike('/c/:a-:b'),
  { path: '/w/*', pattern: '/w/*rest', also: '/w' },
];

export interface Routed {
  /** Sends `GET <target>`, which goes onto the wire as it stands; gives the body of the answer. */
  send(target: string): Promise<string>;
  forget(): void;
  /** Index of the route whose handler ran last. */
  ran(): number | undefined;
  close(): Promise<unknown>;
}

interface RoutedFramework {
  readonly name: string;
  mount(fl: Faultline): Promise<Routed>;
}

const FASTIFY_OPTIONS: readonly FastifyServerOptions[] = [
  {},
  { useSemicolonDelimiter: true },
  { useSemicolonDelimiter: false },
  { ignoreDuplicateSlashes: true },
  { ignoreTrailingSlash: true },
  { caseSensitive: false },
  {
    caseSensitive: false,
    ignoreDuplicateSlashes: true,
    ignoreTrailingSlash: true,
    useSemicolonDelimiter: true,
  },
];

export const routedFrameworks: readonly RoutedFramework[] = [
  { name: 'express 4', mount: (fl) => mountExpress(express4, fl, 'path') },
  { name: 'express 5', mount: (fl) => mountExpress(express5, fl, 'pattern') },
  { name: 'express 4 without context', mount: (fl) => mountExpress(express4, fl, 'path', false) },
  { name: 'express 5 without context', mount: (fl) => mountExpress(express5, fl, 'pattern', false) },
  { name: 'koa 2', mount: (fl) => mountKoa(koa2, fl) },
  { name: 'koa 3', mount: (fl) => mountKoa(koa3, fl) },
  { name: 'koa 3 over HTTP/2', mount: mountKoaHttp2 },
  { name: 'fastify 5 over HTTP/2', mount: mountFastify(fastify5, { http2: true } as object, overHttp2) },
  ...FASTIFY_OPTIONS.flatMap((options) => [
    { name: `fastify 4 ${JSON.stringify(options)}`, mount: mountFastify(fastify4, options) },
    { name: `fastify 5 ${JSON.stringify(options)}`, mount: mountFastify(fastify5, options) },
  ]),
  {
    name: 'fastify 5 with routerOptions',
    mount: mountFastify(fastify5, {
      routerOptions: {
        ignoreDuplicateSlashes: true,
        ignoreTrailingSlash: true,
        useSemicolonDelimiter: true,
        caseSensitive: false,
      } as object,
    }),
  },
];

function record(): { ran(): number | undefined; forget(): void; fail(index: number): never } {
  let last: number | undefined;
  return {
    ran: () => last,
    forget: () => (last = undefined),
    fail(index) {
      last = index;
      throw new BusinessException('no', { status: 409, code: 'NO' });
    },
  };
}

async function mountExpress(
  express: typeof express5,
  fl: Faultline,
  syntax: 'path' | 'pattern',
  hasContext = true,
): Promise<Routed> {
  const app = express();
  const { fail, ...recorded } = record();
  if (hasContext) app.use(onExpress.context(fl));
  const mounted = express.Router();
  app.use('/mounted', mounted);
  for (const [index, route] of ROUTES.entries()) {
    const path = route[syntax];
    const isMounted = path.startsWith('/mounted');
    // What the adapter cannot know without `context`.
    if (isMounted && path.includes('*') && !hasContext) continue;
    (isMounted ? mounted : app).get(path.replace(/^\/mounted/, ''), () => fail(index));
  }
  app.use(onExpress.notFound(fl));
  app.use(onExpress.faultline(fl));
  return { ...recorded, ...(await listening(app.listen(0, '127.0.0.1'))) };
}

async function mountKoa(Koa: typeof koa3, fl: Faultline): Promise<Routed> {
  const { app, ...recorded } = createKoa(Koa, fl);
  return { ...recorded, ...(await listening(app.listen(0, '127.0.0.1'))) };
}

async function mountKoaHttp2(fl: Faultline): Promise<Routed> {
  const { app, ...recorded } = createKoa(koa3, fl);
  const server = createHttp2Server(app.callback() as never).listen(0, '127.0.0.1');
  return { ...recorded, ...(await listening(server, overHttp2)) };
}

function createKoa(Koa: typeof koa3, fl: Faultline): Omit<Routed, 'send' | 'close'> & { app: koa3 } {
  const app = new Koa();
  const { fail, ...recorded } = record();
  app.use(onKoa.faultline(fl));
  const router = new Router();
  for (const [index, { pattern }] of ROUTES.entries()) router.get(pattern, () => fail(index));
  app.use(router.routes() as never);
  return { ...recorded, app };
}

function mountFastify(
  fastify: typeof fastify5,
  options: FastifyServerOptions,
  over: Sender = overHttp1,
): RoutedFramework['mount'] {
  return async (fl) => {
    const app = fastify({ ...options, frameworkErrors: onFastify.frameworkErrors(fl) });
    const { fail, ...recorded } = record();
    await app.register(onFastify.faultline(fl));
    for (const [index, { path }] of ROUTES.entries()) app.get(path, () => fail(index));
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { ...recorded, send: over(portOf(app.server)), close: () => app.close() };
  };
}

export async function listening(
  server: Server,
  over: Sender = overHttp1,
): Promise<{ send(target: string): Promise<string>; close(): Promise<unknown> }> {
  await new Promise((done) => server.once('listening', done));
  return { send: over(portOf(server)), close: () => new Promise((done) => server.close(done)) };
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

type Sender = (port: number) => (target: string) => Promise<string>;

export function overHttp1(port: number): (target: string) => Promise<string> {
  return (target) =>
    new Promise((done, fail) => {
      let answer = '';
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`, 'latin1');
      });
      socket.setTimeout(5000, () => socket.destroy(new Error(`no answer to ${target}`)));
      socket.setEncoding('latin1');
      socket.on('data', (text: string) => (answer += text));
      socket.on('end', () => done(answer));
      socket.on('error', fail);
    });
}

/** A stream that is refused for its target has an empty answer. */
function overHttp2(port: number): (target: string) => Promise<string> {
  return (target) =>
    new Promise((done) => {
      let answer = '';
      const session = connectHttp2(`http://127.0.0.1:${port}`);
      const stream = session.request({ ':path': target });
      stream.setTimeout(5000, () => stream.close());
      stream.setEncoding('latin1');
      stream.on('data', (text: string) => (answer += text));
      stream.on('error', () => undefined);
      stream.on('close', () => {
        session.destroy();
        done(answer);
      });
    });
}
