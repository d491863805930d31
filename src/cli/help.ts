/** The help: of all commands, and of one. */

import { pad, widest, wrap } from './layout.ts';
import type { Options } from './arguments.ts';
import type { Command } from './command.ts';
import type { Io } from './io.ts';
import { styleFor } from './style.ts';

export interface Chapter {
  readonly title: string;
  readonly commands: readonly Command[];
}

const PURPOSE =
  'faultline finds stored failures by their reference, lists and reports them, and checks and explains ' +
  'configurations of error answers.';
const EXIT_CODES =
  'Exit codes: 0 when all is well; 1 when something is not found or refused, or the command line is not ' +
  'understood; 2 when there are warnings only, and --strict was given; 130 when it was interrupted, but for serve, ' +
  'which ends that way.';

export function helpOfAll(chapters: readonly Chapter[], io: Io): string {
  const { strong, faint } = styleFor(io);
  const width = widest(chapters.flatMap(({ commands }) => commands.map(({ name }) => name))) + 2;
  const lines = chapters.flatMap(({ title, commands }) => [
    heading(title, io),
    ...commands.map(
      ({ name, summary }) => `  ${strong(pad(name, width))}${wrap(summary, columnsOf(io), width + 2)}`,
    ),
    '',
  ]);
  return [
    wrap(PURPOSE, columnsOf(io), 0),
    '',
    heading('Usage', io),
    '  faultline COMMAND [OPTIONS]',
    '',
    ...lines,
    `  ${faint('faultline help COMMAND')}  tells what a command can do`,
    `  ${faint('faultline --version')}     tells which version this is`,
    '',
    wrap(EXIT_CODES, columnsOf(io), 0),
    '',
  ].join('\n');
}

export function helpOf(command: Command, io: Io): string {
  const { strong, faint } = styleFor(io);
  const all: Options = { ...command.options, help: { help: 'Show this help.' } };
  const options = Object.entries(all);
  const names = options.map(([name, { value }]) =>
    value === undefined ? `--${name}` : `--${name} ${value}`,
  );
  const width = widest(names) + 2;
  return [
    wrap(command.description, columnsOf(io), 0),
    '',
    heading('Usage', io),
    `  faultline ${command.name} ${usageOf(command, io)}`,
    '',
    heading('Options', io),
    ...options.map(
      ([, option], index) =>
        `  ${strong(pad(names[index]!, width))}${wrap(option.help, columnsOf(io), width + 2)}`,
    ),
    '',
    heading('Examples', io),
    ...command.examples.flatMap(([line, what], index) => [
      ...(index === 0 ? [] : ['']),
      `  ${faint(`# ${wrap(what, columnsOf(io), 4)}`)}`,
      `  ${line}`,
    ]),
    '',
  ].join('\n');
}

/** An option stays on one line with its value. */
function usageOf({ name, usage }: Command, io: Io): string {
  const kept = usage.replace(/\[[^\]]*\]/g, (option) => option.replaceAll(' ', '\u00a0'));
  return wrap(kept, columnsOf(io), 13 + name.length).replaceAll('\u00a0', ' ');
}

/** Without a terminal, a width that every reader has. */
function columnsOf({ columns = 80 }: Io): number {
  return Math.min(columns, 100);
}

function heading(text: string, io: Io): string {
  return styleFor(io).strong(text);
}
