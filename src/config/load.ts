/** The configuration, from a file or an object. */

import { lostIn, type Lost } from './lost.ts';
import { checkShape } from './shape.ts';
import { soundOf } from './sound.ts';
import { runAtOnce } from '../slices.ts';
import { takeSource, type Reading } from './source.ts';
import type { Faults } from './faults.ts';
import type { Config } from './shapes.ts';

/** A configuration that may have faults: they were reported, and what they are about is not in `config`. */
export interface Loaded {
  readonly name: string;
  /** Our own copy. */
  readonly config: Config;
  /** Absolute path; `undefined` for an object. */
  readonly file: string | undefined;
  /** For what a schema cannot say: compilers report here, and `throwIfAny` tells all of it. */
  readonly faults: Faults;
  readonly lost: Lost;
}

/**
 * Yields often, but for reading a file; see `runAtOnce` and `runInSlices`.
 * @throws ConfigError naming everything that hinders reading it, or that is wrong with its shape
 * @throws FaultlineError on a runtime that cannot load what this needs
 */
export function* readConfig(reading: Reading): Generator<void, Loaded> {
  const loaded = yield* lookInto(reading);
  yield* loaded.faults.throwInSteps();
  return loaded;
}

/**
 * The same, so that whatever else is wrong can be told beside the shape.
 * @throws ConfigError for what cannot be read at all
 */
export function* lookInto(reading: Reading): Generator<void, Loaded> {
  const { name, data, file, faults } = yield* reading;
  const unread = faults.pointers();
  const broken = unread.filter((pointer) => pointer.endsWith('/__proto__'));
  yield* checkShape(data, (pointer, problem, cure) => {
    broken.push(pointer);
    faults.report(pointer, problem, cure);
  });
  const config = broken.length === 0 ? (data as Config) : yield* soundOf(data, broken);
  return { name, config, file, faults, lost: lostIn(config, [...unread, ...broken]) };
}

/**
 * All of `readConfig` at once.
 * @param source the path of a JSON file, from the working directory, or an object
 */
export function loadConfig(source: string | object): Loaded {
  return runAtOnce(readConfig(takeSource(source, 'config')));
}
