/** The web page of the errors, for whatever serves the application. */

import { createResponder } from './answer.ts';
import { onFastify, type FastifyPlugin } from './on-fastify.ts';
import { onKoa, type KoaMiddleware } from './on-koa.ts';
import { onNode, type NodeHandler } from './on-node.ts';
import { checkDashboardOptions, storeOf, type DashboardOptions, type StoreSource } from './options.ts';

/** Middleware of Express, and a listener of `node:http`; with those of Koa and Fastify as members. */
export type Dashboard = NodeHandler & {
  readonly koa: KoaMiddleware;
  readonly fastify: FastifyPlugin;
};

/**
 * Pages on which those who are authorised look references up, read about failures, and say what becomes of them. Nobody
 * is, but for whom `authorize` says so. Never throws, and never calls `next` with an error.
 * @param source a store, or an instance of faultline with one
 * @throws FaultlineError without `authorize`, without a store, and on a wrong option
 */
export function dashboard(source: StoreSource, options: DashboardOptions): Dashboard {
  checkDashboardOptions(options);
  const { path } = options;
  const respond = createResponder(storeOf(source), options);
  return Object.assign(onNode(respond, path), {
    koa: onKoa(respond, path),
    fastify: onFastify(respond, path),
  });
}
