/** The door `faultline/dashboard`. */

export { dashboard } from './dashboard.ts';
export type { Dashboard } from './dashboard.ts';
export type {
  FastifyPlugin,
  FastifyReply,
  FastifyRequest,
  FastifyRoute,
  FastifyScope,
} from './on-fastify.ts';
export type { KoaContext, KoaMiddleware } from './on-koa.ts';
export type { NodeHandler } from './on-node.ts';
export type { Authorized, DashboardOptions, StoreSource } from './options.ts';
