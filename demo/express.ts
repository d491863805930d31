import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express from 'express';
import type { Faultline } from 'faultline';
import { context, faultline, notFound } from 'faultline/express';
import type { Operation } from './shop.ts';

export async function onExpress(fl: Faultline, shop: readonly Operation[]): Promise<RequestListener> {
  const app = express();
  app.use(context(fl));
  app.use(express.json());
  for (const { method, path, run } of shop) {
    app[method === 'GET' ? 'get' : 'post'](path, async (req, res) => {
      const result = await run({
        params: req.params as Record<string, string>,
        body: req.body,
        token: req.headers.authorization,
      });
      if (result instanceof Readable) await pipeline(result, res.type('text/csv'));
      else res.json(result);
    });
  }
  app.use(notFound(fl));
  app.use(faultline(fl));
  return app;
}
