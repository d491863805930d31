/**
 * The trail on Fastify 4 and 5. The context of a route holds the hooks of all its plugins and its handler as Fastify
 * has put them in order; at the route's first request they are made to record. Where there is none, there is no trail.
 */

import type { FastifyRequest } from 'fastify';
import type { RequestFacts } from '../../src/index.ts';
import { ANONYMOUS, beginTrail, enterStep, nameOf, resumeStep } from '../../src/http/trail.ts';
import { isOwnHook, ownHook } from './own-hook.ts';

type FactsOf = (request: FastifyRequest) => RequestFacts;
type Hook = (...exchange: never[]) => unknown;

/** What Fastify keeps of a route. */
export type RouteContext = { handler?: Hook } & { [phase in (typeof PHASES)[number][0]]?: Hook[] | null };

/** The phases of a request, and what Fastify itself does after each. */
const PHASES = [
  ['onRequest', undefined],
  ['preParsing', 'body parser'],
  ['preValidation', 'validation'],
  ['preHandler', undefined],
  ['preSerialization', 'serialization'],
  ['onSend', undefined],
] as const;

const routes = new WeakSet<object>();
const recorded = new WeakSet<Hook>();
const lasts = new WeakSet<Hook>();

/** Begins the trail of a request, by the adapter's hook `begin` of the first phase. */
export function recordSteps(
  request: FastifyRequest,
  contexts: readonly (object | null | undefined)[],
  factsOf: FactsOf,
  begin: object,
): void {
  const isNew = contexts.map(
    (context) => context != null && recordRoute(context as RouteContext, factsOf),
  )[0];
  if (isNew === true) enterPassed(contexts[0] as RouteContext, factsOf(request), begin);
}

/** Hooks that were registered before the adapter have run by the time the first request is seen. */
function enterPassed({ onRequest }: RouteContext, facts: RequestFacts, begin: object): void {
  const hooks: readonly object[] = onRequest ?? [];
  for (const hook of hooks.slice(0, Math.max(0, hooks.indexOf(begin)))) {
    enterStep(beginTrail(facts), `onRequest ${nameOf(hook) ?? ANONYMOUS}`);
  }
}

/** @returns whether the route was not known */
function recordRoute(context: RouteContext, factsOf: FactsOf): boolean {
  if (routes.has(context)) return false;
  routes.add(context);
  try {
    for (const [phase, afterwards] of PHASES) recordHooks(context, phase, afterwards, factsOf);
    const { handler } = context;
    if (typeof handler === 'function') {
      context.handler = recording(handler, (request) => nameOfHandler(handler, request), factsOf);
    }
    return true;
  } catch {
    return false;
  }
}

/** In place, because Fastify may be running them. */
function recordHooks(
  context: RouteContext,
  phase: (typeof PHASES)[number][0],
  afterwards: string | undefined,
  factsOf: FactsOf,
): void {
  const hooks = context[phase] ?? [];
  for (const [index, hook] of hooks.entries()) {
    if (isOwnHook(hook)) continue;
    const name = nameOf(hook) ?? ANONYMOUS;
    hooks[index] = recording(hook, () => `${phase} ${name}`, factsOf);
  }
  if (afterwards === undefined || hooks.some((hook) => lasts.has(hook))) return;
  hooks.push(lastOf(afterwards, factsOf));
  context[phase] = hooks;
}

/** A hook that ends a phase: what fails next is Fastify's own work. */
function lastOf(afterwards: string, factsOf: FactsOf): Hook {
  const last = ownHook(function faultlineLast(request: FastifyRequest, ...more: unknown[]): void {
    resumeStep(beginTrail(factsOf(request)), afterwards);
    (more.at(-1) as () => void)();
  });
  lasts.add(last);
  return last;
}

/** A Proxy, because names and numbers of parameters mean something to Fastify. */
function recording(hook: Hook, nameFor: (request: FastifyRequest) => string, factsOf: FactsOf): Hook {
  if (recorded.has(hook)) return hook;
  const proxy = new Proxy(hook, {
    apply(target, self, exchange: [FastifyRequest]): unknown {
      const [request] = exchange;
      enterStep(beginTrail(factsOf(request)), nameFor(request));
      return Reflect.apply(target, self, exchange);
    },
  });
  recorded.add(proxy);
  return proxy;
}

function nameOfHandler(handler: Hook, request: FastifyRequest): string {
  const url = request.routeOptions.url;
  return url === undefined ? (nameOf(handler) ?? 'notFound') : `${request.method} ${url}`;
}
