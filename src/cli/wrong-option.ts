/** What a command line says about a value that an option cannot have. */

import { printable } from './printable.ts';
import { UsageError } from './usage-error.ts';

const SHOWN = 40;

/** The value of an option is none that it can have. */
export function wrongOption(command: string, option: string, value: string, cure: string): UsageError {
  const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  return new UsageError(`--${option} is ${printable(JSON.stringify(shown))}`, cure, command);
}
