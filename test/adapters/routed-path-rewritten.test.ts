/** Policies are about the URL that was sent, whatever the application makes of it. */

import express5 from 'express';
import express4 from 'express4';
import fastify5 from 'fastify';
import fastify4 from 'fastify4';
import { BusinessException, createFaultline, type Faultline } from 'faultline';
import * as onExpress from 'faultline/express';
import * as onFastify from 'faultline/fastify';
import { describe, expect, it } from 'vitest';
import { listening, overHttp1, portOf } from './routed-path-servers.ts';

describe('R71 what an application rewrites changes nothing', () => {
  const fail = (): never => {
    throw new BusinessException('no', { status: 409, code: 'NO' });
  };
  const api = (id: string, ...match: readonly string[]): object => ({
    id,
    name: id,
    match,
    errors: { NO: { code: id } },
  });
  const fl = (): Faultline =>
    createFaultline({
      logger: false,
      config: { apis: [api('SENT', '/v1/*rest'), api('INNER', '/x', '/m/x')] } as never,
    });
  const targets = ['/v1/x', '/v1/x#', '/v1//x', '/v1/m/x', '/v1/m//u@h/x#', '/v1/m//x'];

  it.each([
    ['4', express4],
    ['5', express5],
  ])('on Express %s', async (_, express) => {
    const app = express();
    const instance = fl();
    app.use(onExpress.context(instance));
    app.use((req, _res, next) => {
      req.url = req.url.slice('/v1'.length).replace('//x', '/x');
      next();
    });
    app.use('/m', express.Router().get('/x', fail));
    app.get('/x', fail);
    app.use(onExpress.faultline(instance));
    const { send, close } = await listening(app.listen(0, '127.0.0.1'));
    const answers = await Promise.all(targets.map(send));
    // Express 4 takes two slashes with its mount, and finds no authority behind it.
    const found = answers.filter((answer) => !answer.startsWith('HTTP/1.1 404'));
    expect(found.length).toBeGreaterThan(4);
    for (const answer of found) expect(answer).toContain('"code":"SENT"');
    await close();
  });

  it.each([
    ['4', fastify4],
    ['5', fastify5],
  ])('on Fastify %s', async (_, fastify) => {
    const app = fastify({ rewriteUrl: () => '/x' });
    await app.register(onFastify.faultline(fl()));
    app.get('/x', fail);
    await app.listen({ port: 0, host: '127.0.0.1' });
    const send = overHttp1(portOf(app.server));
    for (const target of targets) expect(await send(target), target).toContain('"code":"SENT"');
    await app.close();
  });
});
