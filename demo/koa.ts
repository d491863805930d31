import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { bodyParser } from '@koa/bodyparser';
import { Router } from '@koa/router';
import type { Faultline } from 'faultline';
import { faultline } from 'faultline/koa';
import Koa from 'koa';
import type { Operation } from './shop.ts';

export async function onKoa(fl: Faultline, shop: readonly Operation[]): Promise<RequestListener> {
  const app = new Koa();
  app.use(faultline(fl));
  app.use(bodyParser());
  const router = new Router();
  for (const { method, path, run } of shop) {
    router[method === 'GET' ? 'get' : 'post'](path, async (ctx) => {
      const token = ctx.get('authorization') || undefined;
      const result = await run({ params: ctx.params, body: ctx.request.body, token });
      if (result instanceof Readable) ctx.type = 'text/csv';
      ctx.body = result;
    });
  }
  app.use(router.routes());
  return app.callback();
}
