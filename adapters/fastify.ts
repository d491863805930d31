/** Fastify 4 and 5. */

import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import {
  NoRouteException,
  toFaultline,
  type Faultline,
  type FaultlineOptions,
  type Reply,
  type RequestFacts,
} from '../src/index.ts';
import {
  answer,
  factsFromNode,
  mergeHeaders,
  phraseOf,
  sendReply,
  watchBody,
  type FactsReader,
} from '../src/http/index.ts';
import { keep, keptBy } from './kept.ts';
import { pathOf } from './path/fastify.ts';
import { recordSteps } from './trail/fastify.ts';
import { isOwnHook, ownHook } from './trail/own-hook.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's correlation ID, made at the first read. */
    readonly correlationId: string;
  }
}

export interface FastifyAdapterOptions {
  /** Answer requests that no route answers. Default `true`; `false` leaves `setNotFoundHandler` to you. */
  readonly notFound?: boolean;
}

type Request = FastifyRequest & { [FACTS]?: RequestFacts; [RESPONSE]?: FastifyReply['raw'] };
type ErrorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

const FACTS = Symbol('faultline.facts');
const RESPONSE = Symbol('faultline.response');

const reader: FactsReader<Request> = {
  url: (request) => request.originalUrl,
  path: pathOf,
  route: (request) => request.routeOptions?.url,
  response: (request) => request[RESPONSE],
  // With logging off it is one function that does nothing, and a reference that leads nowhere helps nobody.
  logger: ({ log }) => ('isLevelEnabled' in log || (log.error as unknown) !== log.debug ? log : undefined),
};

/**
 * The plugin: `await app.register(faultline(fl))`, before the routes. Answers what handlers, hooks, validation
 * and serialisation throw, in encapsulated plugins too unless they set an error handler of their own.
 * @throws FaultlineError on wrong options, at registration
 */
export function faultline(
  fl?: Faultline | FaultlineOptions,
  options: FastifyAdapterOptions = {},
): FastifyPluginCallback {
  const instance = toFaultline(fl);
  const onError = frameworkErrors(instance);
  const plugin: FastifyPluginCallback = (app, _options, done) => {
    app.decorateRequest('correlationId', {
      getter(this: FastifyRequest) {
        return instance.correlationId(factsOf(this));
      },
    } as never);
    app.setErrorHandler(onError);
    if (options.notFound !== false) {
      app.setNotFoundHandler(function notFound(request, reply) {
        onError(new NoRouteException(), request, reply);
      });
    }
    if (instance.traces) {
      app.addHook(
        'onRequest',
        ownHook(function faultlineTrail(request, _reply, next) {
          const context = keptBy(request, 'fastify.context');
          const contexts = [context, context && keptBy(context, 'fastify.404ContextKey')];
          recordSteps(request, contexts, factsOf, faultlineTrail);
          next();
        }),
      );
    }
    if (instance.onSuccess) {
      app.addHook(
        'onRequest',
        ownHook(function faultlineHeader(request, reply, next) {
          reply.header(instance.header, instance.correlationId(factsOf(request)));
          next();
        }),
      );
    }
    if (instance.isAsync) {
      app.addHook(
        'onRequest',
        ownHook(function faultlineContext(request, _reply, next) {
          instance.run(factsOf(request), next);
        }),
      );
    }
    app.addHook(
      'onSend',
      ownHook(function faultlineBody(
        request: FastifyRequest,
        reply: FastifyReply,
        payload: unknown,
        next: (error?: null, payload?: unknown) => void,
      ) {
        if (typeof payload === 'object') next(null, attendBody(payload, request, reply, instance));
        else next();
      }),
    );
    done();
  };
  // What `fastify-plugin` does: the handlers hold for the instance that registers the plugin, not for a child.
  return Object.assign(plugin, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: 'faultline',
  });
}

/**
 * For `Fastify({ frameworkErrors: frameworkErrors(fl) })`: errors before there is a route, such as a malformed
 * URL, which Fastify hands to no error handler and answers with the URL in it.
 */
export function frameworkErrors(fl: Faultline): ErrorHandler {
  return (error, request, reply) => {
    failed.add(request);
    void answer(fl, error, factsOf(request, reply), (answered) => send(request, reply, answered));
  };
}

