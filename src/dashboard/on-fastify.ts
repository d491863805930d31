/** On Fastify 4 and 5, as a plugin with a scope of its own. */

import type { IncomingMessage } from 'node:http';
import type { Responder } from './answer.ts';
import { placeBelow } from './place.ts';

/** The shapes of Fastify that are used here; Fastify's own types are assignable to them. */
export interface FastifyScope {
  readonly prefix: string;
  removeAllContentTypeParsers(): void;
  addContentTypeParser(contentType: string, parser: FastifyParser): unknown;
  route(route: FastifyRoute): unknown;
}

type FastifyParser = (
  request: unknown,
  payload: unknown,
  done: (error: Error | null, body?: unknown) => void,
) => void;

export interface FastifyRoute {
  readonly method: string[];
  readonly url: string;
  readonly exposeHeadRoute: boolean;
  handler(request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
}

export interface FastifyRequest {
  readonly raw: IncomingMessage;
}

export interface FastifyReply {
  code(status: number): unknown;
  headers(headers: Readonly<Record<string, string>>): unknown;
  send(body: string): unknown;
  callNotFound(): unknown;
}

export type FastifyPlugin = (scope: FastifyScope, options: object, done: (error?: Error) => void) => void;

/** With those that no page has: they are told so. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** @param path option `path` */
export function onFastify(respond: Responder, path: string | undefined): FastifyPlugin {
  return (scope, _options, done) => {
    // Forms are read where it is known who sent them.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      const { raw } = request;
      // What the application rewrote it to: the prefix belongs to that. Servers always set it.
      const place = placeBelow(scope.prefix, raw.url!, path);
      if (place === undefined) {
        reply.callNotFound();
        return reply;
      }
      const { status, headers, body } = await respond({ raw, context: request, ...place, body: undefined });
      reply.code(status);
      reply.headers(headers);
      reply.send(body);
      return reply;
    };
    for (const url of ['/', '/*'])
      scope.route({ method: [...METHODS], url, exposeHeadRoute: false, handler });
    done();
  };
}
