/** Express 4 and 5. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  NoRouteException,
  toFaultline,
  type Faultline,
  type FaultlineOptions,
  type RequestFacts,
} from '../src/index.ts';
import { answer, factsFromNode, sendReply, type FactsReader } from '../src/http/index.ts';
import { missTrail } from '../src/http/trail.ts';
import { notePath, pathOf } from './path/express.ts';
import { isWordOfExpress, recordSteps } from './trail/express.ts';

declare global {
  namespace Express {
    interface Request {
      /** The request's correlation ID, made at the first read. Present below `context(fl)`. */
      readonly correlationId: string;
    }
  }
}

/** The shapes of Express that are used here; its own types are assignable to them. */
export type ErrorMiddleware = (
  error: unknown,
  req: IncomingMessage,
  res: ServerResponse,
  next: (error?: unknown) => void,
) => void;
export type Middleware = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

interface ExpressRequest extends IncomingMessage {
  originalUrl?: string;
  baseUrl?: string;
  route?: { path?: unknown };
  [FACTS]?: RequestFacts;
}

const FACTS = Symbol('faultline.facts');

const reader: FactsReader<ExpressRequest> = {
  url: (req) => req.originalUrl,
  path: pathOf,
  route: ({ route, baseUrl = '' }) => (typeof route?.path === 'string' ? baseUrl + route.path : undefined),
  mount: ({ baseUrl }) => baseUrl || undefined,
};

/**
 * The error middleware: register it last. Answers everything that was thrown, rejected or passed to `next`.
 * @throws FaultlineError on wrong options, at registration
 */
export function faultline(fl?: Faultline | FaultlineOptions): ErrorMiddleware {
  const instance = toFaultline(fl);
  // Express knows an error middleware by its four parameters.
  return (error, req, res, _next) => {
    reply(instance, error, req, res);
  };
}

/** Answers requests that no route answered: 404, in the same shape. Register it after the routes. */
export function notFound(fl: Faultline): Middleware {
  const middleware: Middleware = (req, res) => {
    reply(fl, new NoRouteException(), req, res);
  };
  return Object.defineProperty(middleware, 'name', { value: 'notFound' });
}

function reply(fl: Faultline, error: unknown, req: IncomingMessage, res: ServerResponse): void {
  const facts = factsOf(req, res);
  // Behind `context(fl)` there is one.
  if (fl.traces) missTrail(facts);
  void answer(fl, error, facts, (answered) => sendReply(req, res, answered));
}

/**
 * Early middleware: gives `req.correlationId`, `fl.currentId()` below it, the header on successful answers if asked
 * for, and the trail of what runs after it if the option `detail.path` is on.
 * Policies know by it which path a mounted router made of an odd target: register it before the routes.
 */
export function context(fl: Faultline): Middleware {
  let prepared: object | undefined;
  return (req, res, next) => {
    const prototype = Object.getPrototypeOf(req) as object;
    if (prototype !== prepared) defineCorrelationId((prepared = prototype), fl);
    notePath(req);
    if (fl.onSuccess) res.setHeader(fl.header, fl.correlationId(factsOf(req, res)));
    if (fl.traces) recordSteps(req, factsOf(req, res));
    if (fl.isAsync) fl.run(factsOf(req, res), next);
    else next();
  };
}

/**
 * Express 4 does not see rejections: wrap asynchronous handlers in this. It also passes on what Express takes
 * for success, `throw null` and the like.
 */
// `any` lets the handler's parameters have the types that a route gives them, or that the handler names.
// oxlint-disable-next-line typescript/no-explicit-any
export function asyncHandler<Handler extends (req: any, res: any, next: any) => unknown>(
  handler: Handler,
): (...exchange: Parameters<Handler>) => Promise<void> {
  const wrapped = async (...exchange: Parameters<Handler>): Promise<void> => {
    const [req, res, next] = exchange as [unknown, unknown, (error: unknown) => void];
    try {
      await handler(req, res, next);
    } catch (error) {
      next(isWordOfExpress(error) ? new TypeError(`thrown: ${String(error)}`) : error);
    }
  };
  // Trails, stacks and instrumentation tell handlers apart by their names.
  return Object.defineProperty(wrapped, 'name', { value: handler.name });
}

/** On the application's request prototype, once: nothing is made for a request that does not ask. */
function defineCorrelationId(prototype: object, fl: Faultline): void {
  Object.defineProperty(prototype, 'correlationId', {
    configurable: true,
    get(this: ExpressRequest & { res?: ServerResponse }) {
      return fl.correlationId(factsOf(this, this.res as ServerResponse));
    },
  });
}

function factsOf(req: ExpressRequest, res: ServerResponse): RequestFacts {
  return (req[FACTS] ??= factsFromNode(req, res, reader, req));
}
