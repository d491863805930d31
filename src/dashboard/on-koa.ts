/** On Koa 2 and 3, with koa-mount or without. */

import type { IncomingMessage } from 'node:http';
import type { Responder } from './answer.ts';
import { placeOf } from './place.ts';

/** The shape of Koa's context that is used here; Koa's own type is assignable to it. */
export interface KoaContext {
  readonly req: IncomingMessage;
  readonly request: object;
  readonly originalUrl: string;
  readonly url: string;
  /** Of koa-mount. */
  readonly mountPath?: unknown;
  status: number;
  body: unknown;
  set(name: string, value: string): void;
}

export type KoaMiddleware = (ctx: KoaContext, next: () => Promise<unknown>) => Promise<unknown>;

/** @param path option `path` */
export function onKoa(respond: Responder, path: string | undefined): KoaMiddleware {
  return async (ctx, next) => {
    // What differs where nothing is mounted was rewritten by the application.
    const isRewritten = path !== undefined && ctx.mountPath === undefined;
    const place = placeOf(isRewritten ? ctx.url : ctx.originalUrl, ctx.url, path);
    if (place === undefined) return next();
    const { body } = ctx.request as { readonly body?: unknown };
    const answer = await respond({ raw: ctx.req, context: ctx, ...place, body });
    ctx.status = answer.status;
    for (const [name, value] of Object.entries(answer.headers)) ctx.set(name, value);
    ctx.body = answer.body;
    return undefined;
  };
}
