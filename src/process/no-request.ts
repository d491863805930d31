import type { RequestFacts } from '../model.ts';

/** Facts of a failure without a request: nothing was sent, so nothing was asked for. The record leaves it out. */
export function noRequest(): RequestFacts {
  return { method: '', url: '', header: () => undefined };
}
