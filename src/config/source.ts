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
 * Yields often. A file is read in one go, in two milliseconds for each megabyte: written meanwhile, it would be read as
 * it never was. It throws ConfigError when the source cannot be read, or is no JSON data, and FaultlineError for a path
 * on a runtime without files.
 */
export type Reading = Generator<void, Source>;

/**
 * A file is read by the reading. Of an object the first 2,000 values are copied before this returns: of most, all. A
 * larger one must stay as it is until the reading ends, or may be read as it never was; what was read is checked.
 * @param name what stands for an object in messages
 * @param file where the path leads; by default from the working directory of the moment it is read in
 */
export function takeSource(source: unknown, name: string, file?: string): Reading {
  if (typeof source === 'string') return fromFile(source, name, file);
  if (typeof source !== 'object' || source === null)
    return refuse(refused(name, '', `is ${show(source)}`, CURE));
  const broken = createFaults(name);
  const copying = copyData(source, broken.report);
  return fromCopy(copying, copying.next(), broken, name);
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

function* fromCopy(
  copying: Generator<void, unknown>,
  begun: IteratorResult<void, unknown>,
  broken: Faults,
  name: string,
): Reading {
  if (begun.done !== true) yield;
  const data = begun.done === true ? begun.value : yield* copying;
  // Whatever was left out would be missed by every check that follows.
  yield* broken.throwInSteps();
  const faults = createFaults(name, () => ({ text: JSON.stringify(data), lines: false }));
  return { name, data, file: undefined, faults };
}
