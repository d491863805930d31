/**
 * Whether a wrong exception option throws. Exceptions are built where no faultline instance is at hand, so
 * this is the process's: `NODE_ENV=development`, or every instance created so far is in debug mode. One
 * instance in release mode settles it, for good: production never throws from an error path.
 */

import type { Mode } from '../model.ts';

let declared: Mode | undefined;

export function declareMode(mode: Mode): void {
  if (declared !== 'release') declared = mode;
}

export function isStrict(): boolean {
  return (declared ?? environmentMode()) === 'debug';
}

/** `debug` only when NODE_ENV is exactly `development`; unset means release. */
export function environmentMode(): Mode {
  return globalThis.process?.env?.['NODE_ENV'] === 'development' ? 'debug' : 'release';
}
