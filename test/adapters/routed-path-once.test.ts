/** Frameworks parse the target anew each time they are asked for its path: however many rules there are, that is once. */

import Router from '@koa/router';
import express5 from 'express';
import express4 from 'express4';
import koa3 from 'koa';
import koa2 from 'koa2';
import { BusinessException, createFaultline, type Faultline } from 'faultline';
import * as onExpress from 'faultline/express';
import * as onKoa from 'faultline/koa';
import { describe, expect, it } from 'vitest';
import { listening } from './routed-path-servers.ts';

const LAST = 999;

function create(): Faultline {
  const rules = Array.from({ length: LAST + 1 }, (_, order) => {
    return { order, name: `r${order}`, when: { path: `/r/${order}/:x` }, body: `{"rule":${order}}` };
  });
  const apis = [{ id: 'a', name: 'A', match: ['/r/*rest'] }];
  return createFaultline({ logger: false, config: { apis, platform: { rules } } as never });
}

function fail(): never {
  throw new BusinessException('no', { status: 409, code: 'NO' });
}

/** Counts the reads of `path`, which the request of an application has or inherits. */
function countPath(request: object): { reads: number } {
  const count = { reads: 0 };
  const prototype = Object.getPrototypeOf(request) as object;
  Object.defineProperty(request, 'path', {
    configurable: true,
    get(this: object) {
      count.reads += 1;
      return Reflect.get(prototype, 'path', this) as unknown;
    },
  });
  return count;
}

const TARGETS = [`/r/${LAST}\\y#`, `/r/${LAST}/y?z#`, '/r/none/y#', `/r/${LAST}/y`];

describe('R71 the framework is asked for the path once an answer', () => {
  it.each([
    ['4', express4],
    ['5', express5],
  ])('by Express %s', async (_, express) => {
    const app = express();
    app.get(/./, fail);
    app.use(onExpress.faultline(create()));
    const count = countPath(app.request);
    const { send, close } = await listening(app.listen(0, '127.0.0.1'));
    const reads: number[] = [];
    for (const target of TARGETS) {
      count.reads = 0;
      expect(await send(target)).toContain(target.includes(`${LAST}`) ? `{"rule":${LAST}}` : '"code":"NO"');
      reads.push(count.reads);
    }
    expect(reads).toEqual([1, 1, 1, 0]);
    await close();
  });

  it.each([
    ['2', koa2],
    ['3', koa3],
  ])('by Koa %s, besides its router', async (_, Koa) => {
    const app = new Koa();
    app.use(onKoa.faultline(create()));
    const router = new Router().get(/./, fail);
    app.use(router.routes() as never);
    const count = countPath(app.request);
    const { send, close } = await listening(app.listen(0, '127.0.0.1'));
    const reads: number[] = [];
    for (const target of TARGETS) {
      count.reads = 0;
      await send(target);
      reads.push(count.reads);
    }
    const routing = reads[3]!;
    expect(reads).toEqual([routing + 1, routing + 1, routing + 1, routing]);
    await close();
  });
});
