/** What a command refuses, told on stderr. */

import { FaultlineError } from '../codes.ts';
import { wrap } from './layout.ts';
import { printableLines } from './printable.ts';
import { styleFor } from './style.ts';
import { UsageError } from './usage-error.ts';
import type { Io } from './io.ts';

/**
 * @returns the exit code
 * @throws what is a fault of its own
 */
export function refuse(error: unknown, io: Io): number {
  if (error instanceof UsageError) io.stderr.write(misused(error, io));
  else if (error instanceof FaultlineError) io.stderr.write(refused(error, io));
  else throw error;
  return 1;
}

function misused({ message, cure, command }: UsageError, io: Io): string {
  const { bad, faint } = styleFor(io);
  const help = command === undefined ? 'faultline --help' : `faultline help ${command}`;
  const cured = cure.endsWith('?') ? cure : `${cure}.`;
  return `${bad('error:')} ${wrap(`${message}; ${cured}`, io.columns, 7)}\n${faint(`See: ${help}`)}\n`;
}

function refused({ message }: FaultlineError, io: Io): string {
  const lines = printableLines(message).split('\n');
  const told = lines.map((line) => wrap(line, io.columns, 7)).join('\n       ');
  return `${styleFor(io).bad('error:')} ${told}\n`;
}
