/** `faultline check`: everything that is wrong with a configuration, and what was probably not meant so. */

import { checkFiles, type Checked } from '../config/analysis/check.ts';
import { wrap } from './layout.ts';
import { printable, printableJson } from './printable.ts';
import { styleFor } from './style.ts';
import { UsageError } from './usage-error.ts';
import { witnessLine } from './witness-line.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import type { Io } from './io.ts';

export const check: Command = {
  name: 'check',
  summary: 'check a configuration: all its errors, and what can never have an effect',
  usage: '[FILE] [--server-errors FILE] [--strict] [--json]',
  description:
    'Checks a configuration, server_error.json, or both, as the application would at its start, and tells all of ' +
    'what is wrong at once. Of a valid one it tells what was probably not meant so: rules and templates that never ' +
    'answer, apis and routes without requests, rules with the same order, variables that are not set, phrases that ' +
    'differ from the standard, most with an example of a failure that shows it.',
  options: {
    'server-errors': { value: 'FILE', help: 'The server_error.json that is used with it.' },
    strict: { help: 'Exit with 2 when there are warnings.' },
    json: { help: 'Print errors and warnings as JSON.' },
  },
  examples: [
    ['faultline check faultline.json', 'Before a deployment:'],
    ['faultline check faultline.json --server-errors server_error.json --strict', 'In CI, with both files:'],
  ],
  run: checkAll,
};

function checkAll(given: Arguments, io: Io): number {
  const [config, another] = given.positionals;
  const serverErrors = given.text('server-errors');
  if (another !== undefined)
    throw new UsageError('there is more than one FILE', 'check one after the other', 'check');
  if (config === undefined && serverErrors === undefined)
    throw new UsageError('there is no FILE to check', 'write faultline check FILE', 'check');
  const checked = checkFiles({ config, serverErrors }, io.env);
  io.stdout.write(given.has('json') ? asJson(checked) : asText(checked, [config, serverErrors], io));
  if (checked.errors.length > 0) return 1;
  return given.has('strict') && checked.warnings.length > 0 ? 2 : 0;
}

function asJson({ errors, warnings }: Checked): string {
  return `${printableJson({ errors, warnings })}\n`;
}

const INDENT = 9;

function asText(checked: Checked, files: readonly (string | undefined)[], io: Io): string {
  const { bad, doubtful, faint, good, place } = styleFor(io);
  const told = (text: string): string => ' '.repeat(INDENT) + wrap(printable(text), io.columns, INDENT);
  const at = ({ file, line, pointer }: { file: string; line?: number; pointer: string }): string => {
    const where = line === undefined ? file : `${file}:${line}`;
    return place(printable(pointer === '' ? where : `${where} ${pointer}`));
  };
  const errors = checked.errors.map((error) =>
    [`${bad('error')}    ${at(error)}`, told(`${error.problem}; ${error.cure}`)].join('\n'),
  );
  const warnings = checked.warnings.map((warning) =>
    [
      `${doubtful('warning')}  ${at(warning)}`,
      told(warning.message),
      ...(warning.witness === undefined ? [] : [faint(told(witnessLine(warning.witness)))]),
    ].join('\n'),
  );
  const counted = [count(errors.length, 'error'), count(warnings.length, 'warning')].filter(
    (text) => text !== '',
  );
  if (counted.length > 0) return `${[...errors, ...warnings, counted.join(', ')].join('\n\n')}\n`;
  const named = files.filter((file) => file !== undefined).map(printable);
  return `${good('ok')}  ${named.join(' and ')}: no errors, no warnings\n`;
}

function count(number: number, noun: string): string {
  if (number === 0) return '';
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}
