/**
 * The trail on Koa 2 and 3. Koa composes the middleware before the first request and keeps the result to itself; so
 * what follows the adapter is dispatched from `app.middleware`, by the rules of koa-compose. Where that is not what
 * Koa has composed, there is no trail.
 */

import type { RequestFacts } from '../../src/index.ts';
import { ANONYMOUS, beginTrail, enterStep, nameOf, resumeStep, type Trail } from '../../src/http/trail.ts';

export interface TracedContext {
  readonly app: object;
  readonly method?: string;
  /** The pattern that a router has matched. */
  readonly _matchedRoute?: unknown;
}

type Next = () => Promise<unknown>;
type Step = ((ctx: never, next: Next) => unknown) & {
  readonly router?: Router;
  /** Of a router's function that loads a parameter. */
  readonly param?: unknown;
  /** The name before koa-convert. */
  readonly _name?: unknown;
};

/** Of @koa/router and its predecessors. */
interface Router {
  match: (this: Router, path: string, method: string) => { readonly pathAndMethod: readonly RouterLayer[] };
}

interface RouterLayer {
  readonly stack: Step[];
  readonly methods: readonly string[];
}

const traced = new WeakMap<TracedContext, Trail>();
const routers = new WeakSet<Router>();
const layers = new WeakSet<RouterLayer>();
const recorded = new WeakSet<Step>();

/** What the adapter calls in place of `next`: the same middleware, each recorded as it begins. */
export function recordSteps(ctx: TracedContext, own: unknown, next: Next, facts: RequestFacts): Next {
  const chain = followersOf(own, ctx, next);
  if (chain === undefined) return next;
  const trail = beginTrail(facts);
  traced.set(ctx, trail);
  return dispatch(chain, ctx, trail);
}

function followersOf(own: unknown, ctx: TracedContext, next: Next): readonly Step[] | undefined {
  try {
    const { middleware } = ctx.app as { readonly middleware?: unknown };
    // The name tells that koa-compose made it; a mounted application is part of a dispatch that goes on already.
    if (!Array.isArray(middleware) || next.name !== 'bound dispatch' || traced.has(ctx)) return undefined;
    const all = middleware.flat(Infinity) as unknown[];
    const at = all.indexOf(own);
    return at < 0 ? undefined : (all.slice(at + 1) as Step[]);
  } catch {
    return undefined;
  }
}

function dispatch(chain: readonly Step[], ctx: TracedContext, trail: Trail): Next {
  let last = -1;
  const from = async (index: number): Promise<unknown> => {
    if (index <= last) throw new Error('next() called multiple times');
    last = index;
    const step = chain[index];
    if (step === undefined) return undefined;
    recordRouter(step);
    return run(step, ctx, () => from(index + 1), trail, nameOfStep(step));
  };
  return () => from(0);
}

function run(step: Step, ctx: TracedContext, next: Next, trail: Trail, name: string): unknown {
  enterStep(trail, name);
  return step(ctx as never, async () => {
    const value = await next();
    resumeStep(trail, name);
    return value;
  });
}

function nameOfStep(step: Step): string {
  try {
    const { router, param, _name: given } = step;
    if (router !== undefined) return 'router';
    if (typeof param === 'string') return `param ${param}`;
    return typeof given === 'string' && given !== '' ? given : (nameOf(step) ?? ANONYMOUS);
  } catch {
    return ANONYMOUS;
  }
}

/** The middleware of the routes that a router has matched are recorded too, from the first match on. */
function recordRouter(step: Step): void {
  try {
    const { router } = step;
    if (router === undefined || routers.has(router)) return;
    routers.add(router);
    const { match } = router;
    router.match = function (path, method) {
      const matched = match.call(this, path, method);
      for (const layer of matched.pathAndMethod) recordLayer(layer);
      return matched;
    };
  } catch {
    return;
  }
}

function recordLayer(layer: RouterLayer): void {
  try {
    if (layers.has(layer)) return;
    layers.add(layer);
    const { stack, methods } = layer;
    for (const [index, step] of stack.entries()) {
      const isHandler = methods.length > 0 && index === stack.length - 1;
      if (!recorded.has(step)) stack[index] = recording(step, isHandler);
    }
  } catch {
    return;
  }
}

/** A Proxy, because routers keep marks on their functions. */
function recording(step: Step, isHandler: boolean): Step {
  const proxy = new Proxy(step, {
    apply(target, self, [ctx, next]: [TracedContext, Next]): unknown {
      const trail = traced.get(ctx);
      if (trail === undefined) return Reflect.apply(target, self, [ctx, next]);
      const { method, _matchedRoute: route } = ctx;
      const name = isHandler && typeof route === 'string' ? `${method} ${route}` : nameOfStep(target);
      return run(target, ctx, next, trail, name);
    },
  });
  recorded.add(proxy);
  return proxy;
}
