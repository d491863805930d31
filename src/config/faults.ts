/** What is wrong with a configuration: collected, put in order, and thrown as one error. */

import { ConfigError, type Fault } from './config-error.ts';
import { placesOf } from './places.ts';
import type { Report } from '../policy.ts';

export interface Faults {
  readonly report: Report;
  /** @throws ConfigError when anything was reported */
  throwIfAny(): void;
}

/**
 * @param source the file as it was named, or what stands for an object
 * @param text the JSON that pointers lead into, asked for once there are faults
 */
export function createFaults(source = 'config', text?: () => JsonText): Faults {
  // Two checks may find the same.
  const found = new Map<string, Fault>();
  return {
    report: (pointer, problem, cure) => {
      const fault = { pointer, problem, cure };
      found.set(JSON.stringify(fault), fault);
    },
    throwIfAny: () => {
      if (found.size === 0) return;
      const faults = [...found.values()];
      throw new ConfigError(source, text === undefined ? faults : ordered(faults, text()));
    },
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

function ordered(faults: readonly Fault[], { text, lines }: JsonText): readonly Fault[] {
  const places = placesOf(
    text,
    faults.map(({ pointer }) => pointer),
  );
  const placed = faults.map((fault, index) => ({ fault, offset: places[index]! }));
  const sorted = placed.toSorted((a, b) => a.offset - b.offset);
  if (lines) addLines(sorted, text);
  return sorted.map(({ fault }) => fault);
}

function addLines(sorted: readonly { fault: Fault; readonly offset: number }[], text: string): void {
  let line = 1;
  let counted = 0;
  for (const placed of sorted) {
    for (; counted < placed.offset; counted++) if (text.charCodeAt(counted) === 0x0a) line += 1;
    placed.fault = { ...placed.fault, line };
  }
}
