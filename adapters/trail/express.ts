/**
 * The trail on Express 4 and 5. Every middleware of every router passes one method of its layer, which is found from
 * the application's own router and hooked once for each copy of Express. Where it cannot be, there is no trail.
 */

import type { IncomingMessage } from 'node:http';
import type { RequestFacts } from '../../src/index.ts';
import {
  ANONYMOUS,
  beginTrail,
  enterStep,
  failStep,
  findTrail,
  resumeStep,
  type Trail,
} from '../../src/http/trail.ts';

export interface TracedRequest extends IncomingMessage {
  readonly app?: Router;
  readonly route?: Router;
}

/** What has layers: an application of Express 4 or 5, a router, a route. */
interface Router {
  readonly _router?: Router;
  readonly router?: Router;
  readonly stack?: readonly Layer[];
}

interface Layer {
  readonly handle: ((...exchange: never[]) => unknown) & Router;
  readonly name?: unknown;
  /** The layer only leads to a route, whose handlers have layers of their own. */
  readonly route?: unknown;
  /** Only a route's handlers have one; `undefined` stands for every method. */
  readonly method?: string | undefined;
  /** As it was registered; Express 5. */
  readonly rawPath?: unknown;
  /** What of the URL has matched. */
  readonly path?: unknown;
  readonly keys?: readonly unknown[];
}

type Next = (error?: unknown) => void;
type Handle = (this: Layer, req: TracedRequest, res: unknown, next: Next) => unknown;

const METHODS = ['handleRequest', 'handle_request'];

/** What the router does between two layers: matching paths, decoding and loading parameters. */
const ROUTING = 'routing';

const traced = new WeakMap<TracedRequest, RequestFacts>();
const hooked = new WeakSet<object>();

/** From here on the request's steps are recorded. */
export function recordSteps(req: TracedRequest, facts: RequestFacts): void {
  traced.set(req, facts);
  beginTrail(facts);
  hookLayers(req.app);
}

/** What `next` does not take for an error: falsy values, and two words that skip routes. */
export function isWordOfExpress(error: unknown): boolean {
  return !error || error === 'route' || error === 'router';
}

function hookLayers(owner: Router | undefined): void {
  try {
    // In this order: the getter `router` of Express 4 throws.
    const layer = (owner?._router ?? owner?.router ?? owner)?.stack?.[0];
    if (layer === undefined) return;
    const prototype = Object.getPrototypeOf(layer) as Record<string, unknown>;
    if (hooked.has(prototype)) return;
    hooked.add(prototype);
    for (const key of METHODS) {
      const handle = prototype[key];
      if (typeof handle === 'function') prototype[key] = recording(handle as Handle);
    }
  } catch {
    // Frozen, or no layers of Express.
  }
}

function recording(handle: Handle): Handle {
  return function handleRequest(req, res, next) {
    const facts = traced.get(req);
    const trail = facts && findTrail(facts);
    // Error handlers, and layers that only lead to a route, are no steps.
    if (trail === undefined || this.route !== undefined || this.handle.length > 3) {
      return handle.call(this, req, res, next);
    }
    // A router may come from another copy of Express.
    hookLayers(this.handle);
    const name = nameOfLayer(this, req, facts!);
    enterStep(trail, name);
    return handle.call(this, req, res, following(next, trail, name));
  };
}

/** A step that fails after it has passed on is not the last one that ran. */
function following(next: Next, trail: Trail, name: string): Next {
  let hasPassedOn = false;
  return (error) => {
    if (!isWordOfExpress(error)) {
      failStep(trail, hasPassedOn ? name : undefined);
    } else {
      hasPassedOn = true;
      resumeStep(trail, ROUTING);
    }
    next(error);
  };
}

function nameOfLayer(layer: Layer, req: TracedRequest, facts: RequestFacts): string {
  try {
    const route = isHandler(layer, req) ? facts.route : undefined;
    if (route !== undefined) return `${facts.method} ${route}`;
    const { name } = layer;
    return typeof name === 'string' && name !== '' && name !== ANONYMOUS
      ? name
      : (pathOf(layer) ?? ANONYMOUS);
  } catch {
    return ANONYMOUS;
  }
}

/** The last function of a route; those before it are middleware of its own. */
function isHandler(layer: Layer, { route }: TracedRequest): boolean {
  if (!('method' in layer)) return false;
  const { method } = layer;
  return route?.stack?.findLast((other) => other.method === method || other.method === undefined) === layer;
}

function pathOf({ rawPath, path, keys }: Layer): string | undefined {
  if (typeof rawPath === 'string') return rawPath === '/' ? undefined : rawPath;
  // Without parameters, what has matched is what was registered.
  return typeof path === 'string' && keys?.length === 0 ? path || undefined : undefined;
}
