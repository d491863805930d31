import Koa from 'koa';
import jsonError from 'koa-json-error';
import { onerror } from 'koa-onerror';
import { faultline } from '../../dist/adapters/koa.js';
import { fail } from './fail.mjs';
import { FLOOR_BODY, FLOOR_HEADERS, OUR_BODY, OUR_HEADERS, apiHeaders, sendRaw, toProblem } from './hand.mjs';
import { createLog, logFailure } from './log.mjs';
import { ours } from './ours.mjs';

export function start(variant, port) {
  const app = new Koa();
  const outermost = HANDLERS[variant](app);
  if (outermost !== undefined) app.use(outermost);
  app.use((ctx) => {
    if (ctx.path === '/boom') fail();
    ctx.body = { hello: 'world' };
  });
  return new Promise((resolve) => {
    const server = app.listen(port, '127.0.0.1', () => resolve(server.address().port));
  });
}

/** Each prepares the application and gives the outermost middleware, if it has one. */
const HANDLERS = {
  default: () => undefined,
  floor: () =>
    catching((ctx) => {
      ctx.respond = false;
      ctx.res.writeHead(500, FLOOR_HEADERS);
      ctx.res.end(FLOOR_BODY);
    }),
  'floor, our answer': () =>
    catching((ctx) => {
      ctx.respond = false;
      ctx.res.writeHead(500, OUR_HEADERS);
      ctx.res.end(OUR_BODY);
    }),
  hand: () => catching((ctx, error) => sendPast(ctx, toProblem(error))),
  'hand-api': () => catching((ctx, error) => sendThrough(ctx, toProblem(error))),
  'hand+pino': () => {
    const log = createLog();
    return catching((ctx, error) => {
      const problem = toProblem(error);
      logFailure(log, error, problem.correlationId, ctx);
      sendPast(ctx, problem);
    });
  },
  'hand-api+pino': () => {
    const log = createLog();
    return catching((ctx, error) => {
      const problem = toProblem(error);
      logFailure(log, error, problem.correlationId, ctx);
      sendThrough(ctx, problem);
    });
  },
  ...ours((fl) => faultline(fl)),
  'koa-onerror': (app) => {
    onerror(app);
  },
  'koa-json-error': () => jsonError(),
};

function catching(answer) {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (ctx.headerSent) throw error;
      answer(ctx, error);
    }
  };
}

function sendPast(ctx, problem) {
  ctx.respond = false;
  sendRaw(ctx.res, problem);
}

function sendThrough(ctx, problem) {
  ctx.status = problem.status;
  ctx.set(apiHeaders(problem));
  ctx.body = problem;
}
