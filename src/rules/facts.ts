/**
 * What conditions read of a request. The members may be getters of a framework, or of an adapter that somebody wrote:
 * one that throws, or gives what is no text, counts as absent.
 */

import type { RequestFacts } from '../model.ts';
import { pathOf, textOf } from './url.ts';

export function headerOf(facts: RequestFacts, name: string): string | undefined {
  return text(() => facts.header(name));
}

export function urlOf(facts: RequestFacts): string | undefined {
  return text(() => facts.url);
}

/** The facts whose path is shared by all that ask for it, and that path; `null` until the first one asks. */
let shared: { readonly facts: RequestFacts; path: string | null | undefined } | undefined;

/**
 * Runs `ask`, during which the path of `facts` is read once at most: frameworks parse the target anew each time, and
 * each of a thousand conditions may ask. It is not kept for longer, since it depends on the route chosen by then.
 */
export function sharePath<T>(facts: RequestFacts, ask: () => T): T {
  const outer = shared;
  shared = { facts, path: null };
  try {
    return ask();
  } finally {
    shared = outer;
  }
}

/** The path that patterns are compared with: the one that the framework routes by, where it told, else the URL's. */
export function pathFrom(facts: RequestFacts): string | undefined {
  if (shared?.facts !== facts) return readPath(facts);
  if (shared.path === null) shared.path = readPath(facts);
  return shared.path;
}

function readPath(facts: RequestFacts): string | undefined {
  const routed = text(() => facts.path);
  if (routed !== undefined) return textOf(routed);
  const url = urlOf(facts);
  return url === undefined ? undefined : pathOf(url);
}

export function methodOf(facts: RequestFacts): string | undefined {
  return text(() => facts.method);
}

export function addressOf(facts: RequestFacts): string | undefined {
  return text(() => facts.remoteAddress);
}

function text(read: () => unknown): string | undefined {
  try {
    const value = read();
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
