import { printable } from './printable.ts';
import { UsageError } from './usage-error.ts';
import type { Arguments } from './arguments.ts';

/** @throws UsageError where something belongs to no option */
export function noArguments(command: string, { positionals: [first] }: Arguments): void {
  if (first === undefined) return;
  throw new UsageError(
    `${printable(JSON.stringify(first))} belongs to no option`,
    `write faultline ${command} with options only`,
    command,
  );
}
