/** What is wrong with a configuration: collected, put in order, and thrown as one error. */

import { FaultlineError } from '../codes.ts';
import { placesOf } from './places.ts';
import type { Report } from '../policy.ts';

export interface Fault {
  /** JSON Pointer (RFC 6901) into the configuration. */
  readonly pointer: string;
  /** What was received. */
  readonly problem: string;
  /** What to write instead. */
  readonly cure: string;
  /** The line of the file where it stands, or what it is missing from; absent for objects. */
  readonly line?: number;
}

/** A configuration that was refused, with everything that is wrong with it: one line of `message` each. */
export class ConfigError extends FaultlineError {
  override readonly name: string = 'ConfigError';
  /** In the order of the file. All of them: the message has the first 50. */
  readonly faults: readonly Fault[];

  /** @param source the file as it was named, or what stands for an object */
  constructor(source: string, faults: readonly Fault[]) {
    super('FLT_CONFIG_INVALID', messageOf(source, faults));
    this.faults = faults;
  }
}

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

const SHOWN = 50;

function messageOf(source: string, faults: readonly Fault[]): string {
  const lines = faults.slice(0, SHOWN).map(({ pointer, problem, cure }) => {
    const place = pointer === '' ? cut(source) : `${cut(source)} ${cut(pointer)}`;
    return printable(`${place}: ${problem}; ${cure}`);
  });
  if (faults.length > SHOWN) lines.push(`and ${faults.length - SHOWN} more`);
  return lines.join('\n');
}

/** Paths, and names of members, may be of any length. */
function cut(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** Controls, line and paragraph separators, marks that turn the direction of text, and halves of characters. */
const UNPRINTABLE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** No text of a file may begin a line of its own, or command a terminal. */
function printable(line: string): string {
  return line.replace(UNPRINTABLE, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
