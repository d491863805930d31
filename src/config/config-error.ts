/** A configuration that was refused. */

import { FaultlineError } from '../codes.ts';

export interface Fault {
  /** JSON Pointer (RFC 6901) into the configuration. */
  readonly pointer: string;
  /** What was received. */
  readonly problem: string;
  /** What to write instead. */
  readonly cure: string;
  /** The line of the file where it stands, or what it is missing from; absent for objects. */
  readonly line?: number;
  /** The file as it was named, or what stands for an object; absent where one source has all the faults. */
  readonly source?: string;
}

/** A configuration that was refused, with everything that is wrong with it: one line of `message` each. */
export class ConfigError extends FaultlineError {
  override readonly name: string = 'ConfigError';
  /** In the order of the file. The first 1,000 of each source; the message has 50, and counts the rest. */
  readonly faults: readonly Fault[];
  /** The file as it was named, or what stands for an object. */
  readonly source: string;
  /** Faults of that source beside these. */
  readonly more: number;

  /**
   * @param source the file as it was named, or what stands for an object
   * @param more how many there are beside these
   * @param before what is wrong with another source, which is told first
   */
  constructor(source: string, faults: readonly Fault[], more: number = 0, before?: ConfigError) {
    const own = messageOf(source, faults, more);
    super('FLT_CONFIG_INVALID', before === undefined ? own : `${before.message}\n${own}`);
    this.faults =
      before === undefined ? faults : [...named(before.faults, before.source), ...named(faults, source)];
    this.source = source;
    this.more = more;
  }
}

function named(faults: readonly Fault[], source: string): readonly Fault[] {
  return faults.map((fault) => ({ ...fault, source }));
}

const SHOWN = 50;

function messageOf(source: string, faults: readonly Fault[], more: number): string {
  const lines = faults.slice(0, SHOWN).map(({ pointer, problem, cure }) => {
    const place = pointer === '' ? cut(source) : `${cut(source)} ${cut(pointer)}`;
    return printable(`${place}: ${problem}; ${cure}`);
  });
  const rest = faults.length - lines.length + more;
  if (rest > 0) lines.push(`and ${rest} more`);
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
