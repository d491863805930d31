import { printable } from './printable.ts';
import { UsageError } from './usage-error.ts';

/** The value of an option is none that it can have. */
export function wrongOption(command: string, option: string, value: string, cure: string): UsageError {
  return new UsageError(`--${option} is ${printable(JSON.stringify(value))}`, cure, command);
}
