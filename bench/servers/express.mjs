import apiErrorHandler from 'api-error-handler';
import errorhandler from 'errorhandler';
import express from 'express';
import strongErrorHandler from 'strong-error-handler';
import { context, faultline } from '../../dist/adapters/express.js';
import { createFaultline } from '../../dist/src/index.js';
import { fail } from './fail.mjs';
import { FLOOR_BODY, FLOOR_HEADERS, OUR_BODY, OUR_HEADERS, apiHeaders, sendRaw, toProblem } from './hand.mjs';
import { createLog, logFailure } from './log.mjs';
import { ours } from './ours.mjs';

export function start(variant, port) {
  const app = express();
  const handlers = HANDLERS[variant]();
  if (variant === 'faultline-context') app.use(handlers.shift());
  app.get('/boom', () => fail());
  app.get('/ok', (_req, res) => {
    res.json({ hello: 'world' });
  });
  for (const handler of handlers) app.use(handler);
  return new Promise((resolve) => {
    const server = app.listen(port, '127.0.0.1', () => resolve(server.address().port));
  });
}

/** Each gives the middleware to register: the last one is the error handler. */
const HANDLERS = {
  default: () => [],
  floor: () => [
    (_error, _req, res, _next) => {
      res.writeHead(500, FLOOR_HEADERS);
      res.end(FLOOR_BODY);
    },
  ],
  'floor, our answer': () => [
    (_error, _req, res, _next) => {
      res.writeHead(500, OUR_HEADERS);
      res.end(OUR_BODY);
    },
  ],
  hand: () => [
    (error, _req, res, next) => {
      if (res.headersSent) return next(error);
      return sendRaw(res, toProblem(error));
    },
  ],
  'hand-api': () => [
    (error, _req, res, next) => {
      if (res.headersSent) return next(error);
      const problem = toProblem(error);
      return res.status(problem.status).set(apiHeaders(problem)).json(problem);
    },
  ],
  'hand+pino': () => {
    const log = createLog();
    return [
      (error, req, res, next) => {
        const problem = toProblem(error);
        logFailure(log, error, problem.correlationId, req);
        if (res.headersSent) return next(error);
        return sendRaw(res, problem);
      },
    ];
  },
  'hand-api+pino': () => {
    const log = createLog();
    return [
      (error, req, res, next) => {
        const problem = toProblem(error);
        logFailure(log, error, problem.correlationId, req);
        if (res.headersSent) return next(error);
        return res.status(problem.status).set(apiHeaders(problem)).json(problem);
      },
    ];
  },
  ...ours((fl) => [faultline(fl)]),
  'faultline-context': () => {
    const fl = createFaultline({ logger: false, store: false });
    return [context(fl), faultline(fl)];
  },
  'strong-error-handler': () => [strongErrorHandler({ debug: false, log: true })],
  'strong-error-handler-mute': () => [strongErrorHandler({ debug: false, log: false })],
  errorhandler: () => [errorhandler()],
  'api-error-handler': () => [apiErrorHandler()],
};
