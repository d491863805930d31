/** The configuration, from a file or an object. */

import { checkShape } from './shape.ts';
import { runAtOnce } from '../slices.ts';
import { takeSource, type Reading } from './source.ts';
import type { Faults } from './faults.ts';
import type { Config } from './shapes.ts';

export interface Loaded {
  /** Our own copy. */
  readonly config: Config;
  /** Absolute path; `undefined` for an object. */
  readonly file: string | undefined;
  /** For what a schema cannot say: compilers report here, and `throwIfAny` tells all of it. */
  readonly faults: Faults;
}

/**
 * Yields often, but for reading a file and `JSON.parse`; see `runAtOnce` and `runInSlices`.
 * @throws ConfigError naming everything that hinders reading it, or that is wrong with its shape
 * @throws FaultlineError on a runtime that cannot load what this needs
 */
export function* readConfig(reading: Reading): Generator<void, Loaded> {
  const { data, file, faults } = yield* reading;
  yield* checkShape(data, faults.report);
  yield* faults.throwInSteps();
  return { config: data as Config, file, faults };
}

/**
 * All of `readConfig` at once.
 * @param source the path of a JSON file, from the working directory, or an object
 */
export function loadConfig(source: string | object): Loaded {
  return runAtOnce(readConfig(takeSource(source, 'config')));
}
