import { Router } from '@koa/router';
import { faultline } from 'faultline/koa';
import createError from 'http-errors';
import Koa3 from 'koa';
import Koa2 from 'koa2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, problemOf, serve, watched, type Served } from './serve.ts';

interface Row {
  readonly options?: Parameters<Router['allowedMethods']>[0];
  readonly allow405: string;
  readonly allow501: string | undefined;
}

/** The errors that the router throws carry no list of methods, and it sets no header before it throws. */
const rows: readonly (Row & { readonly name: string })[] = [
  { name: 'allowedMethods()', allow405: 'HEAD, GET', allow501: undefined },
  { name: 'allowedMethods({ throw: true })', options: { throw: true }, allow405: '', allow501: undefined },
  {
    name: 'allowedMethods({ throw: true, methodNotAllowed })',
    options: {
      throw: true,
      methodNotAllowed: () => createError(405, { headers: { Allow: 'GET, HEAD' } }),
      notImplemented: () => createError(501, 'canary'),
    },
    allow405: 'GET, HEAD',
    allow501: undefined,
  },
];

describe.each([
  ['koa 2', Koa2],
  ['koa 3', Koa3],
])('R16 @koa/router on %s', (_, Koa) => {
  describe.each(rows)('$name', ({ options, allow405, allow501 }) => {
    let served: Served;
    beforeAll(async () => {
      const app = new Koa();
      const router = new Router();
      router.get('/items', (ctx) => void (ctx.body = 'fine'));
      app.use(faultline(watched().fl));
      app.use(router.routes() as never).use(router.allowedMethods(options) as never);
      served = await serve(app.callback());
    });
    afterAll(() => served.close());

    it('405 with Allow', async () => {
      const got = await ask(served.port, { method: 'POST', path: '/items' });
      expect(problemOf(got)).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
      expect(got.headers.allow).toBe(allow405);
    });

    it('501', async () => {
      const got = await ask(served.port, { method: 'PROPFIND', path: '/items' });
      expect(problemOf(got)).toMatchObject({ status: 501, code: 'NOT_IMPLEMENTED' });
      if (allow501 !== undefined) expect(got.headers.allow).toBe(allow501);
      expect(got.wire).not.toContain('canary');
    });

    it('404', async () => {
      const got = await ask(served.port, { path: '/elsewhere' });
      expect(problemOf(got)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    });
  });
});