/** Straight onto Node's response, unless there are `onSend` hooks to see the answer, as those of sessions are. */
function send(request: FastifyRequest, reply: FastifyReply, answered: Reply): void {
  const { raw } = reply;
  if (!raw.headersSent && !reply.sent && !answered.abandoned) {
    if (hasSendHooks(request)) {
      sendThroughHooks(request, reply, answered);
      return;
    }
    handOver(reply);
  }
  sendReply(request.raw, raw, answered);
}

function hasSendHooks(request: FastifyRequest): boolean {
  const context: { onSend?: unknown } | null | undefined = keptBy(request, 'fastify.context');
  const hooks = context?.onSend;
  if (hooks === null) return false;
  return !Array.isArray(hooks) || hooks.length !== 1 || !isOwnHook(hooks[0]);
}

/** Gives Node's response what the reply holds. */
function handOver(reply: FastifyReply): void {
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    try {
      if (value !== undefined) raw.setHeader(name, value);
    } catch {
      // A value that cannot be sent may be what failed.
    }
  }
  reply.hijack();
}

function sendThroughHooks(request: FastifyRequest, reply: FastifyReply, answered: Reply): void {
  const { raw } = reply;
  failSafely(reply, () => sendReply(request.raw, raw, answered));
  // Whatever the handler may have left there; HTTP/2 has no reason phrase, and warns.
  if (request.raw.httpVersionMajor < 2) raw.statusMessage = answered.phrase ?? phraseOf(answered.status);
  dropTrailers(reply);
  try {
    reply.code(answered.status).headers(headersFor(reply, answered)).serializer(asIs).send(answered.body);
  } catch {
    sendReply(request.raw, raw, answered);
  }
}

/** A serializer that the handler had chosen was for its own answer. */
function asIs(body: unknown): string {
  return body as string;
}

/** Removes what the reply holds and returns all that it shall hold. */
function headersFor(reply: FastifyReply, answered: Reply): Record<string, string | string[]> {
  const held = Object.entries(reply.getHeaders());
  if (held.length === 0) return answered.headers;
  const existing: Record<string, string | string[]> = {};
  for (const [name, value] of held) {
    reply.removeHeader(name);
    reply.raw.removeHeader(name);
    if (value !== undefined) existing[name] = Array.isArray(value) ? value.map(String) : String(value);
  }
  return mergeHeaders(existing, answered.headers);
}

/**
 * An `onSend` hook that fails while an error is answered takes Fastify to the next handler of the chain: the
 * default one, which sends the message of what the hook threw. Fastify keeps the next handler on the reply;
 * `bypass` takes its place. The contract tests of every supported version hold this in place.
 */
function failSafely(reply: FastifyReply, bypass: () => void): void {
  const next = keptBy(reply, NEXT_HANDLER);
  if (typeof next !== 'object') return;
  const handler = Object.create(next) as { func?: () => void };
  handler.func = () => {
    reply.hijack();
    bypass();
  };
  keep(reply, NEXT_HANDLER, handler);
}

const NEXT_HANDLER = 'fastify.reply.nextErrorHandler';

/** Trailers belong to the failed answer, and a message that has them may not state its length. */
function dropTrailers(reply: FastifyReply): void {
  keep(reply, 'fastify.reply.trailers', null);
}

/** After the first byte Fastify closes the connection by itself, and tells no error handler. */
function attendBody(body: unknown, request: FastifyRequest, reply: FastifyReply, fl: Faultline): unknown {
  return watchBody(body, (error) => {
    const { raw } = reply;
    const wasSent = raw.headersSent;
    if (wasSent) fl.handle(error, factsOf(request, reply));
    // Fastify sees the failure of what it sends; of what a hook has piped into that, nobody does.
    setImmediate(() => {
      if (raw.writableEnded || failed.has(request)) return;
      // What was piped before may have been sent meanwhile.
      if (raw.headersSent && !wasSent) fl.handle(error, factsOf(request, reply));
      if (raw.destroyed) return;
      if (raw.headersSent) raw.destroy();
      else frameworkErrors(fl)(error, request, reply);
    });
  });
}

/** Requests whose failure is being answered, which may take hooks some time. */
const failed = new WeakSet<Request>();

/** The ID may have been asked for before there was a reply at hand. */
function factsOf(request: Request, reply?: FastifyReply): RequestFacts {
  if (reply !== undefined) request[RESPONSE] = reply.raw;
  return (request[FACTS] ??= factsFromNode(request.raw, undefined, reader, request));
}
