/** Where a configuration comes from: an object, or a JSON file. */

import { show } from '../codes.ts';
import type { ConfigError } from './config-error.ts';
import { copyData } from './copy.ts';
import { createFaults, refused, type Faults } from './faults.ts';
import { parseData } from './parse.ts';
import { readText } from './read.ts';

export interface Source {
  /** As it was named, or what stands for an object in messages. */
  readonly name: string;
  /** JSON data of our own. */
  readonly data: unknown;
  /** Absolute path; `undefined` for an object. */
  readonly file: string | undefined;
  /** For what else is wrong with it; it may have faults already that do not hinder a look at the rest. */
  readonly faults: Faults;
}

const CURE = 'give the path of a JSON file, or an object';

/**
 * Yields often, but for reading a file and `JSON.parse`. It
 * throws ConfigError when the source cannot be read, or is no JSON data, and FaultlineError for a path on a runtime
 * without files.
 */
export type Reading = Generator<void, Source>;

/**
 * A file is read by the reading. An object is copied before this returns: changed between two slices of a copy,
 * it would be read as it never was.
 * @param name what stands for an object in messages
 * @param file where the path leads; by default from the working directory of the moment it is read in
 */
export function takeSource(source: unknown, name: string, file?: string): Reading {
  if (typeof source === 'string') return fromFile(source, name, file);
  if (typeof source !== 'object' || source === null)
    return refuse(refused(name, '', `is ${show(source)}`, CURE));
  const broken = createFaults(name);
  return fromCopy(copyData(source, broken.report), broken, name);
}

// oxlint-disable-next-line require-yield
function* refuse(error: ConfigError): Reading {
  throw error;
}

function* fromFile(path: string, name: string, resolved: string | undefined): Reading {
  if (/^\s*(?:[[{]|$)/.test(path)) throw refused(name, '', `is ${show(path)}`, CURE);
  const { text, file } = readText(path, resolved);
  const faults = createFaults(path, () => ({ text, lines: true }));
  yield;
  const data = yield* parseData(text, path, faults.report);
  yield;
  return { name: path, data, file, faults };
}

function* fromCopy(data: unknown, broken: Faults, name: string): Reading {
  // Whatever was left out would be missed by every check that follows.
  yield* broken.throwInSteps();
  const faults = createFaults(name, () => ({ text: JSON.stringify(data), lines: false }));
  return { name, data, file: undefined, faults };
}
