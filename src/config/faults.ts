/** What is wrong with a configuration: collected, put in order, and thrown as one error. */

import { ConfigError, type Fault } from './config-error.ts';
import { placesInSteps } from './places.ts';
import { runAtOnce } from '../slices.ts';
import type { Report } from '../policy.ts';

export interface Faults {
  readonly report: Report;
  /** Where something was reported so far. */
  pointers(): readonly string[];
  /** @throws ConfigError when anything was reported */
  throwIfAny(): void;
  /** The same, yielding often. */
  throwInSteps(): Generator<void, void>;
}

/** Faults that are kept; nobody reads more at once. The others are counted. */
const MAX_FAULTS = 1000;

/**
 * @param source the file as it was named, or what stands for an object
 * @param text the JSON that pointers lead into, asked for once there are faults
 */
export function createFaults(source = 'config', text?: () => JsonText): Faults {
  // Two checks may find the same.
  const found = new Map<string, Fault>();
  let more = 0;

  function* throwInSteps(): Generator<void, void> {
    if (found.size === 0) return;
    const faults = [...found.values()];
    throw new ConfigError(source, text === undefined ? faults : yield* ordered(faults, text()), more);
  }

  return {
    report: (pointer, problem, cure) => {
      const fault = { pointer, problem, cure };
      const key = JSON.stringify(fault);
      if (found.size < MAX_FAULTS) found.set(key, fault);
      else if (!found.has(key)) more += 1;
    },
    pointers: () => [...found.values()].map(({ pointer }) => pointer),
    throwIfAny: () => runAtOnce(throwInSteps()),
    throwInSteps,
  };
}

/** The error of a source that cannot be looked into any further. */
export function refused(
  source: string,
  pointer: string,
  problem: string,
  cure: string,
  line?: number,
): ConfigError {
  const fault = { pointer, problem, cure };
  return new ConfigError(source, [line === undefined ? fault : { ...fault, line }]);
}

/** `lines`: it is a file's, whose lines mean something to a reader. */
export interface JsonText {
  readonly text: string;
  readonly lines: boolean;
}

function* ordered(faults: readonly Fault[], { text, lines }: JsonText): Generator<void, readonly Fault[]> {
  const places = yield* placesInSteps(
    text,
    faults.map(({ pointer }) => pointer),
  );
  const placed = faults.map((fault, index) => ({ fault, offset: places[index]! }));
  const sorted = placed.toSorted((a, b) => a.offset - b.offset);
  if (lines) yield* addLines(sorted, text);
  return sorted.map(({ fault }) => fault);
}

/** Lines between two yields: a fraction of a millisecond, for lines as people write them. */
const STRIDE = 1000;

function* addLines(
  sorted: readonly { fault: Fault; readonly offset: number }[],
  text: string,
): Generator<void, void> {
  let line = 1;
  let end = endOfLine(text, 0);
  for (const placed of sorted) {
    for (; end < placed.offset; end = endOfLine(text, end + 1)) {
      line += 1;
      if (line % STRIDE === 0) yield;
    }
    placed.fault = { ...placed.fault, line };
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
