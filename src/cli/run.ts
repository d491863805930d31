/** The command line: finds the command, and tells of everything that it refuses. */

import { FaultlineError } from '../codes.ts';
import { nearest } from '../near.ts';
import { parseArguments } from './arguments.ts';
import { check } from './check.ts';
import { explain } from './explain.ts';
import { helpOf, helpOfAll } from './help.ts';
import { wrap } from './layout.ts';
import { printable, printableLines } from './printable.ts';
import { styleFor } from './style.ts';
import { token } from './token.ts';
import { UsageError } from './usage-error.ts';
import { packageVersion } from './version.ts';
import type { Command } from './command.ts';
import type { Io } from './io.ts';

const COMMANDS: readonly Command[] = [check, explain, token];

/**
 * @param argv without the runtime and the script
 * @returns the exit code
 */
export function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return Promise.resolve(dispatch(argv, io));
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof FaultlineError)) return Promise.reject(error);
    io.stderr.write(error instanceof UsageError ? misused(error, io) : refused(error, io));
    return Promise.resolve(1);
  }
}

function dispatch(argv: readonly string[], io: Io): number {
  const [first, ...rest] = argv;
  if (first === undefined) {
    io.stderr.write(helpOfAll(COMMANDS, io));
    return 1;
  }
  if (first === '--version' || first === '-v') return print(`${packageVersion()}\n`, io);
  if (first === 'help' || first === '--help' || first === '-h') {
    const [name] = rest;
    return print(name === undefined ? helpOfAll(COMMANDS, io) : helpOf(commandOf(name), io), io);
  }
  const command = commandOf(first);
  const given = parseArguments(command.name, command.options, rest);
  return given.has('help') ? print(helpOf(command, io), io) : command.run(given, io);
}

function print(text: string, io: Io): number {
  io.stdout.write(text);
  return 0;
}

function commandOf(name: string): Command {
  const command = COMMANDS.find((known) => known.name === name);
  if (command !== undefined) return command;
  const names = COMMANDS.map((known) => known.name);
  const near = nearest(name, [...names, 'help']);
  const kind = name.startsWith('-') ? 'option' : 'command';
  const cure = near === undefined ? `use one of ${names.join(', ')}` : `did you mean "${near}"?`;
  throw new UsageError(`faultline has no ${kind} ${printable(JSON.stringify(name))}`, cure);
}

function misused({ message, cure, command }: UsageError, io: Io): string {
  const { bad, faint } = styleFor(io);
  const help = command === undefined ? 'faultline --help' : `faultline help ${command}`;
  const cured = cure.endsWith('?') ? cure : `${cure}.`;
  return `${bad('error:')} ${wrap(`${message}; ${cured}`, io.columns, 7)}\n${faint(`See: ${help}`)}\n`;
}

function refused({ message }: FaultlineError, io: Io): string {
  const { bad } = styleFor(io);
  return `${bad('error:')} ${printableLines(message).replaceAll('\n', '\n       ')}\n`;
}
