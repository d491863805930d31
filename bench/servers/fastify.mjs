import sensible from '@fastify/sensible';
import Fastify from 'fastify';
import { faultline } from '../../dist/adapters/fastify.js';
import { fail } from './fail.mjs';
import { FLOOR_BODY, FLOOR_HEADERS, OUR_BODY, OUR_HEADERS, apiHeaders, toProblem } from './hand.mjs';
import { createLog, logFailure } from './log.mjs';
import { ours } from './ours.mjs';

export async function start(variant, port) {
  const app = Fastify();
  await HANDLERS[variant](app);
  const make =
    variant === '@fastify/sensible' ? (message) => app.httpErrors.internalServerError(message) : undefined;
  app.get('/boom', () => fail(make));
  app.get('/ok', (_request, reply) => {
    reply.send({ hello: 'world' });
  });
  await app.listen({ port, host: '127.0.0.1' });
  return app.server.address().port;
}

const HANDLERS = {
  default: () => undefined,
  floor: (app) =>
    app.setErrorHandler((_error, _request, reply) => {
      reply.hijack();
      reply.raw.writeHead(500, FLOOR_HEADERS);
      reply.raw.end(FLOOR_BODY);
    }),
  'floor, our answer': (app) =>
    app.setErrorHandler((_error, _request, reply) => {
      reply.hijack();
      reply.raw.writeHead(500, OUR_HEADERS);
      reply.raw.end(OUR_BODY);
    }),
  hand: (app) => app.setErrorHandler((error, _request, reply) => send(reply, toProblem(error))),
  'hand+pino': (app) => {
    const log = createLog();
    return app.setErrorHandler((error, request, reply) => {
      const problem = toProblem(error);
      logFailure(log, error, problem.correlationId, request);
      send(reply, problem);
    });
  },
  ...ours((fl, app) => app.register(faultline(fl))),
  '@fastify/sensible': (app) => app.register(sensible),
};

/** As a string: Fastify would otherwise look for a serializer and find none better. */
function send(reply, problem) {
  const body = JSON.stringify(problem);
  const headers = { ...apiHeaders(problem), 'content-length': Buffer.byteLength(body) };
  reply.code(problem.status).headers(headers).send(body);
}
