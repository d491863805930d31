/** The arguments of a command, checked against the options that it has. */

import { parseArgs } from 'node:util';
import { nearest } from '../near.ts';
import { printable } from './printable.ts';
import { UsageError } from './usage-error.ts';

/** An option of a command: with a value when it has a name for it. */
export interface Option {
  /** What stands for its value in the help; absent for a switch. */
  readonly value?: string;
  readonly isMultiple?: true;
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

export interface Arguments {
  readonly positionals: readonly string[];
  /** The last value that was given. */
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  has(name: string): boolean;
}

/** @throws UsageError naming what is wrong, and the cure */
export function parseArguments(command: string, options: Options, argv: readonly string[]): Arguments {
  const known: Options = { ...options, help: { help: '' } };
  const config = Object.entries(known).map(([name, { value }]) => {
    return [
      name,
      { type: value === undefined ? 'boolean' : 'string', ...(name === 'help' && { short: 'h' }) },
    ];
  });
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(config) as Record<string, { type: 'boolean' | 'string'; short?: string }>,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (option === undefined) throw unknown(command, rawName, Object.keys(known));
    const given = values.get(name) ?? [];
    if (given.length > 0 && option.value !== undefined && option.isMultiple !== true)
      throw new UsageError(`${rawName} is given twice`, 'leave one of them out', command);
    values.set(name, [...given, valueOf(command, option, rawName, value, inlineValue === true)]);
  }
  return {
    positionals,
    text: (name) => values.get(name)?.at(-1),
    texts: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
  };
}

function valueOf(
  command: string,
  option: Option,
  rawName: string,
  value: string | undefined,
  isInline: boolean,
): string {
  if (option.value === undefined) {
    if (value === undefined) return '';
    throw new UsageError(`${rawName} takes no value`, `write ${rawName} alone`, command);
  }
  // What looks like the next option was hardly meant as the value of this one.
  if (value !== undefined && (isInline || !/^-./.test(value))) return value;
  throw new UsageError(`${rawName} has no value`, `write ${rawName} ${option.value}`, command);
}

function unknown(command: string, rawName: string, names: readonly string[]): UsageError {
  const near = nearest(rawName.replace(/^-+/, ''), names);
  const cure =
    near === undefined ? `use ${names.map((name) => `--${name}`).join(', ')}` : `did you mean --${near}?`;
  return new UsageError(`faultline ${command} has no option ${printable(rawName)}`, cure, command);
}
