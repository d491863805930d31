import express5 from 'express';
import express4 from 'express4';
import { Router } from '@koa/router';
import { faultline as onExpress, notFound } from 'faultline/express';
import { faultline as onKoa } from 'faultline/koa';
import Koa3 from 'koa';
import Koa2 from 'koa2';
import { describe, expect, it } from 'vitest';
import { answerTo } from './answer.ts';
import { ask, problemOf, serve, watched } from './serve.ts';

describe.each([
  ['express 4', express4],
  ['express 5', express5],
])('R16 R30 a URL that cannot be decoded, on %s', (_, create) => {
  it('is a 400 in our words', async () => {
    const { fl, records } = watched();
    const app = create();
    app.get('/items/:id', (req, res) => void res.send(req.params.id));
    app.use(notFound(fl), onExpress(fl));
    const served = await serve(app as never);
    const got = await ask(served.port, { path: '/items/canary%E0%A4%A' });
    await served.close();
    expect(problemOf(got)).toMatchObject({
      status: 400,
      code: 'URL_MALFORMED',
      detail: 'The URL is malformed.',
    });
    expect(got.wire).not.toContain('canary');
    expect(records).toMatchObject([{ level: 'info', status: 400, family: 'url' }]);
  });
});

describe.each([
  ['koa 2', Koa2],
  ['koa 3', Koa3],
])('a URL that cannot be decoded, on %s', (_, Koa) => {
  it('is left as it is by the router, and answered', async () => {
    const { fl } = watched();
    const app = new Koa();
    const router = new Router();
    router.get('/items/:id', (ctx) => void (ctx.body = ctx['params'].id));
    app.use(onKoa(fl)).use(router.routes() as never);
    const served = await serve(app.callback());
    const known = await ask(served.port, { path: '/items/%E0%A4%A' });
    const unknown = await ask(served.port, { path: '/%E0%A4%A' });
    await served.close();
    expect(known).toMatchObject({ status: 200, text: '%E0%A4%A' });
    expect(problemOf(unknown)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});

it('a URIError of the application’s own is unexpected', () => {
  const answer = answerTo(new URIError('canary'));
  expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
  expect(answer.text).not.toContain('canary');
});

it.each([
  ['assigned to an error', Object.assign(new TypeError('canary'), { name: 'URIError', status: 400 })],
  ['thrown as it is', { name: 'URIError', status: 400, message: 'canary' }],
])('JSON of an upstream, %s, is unexpected', (_, thrown) => {
  expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
});
