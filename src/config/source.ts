/** Where a configuration comes from: an object, or a JSON file. */

import { show } from '../codes.ts';
import { copyData } from './copy.ts';
import { createFaults, refused, type Faults } from './faults.ts';
import { parseData } from './parse.ts';
import { readText } from './read.ts';

export interface Source {
  /** JSON data of our own. */
  readonly data: unknown;
  /** Absolute path; `undefined` for an object. */
  readonly file: string | undefined;
  /** For what else is wrong with it; it may have faults already that do not hinder a look at the rest. */
  readonly faults: Faults;
}

const CURE = 'give the path of a JSON file, or an object';

/**
 * Yields often.
 * @param name what stands for an object in messages
 * @throws ConfigError when it cannot be read, or is no JSON data
 * @throws FaultlineError for a path on a runtime without files
 */
export function* readSource(source: unknown, name: string): Generator<void, Source> {
  return yield* typeof source === 'string' ? fromFile(source, name) : fromObject(source, name);
}

function* fromFile(path: string, name: string): Generator<void, Source> {
  if (/^\s*(?:[[{]|$)/.test(path)) throw refused(name, '', `is ${show(path)}`, CURE);
  const { text, file } = readText(path);
  const faults = createFaults(path, () => ({ text, lines: true }));
  yield;
  const data = yield* parseData(text, path, faults.report);
  yield;
  return { data, file, faults };
}

function* fromObject(source: unknown, name: string): Generator<void, Source> {
  if (typeof source !== 'object' || source === null) throw refused(name, '', `is ${show(source)}`, CURE);
  const broken = createFaults(name);
  const data = yield* copyData(source, broken.report);
  // Whatever was left out would be missed by every check that follows.
  broken.throwIfAny();
  return {
    data,
    file: undefined,
    faults: createFaults(name, () => ({ text: JSON.stringify(data), lines: false })),
  };
}
