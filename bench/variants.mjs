const WITH_PINO = [
  { name: 'faultline+pino', logs: 'pino', what: 'logger: the pino instance; every stack is read' },
  {
    name: 'faultline+pino, sampled',
    logs: 'pino',
    what: 'the same, 50 stacks a second are read: the default',
  },
  { name: 'faultline+pino+sqlite', logs: 'pino', what: 'and kept in SQLite; every stack is read' },
  { name: 'faultline+pino+sqlite, sampled', logs: 'pino', what: 'and kept in SQLite, as by default' },
];

/**
 * What is measured, as data. `logs` says where each failure is logged: `stderr` (its documented default;
 * the servers' stderr is the null device, so this is formatting only), `pino`, or nowhere.
 */
export const VARIANTS = {
  express: [
    { name: 'default', logs: 'stderr', what: "Express' own final handler, NODE_ENV=production" },
    { name: 'floor', logs: '', what: 'prebuilt string, writeHead, end' },
    { name: 'floor, our answer', logs: '', what: "the same with faultline's headers and body as constants" },
    { name: 'hand', logs: '', what: 'problem+json by hand onto the response, fresh ID' },
    { name: 'hand-api', logs: '', what: "the same through the framework's own res.status().set().json()" },
    { name: 'faultline', logs: '', what: 'logger: false, store: false' },
    { name: 'strong-error-handler', logs: 'stderr', what: 'as documented' },
    { name: 'strong-error-handler-mute', logs: '', what: 'log: false' },
    { name: 'errorhandler', logs: 'stderr', what: 'as documented' },
    { name: 'api-error-handler', logs: 'stderr', what: 'as documented' },
    { name: 'hand+pino', logs: 'pino', what: 'hand, one log.error({ err, id, method, url })' },
    { name: 'hand-api+pino', logs: 'pino', what: 'hand-api, the same line' },
    ...WITH_PINO,
  ],
  koa: [
    { name: 'default', logs: 'stderr', what: "Koa's own ctx.onerror" },
    { name: 'floor', logs: '', what: 'prebuilt string, writeHead, end' },
    { name: 'floor, our answer', logs: '', what: "the same with faultline's headers and body as constants" },
    { name: 'hand', logs: '', what: 'problem+json by hand onto the response, fresh ID' },
    { name: 'hand-api', logs: '', what: "the same through Koa's ctx.status, ctx.set, ctx.body" },
    { name: 'faultline', logs: '', what: 'logger: false, store: false' },
    { name: 'koa-onerror', logs: 'stderr', what: 'as documented' },
    { name: 'koa-json-error', logs: 'stderr', what: 'as documented' },
    { name: 'hand+pino', logs: 'pino', what: 'hand, one log.error({ err, id, method, url })' },
    { name: 'hand-api+pino', logs: 'pino', what: 'hand-api, the same line' },
    ...WITH_PINO,
  ],
  fastify: [
    { name: 'default', logs: '', what: "Fastify's own error handler, its logger off" },
    { name: 'floor', logs: '', what: 'hijack, prebuilt string, writeHead, end' },
    { name: 'floor, our answer', logs: '', what: "the same with faultline's headers and body as constants" },
    { name: 'hand', logs: '', what: 'problem+json through reply.send, fresh ID; hooks run' },
    { name: 'faultline', logs: '', what: 'logger: false, store: false' },
    { name: '@fastify/sensible', logs: '', what: 'throws httpErrors.internalServerError(), as documented' },
    { name: 'hand+pino', logs: 'pino', what: 'hand, one log.error({ err, id, method, url })' },
    ...WITH_PINO,
  ],
};

/** Requests that do not fail: the bare framework first. */
export const HAPPY = {
  express: [
    { name: 'default', what: 'bare' },
    { name: 'faultline', what: 'error handler' },
    { name: 'faultline-context', what: 'error handler and context(fl)' },
  ],
  koa: [
    { name: 'default', what: 'bare' },
    { name: 'faultline', what: 'error handler' },
  ],
  fastify: [
    { name: 'default', what: 'bare' },
    { name: 'faultline', what: 'error handler' },
  ],
};

/** Compared at the same fixed rate: a share of what the slowest of them sustains, which leaves room. */
export const PACED = [
  { name: 'half', share: 0.5, variants: ['hand', 'faultline'] },
  { name: 'store', share: 0.7, variants: ['faultline', 'faultline+sqlite'] },
];

export const FRAMEWORKS = Object.keys(VARIANTS);
