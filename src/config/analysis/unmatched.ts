/** Apis and routes that no request comes to, because of how their paths were written. */

import { show } from '../../codes.ts';
import { createCoverings, mayMeet, type Coverings } from './covering.ts';
import type { Taken } from './areas.ts';
import type { Api, Config, Route } from '../shapes.ts';

/** Something with a path that no request comes to. */
export interface Unmatched {
  readonly pointer: string;
  readonly message: string;
  /** Of which a request shows it. */
  readonly pattern: string;
  readonly methods: readonly string[] | undefined;
  /** The pointer of what has its requests; `undefined`: its api has none of them. */
  readonly by: string | undefined;
}

export interface Matching extends Taken {
  readonly found: readonly Unmatched[];
}

/** Pauses often. */
export function* matchingOf({ apis = [] }: Config): Generator<undefined, Matching> {
  const found: Unmatched[] = [];
  const unmatched = new Set<string>();
  const filled = new Set<string>();
  const earlier = createCoverings();
  for (const [index, api] of apis.entries()) {
    yield;
    const pointer = `/apis/${index}`;
    const taken = yield* takenPatterns(api, pointer, earlier);
    if (taken.length === api.match.length) {
      unmatched.add(pointer);
      found.push({ ...taken[0]!, pointer, message: takenBy('gets no request', taken[0]!.by) });
    } else {
      found.push(...taken);
      const routes = yield* unmatchedRoutes(api, pointer, earlier);
      for (const route of routes) unmatched.add(route.pointer.slice(0, route.pointer.lastIndexOf('/')));
      found.push(...routes);
      if (yield* isFilled(api)) filled.add(pointer);
    }
    for (const [at, pattern] of api.match.entries()) {
      yield;
      earlier.add({ pointer: `${pointer}/match/${at}`, pattern });
    }
  }
  return { found, unmatched, filled };
}

type Taker = Unmatched & { readonly by: string };

function* takenPatterns(
  { match }: Api,
  pointer: string,
  earlier: Coverings,
): Generator<undefined, readonly Taker[]> {
  const taken: Taker[] = [];
  for (const [at, pattern] of match.entries()) {
    yield;
    const by = earlier.find(pattern)?.pointer;
    if (by === undefined) continue;
    const message = takenBy(`${show(pattern)} is never matched`, by);
    taken.push({ pointer: `${pointer}/match/${at}`, message, pattern, methods: undefined, by });
  }
  return taken;
}

function* unmatchedRoutes(
  api: Api,
  pointer: string,
  apisBefore: Coverings,
): Generator<undefined, readonly Unmatched[]> {
  const routes = createCoverings();
  const found: Unmatched[] = [];
  for (const [at, route] of (api.routes ?? []).entries()) {
    yield;
    const { path, methods } = route;
    const here = `${pointer}/routes/${at}/path`;
    const by = (apisBefore.find(path, methods) ?? routes.find(path, methods))?.pointer;
    routes.add({ pointer: here, pattern: path, methods });
    const message =
      by === undefined ? yield* outsideOf(api, route) : takenBy(`${show(path)} is never matched`, by);
    if (message !== undefined) found.push({ pointer: here, message, pattern: path, methods, by });
  }
  return found;
}

function* outsideOf({ match }: Api, { path }: Route): Generator<undefined, string | undefined> {
  for (const pattern of match) {
    yield;
    if (mayMeet(path, pattern)) return undefined;
  }
  return `${show(path)} is never matched: no pattern of its api has such paths; give the whole path, with that of the api`;
}

/** Whether each path of an api is that of a route, whatever the method. */
function* isFilled({ match, routes = [] }: Api): Generator<undefined, boolean> {
  const coverings = createCoverings();
  for (const { path, methods } of routes) {
    yield;
    coverings.add({ pointer: '', pattern: path, methods });
  }
  for (const pattern of match) {
    yield;
    if (coverings.find(pattern) === undefined) return false;
  }
  return true;
}

function takenBy(problem: string, by: string): string {
  return `${problem}: ${by} comes first and has all of its paths; declare what is more exact first, or remove it`;
}
