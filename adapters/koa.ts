/** Koa 2 and 3. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DefaultContext } from 'koa';
import {
  BusinessException,
  NoRouteException,
  toFaultline,
  type Faultline,
  type FaultlineOptions,
  type RequestFacts,
} from '../src/index.ts';
import { answer, factsFromNode, sendReply, watchBody, type FactsReader } from '../src/http/index.ts';
import { enterStep, findTrail, resumeStep } from '../src/http/trail.ts';
import { pathOf } from './path/koa.ts';
import { recordSteps } from './trail/koa.ts';

declare module 'koa' {
  interface DefaultContext {
    /** The request's correlation ID, made at the first read. */
    readonly correlationId: string;
  }
}

/** The shape of Koa's context that is used here; Koa's own type is assignable to it. */
export interface KoaContext {
  readonly app: KoaApp;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly correlationId?: DefaultContext['correlationId'];
  readonly originalUrl: string;
  respond?: boolean | undefined;
  body: unknown;
  set(name: string, value: string): void;
}

interface KoaApp {
  readonly context: object;
  onerror?: unknown;
  listeners?(event: string): readonly unknown[];
}

export type KoaMiddleware = (ctx: KoaContext, next: () => Promise<unknown>) => Promise<unknown>;

interface Attended extends KoaContext {
  [FACTS]?: RequestFacts;
  [ANSWERED]?: boolean;
  _matchedRoute?: unknown;
  mountPath?: unknown;
  request?: object;
  response?: { _explicitNullBody?: boolean };
}

const FACTS = Symbol('faultline.facts');
const ANSWERED = Symbol('faultline.answered');

const reader: FactsReader<Attended> = {
  url: (ctx) => ctx.originalUrl,
  path: pathOf,
  route: ({ _matchedRoute: route }) => (typeof route === 'string' ? route : undefined),
  mount: ({ mountPath }) => (typeof mountPath === 'string' ? mountPath : undefined),
};

/**
 * The outermost middleware: register it first. Answers everything thrown below it, what fails while Koa
 * sends a body, and requests that nothing answered.
 * @throws FaultlineError on wrong options, at registration
 */
export function faultline(fl?: Faultline | FaultlineOptions): KoaMiddleware {
  const instance = toFaultline(fl);
  let prepared: KoaApp | undefined;
  return function middleware(ctx, next) {
    if (ctx.app !== prepared) prepare((prepared = ctx.app), instance);
    if (instance.onSuccess) ctx.set(instance.header, instance.correlationId(factsOf(ctx)));
    const rest = instance.traces ? recordSteps(ctx, middleware, next, factsOf(ctx)) : next;
    if (!instance.isAsync) return attend(ctx, rest, instance);
    return instance.run(factsOf(ctx), () => attend(ctx, rest, instance));
  };
}

async function attend(ctx: KoaContext, next: () => Promise<unknown>, fl: Faultline): Promise<unknown> {
  try {
    await next();
    if (fl.traces) resumeStep(findTrail(factsOf(ctx)), 'response');
    const { statusCode } = ctx.res;
    if (statusCode === 404 || statusCode === 405 || statusCode === 501) {
      await answerUnanswered(ctx, statusCode, fl);
    } else {
      attendBody(ctx, fl);
    }
  } catch (error) {
    // A client that left is told by its socket as well as by whatever read from it.
    const isKnown = (ctx as Attended)[ANSWERED] === true && factsOf(ctx).aborted === true;
    if (!isKnown) await answerTo(ctx, error, fl);
  }
  return undefined;
}

/** Before Koa 3's own listener, which destroys the response even where nothing was sent yet. */
function attendBody(ctx: KoaContext, fl: Faultline): void {
  const { body } = ctx;
  if (typeof body !== 'object') return;
  const watched = watchBody(body, (error) => void answerLate(ctx, error, fl));
  if (watched !== body) ctx.body = watched;
}

/** Koa would say "Not Found" in plain text; routers leave 405 and 501 without a body likewise. No error to Koa. */
function answerUnanswered(ctx: Attended, status: number, fl: Faultline): Promise<void> | undefined {
  const { res } = ctx;
  const answered =
    ctx.body != null || ctx.respond === false || res.headersSent || ctx.response?._explicitNullBody === true;
  if (answered) return undefined;
  if (fl.traces) enterStep(findTrail(factsOf(ctx)), 'notFound');
  if (status === 404) return reply(ctx, new NoRouteException(), fl);
  if (status === 405) return reply(ctx, new NoRouteException(allowed(res.getHeader('allow'))), fl);
  return reply(ctx, new BusinessException('', { status, code: 'NOT_IMPLEMENTED' }), fl);
}

function allowed(header: unknown): readonly string[] {
  return (typeof header === 'string' ? header : '')
    .split(',')
    .map((method) => method.trim())
    .filter(Boolean);
}

/** What fails while a body is sent is told more than once, and may follow an answer that broke itself. */
function answerLate(ctx: Attended, error: unknown, fl: Faultline): Promise<void> | undefined {
  return ctx[ANSWERED] === true ? undefined : answerTo(ctx, error, fl);
}

function answerTo(ctx: Attended, error: unknown, fl: Faultline): Promise<void> | undefined {
  announce(ctx, error);
  return reply(ctx, error, fl);
}

function reply(ctx: Attended, error: unknown, fl: Faultline): Promise<void> | undefined {
  ctx[ANSWERED] = true;
  return answer(fl, error, factsOf(ctx), (answered) => {
    ctx.respond = false;
    sendReply(ctx.req, ctx.res, answered);
  });
}

/** Once an application: the ID as a property of its contexts, and the path that Koa's own failures take. */
function prepare(app: KoaApp, fl: Faultline): void {
  Object.defineProperties(app.context, {
    correlationId: {
      configurable: true,
      get(this: Attended) {
        return fl.correlationId(factsOf(this));
      },
    },
    onerror: {
      configurable: true,
      writable: true,
      value(this: Attended, error: unknown) {
        // Koa calls this without an error whenever a response has finished.
        if (error != null) void answerLate(this, error, fl);
      },
    },
  });
}

/** Listeners that the application registered for `error` hear of it; Koa's own would print it. */
function announce(ctx: Attended, error: unknown): void {
  const { app } = ctx;
  try {
    for (const listener of app.listeners?.('error') ?? []) {
      if (listener !== app.onerror && typeof listener === 'function') listener.call(app, error, ctx);
    }
  } catch {
    return;
  }
}

function factsOf(ctx: Attended): RequestFacts {
  return (ctx[FACTS] ??= factsFromNode(ctx.req, ctx.res, reader, ctx));
}
