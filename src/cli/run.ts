/** The command line: finds the command, and tells of everything that it refuses. */

import { nearest } from '../near.ts';
import { parseArguments } from './arguments.ts';
import { check } from './check.ts';
import { explain } from './explain.ts';
import { exportLines } from './export.ts';
import { groups } from './groups.ts';
import { helpOf, helpOfAll, type Chapter } from './help.ts';
import { list } from './list.ts';
import { noArguments } from './no-arguments.ts';
import { printable } from './printable.ts';
import { prune } from './prune.ts';
import { refuse } from './refusal.ts';
import { report } from './report.ts';
import { serve } from './serve.ts';
import { show } from './show.ts';
import { token } from './token.ts';
import { triage } from './triage.ts';
import { UsageError } from './usage-error.ts';
import { packageVersion } from './version.ts';
import type { Command } from './command.ts';
import type { Io } from './io.ts';

const CHAPTERS: readonly Chapter[] = [
  {
    title: 'Failures that were stored',
    commands: [show, list, groups, ...triage, report, exportLines, prune, serve],
  },
  { title: 'Answers to failures', commands: [check, explain, token] },
];
const COMMANDS: readonly Command[] = CHAPTERS.flatMap(({ commands }) => commands);

/**
 * @param argv without the runtime and the script
 * @returns the exit code
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return refuse(error, io);
  }
}

function dispatch(argv: readonly string[], io: Io): number | Promise<number> {
  const [first, ...rest] = argv;
  if (first === undefined) {
    io.stderr.write(helpOfAll(CHAPTERS, io));
    return 1;
  }
  if (first === '--version' || first === '-v') return print(`${packageVersion()}\n`, io);
  if (first === 'help' || first === '--help' || first === '-h') {
    const [name] = rest;
    return print(name === undefined ? helpOfAll(CHAPTERS, io) : helpOf(commandOf(name), io), io);
  }
  const command = commandOf(first);
  const given = parseArguments(command.name, command.options, rest);
  if (given.has('help')) return print(helpOf(command, io), io);
  if (command.isOptionsOnly === true) noArguments(command.name, given);
  return command.run(given, io);
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
