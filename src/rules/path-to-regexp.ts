/** path-to-regexp, loaded when a pattern first needs it: apps without one must not pay for it, nor runtimes without files. */

import type * as PathToRegexp from 'path-to-regexp';
import { FaultlineError } from '../codes.ts';
import { once } from '../once.ts';

type Library = Pick<typeof PathToRegexp, 'parse' | 'pathToRegexp' | 'TokenData'>;

/** @throws FaultlineError where it cannot be loaded */
export const pathToRegexpLibrary: () => Library = once(() => {
  try {
    const { createRequire } = globalThis.process.getBuiltinModule('node:module');
    return createRequire(import.meta.url)('path-to-regexp') as Library;
  } catch {
    throw new FaultlineError(
      'FLT_CONFIG_UNAVAILABLE',
      'The configuration has path patterns that need the package path-to-regexp, and it cannot be loaded here; ' +
        'where the application is bundled, mark "faultline" and "path-to-regexp" as external.',
    );
  }
});
