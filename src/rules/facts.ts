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

/** The path that patterns are compared with: the one that the framework routes by, where it told, else the URL's. */
export function pathFrom(facts: RequestFacts): string | undefined {
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
