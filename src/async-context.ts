/** `AsyncLocalStorage`, fetched without an import so that the core loads on runtimes that have none. */

import { FaultlineError } from './codes.ts';
import type { RequestFacts } from './model.ts';

export interface AsyncContext {
  run<T>(facts: RequestFacts, callback: () => T): T;
  getStore(): RequestFacts | undefined;
}

/** @throws FaultlineError where the runtime has no AsyncLocalStorage */
export function createAsyncContext(): AsyncContext {
  const hooks = globalThis.process?.getBuiltinModule?.('node:async_hooks');
  if (hooks === undefined) {
    throw new FaultlineError(
      'FLT_ASYNC_CONTEXT_UNAVAILABLE',
      'Option "correlation.async" is true, but this runtime has no AsyncLocalStorage; leave the option out.',
    );
  }
  return new hooks.AsyncLocalStorage<RequestFacts>();
}
