/** A command of the command line. */

import type { Arguments, Options } from './arguments.ts';
import type { Io } from './io.ts';

export interface Command {
  readonly name: string;
  /** In a few words, for the list of commands. */
  readonly summary: string;
  /** Its arguments, as people write them. */
  readonly usage: string;
  /** What it does, in whole sentences. */
  readonly description: string;
  readonly options: Options;
  /** Whatever belongs to no option is a mistake. */
  readonly isOptionsOnly?: true;
  /** What to type, and what that does. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** @returns the exit code */
  run(given: Arguments, io: Io): number | Promise<number>;
}
