import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import Fastify from 'fastify';
import type { Faultline } from 'faultline';
import { faultline } from 'faultline/fastify';
import type { Operation } from './shop.ts';

export async function onFastify(fl: Faultline, shop: readonly Operation[]): Promise<RequestListener> {
  const app = Fastify();
  await app.register(faultline(fl));
  for (const { method, path, bodySchema, run } of shop) {
    app.route({
      method,
      url: path,
      ...(bodySchema !== undefined && { schema: { body: bodySchema } }),
      async handler(request, reply) {
        const params = request.params as Record<string, string>;
        const result = await run({ params, body: request.body, token: request.headers.authorization });
        if (result instanceof Readable) reply.type('text/csv');
        return result;
      },
    });
  }
  await app.ready();
  return (req, res) => app.routing(req, res);
}
