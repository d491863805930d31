import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { invalidBy, type Fault } from './field-errors.ts';
import { countOf, isArray, isHidden, listOf, read, readWord } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { joinPath, parentOf, type Path } from './pointer.ts';
import { codesOf, meaningOf } from './rules.ts';
import { commonName } from './words.ts';
import { ZOD_RULES } from './zod-rules.ts';

/** Zod's `ZodError`, of 4, of zod/mini and of 3. One of 4 that the application makes is no `Error`. */
export const zod: Family = {
  name: 'zod',
  packages: ['zod'],
  answers: { ZodError: INVALID, $ZodError: INVALID },
  rules: codesOf(ZOD_RULES),
  marks: { name: ['ZodError', '$ZodError'] },
  plain: true,
  recognize(view): Recognition | undefined {
    return isMade(view) ? invalidBy(view.read('issues'), zodFault) : undefined;
  },
};

/** Internals that are not enumerable in 4, methods in 3. */
function isMade(view: ErrorView): boolean {
  return isHidden(view.value, '_zod') || (view.isError && typeof view.read('addIssue') === 'function');
}

export function zodFault(issue: unknown, base: Path): Fault | undefined {
  // The branches of a union: an array of issues in 4, a ZodError in 3.
  if (isArray(issue)) return { path: base, nested: issue, base };
  const code = readWord(issue, 'code');
  if (code === undefined) return { path: base, nested: read(issue, 'issues') };
  const key = keyOf(issue, code);
  const path = joinPath(base, read(issue, 'path'));
  return {
    path: UPWARDS.has(key) ? parentOf(path) : path,
    name: nameOf(issue, code),
    limit: limitOf(issue),
    ...meaningOf(ZOD_RULES(), key, code),
    nested: NESTED.has(key)
      ? (read(issue, 'errors') ?? read(issue, 'unionErrors') ?? read(issue, 'issues'))
      : undefined,
    base: path,
    // The application's own function broke its promise.
    isBug: code === 'invalid_return_type',
  };
}

/** The path is that of a key, which the client may have made up. */
const UPWARDS: ReadonlySet<string> = new Set([
  'invalid_key',
  'invalid_union:discriminator',
  'invalid_union_discriminator',
]);

const NESTED: ReadonlySet<string> = new Set(['invalid_union', 'invalid_element']);

function keyOf(issue: unknown, code: string): string {
  switch (code) {
    case 'invalid_type':
      return `${code}:${isMissing(issue) ? 'missing' : String(textOf(issue, 'expected'))}`;
    case 'invalid_format':
      return `${code}:${textOf(issue, 'format')}`;
    case 'invalid_string':
      return `${code}:${textOf(issue, 'validation')}`;
    case 'invalid_value':
      return `${code}:${countOf(read(issue, 'values'))}`;
    case 'invalid_union':
      return keyOfUnion(issue);
    case 'too_small':
    case 'too_big':
      return `${code}:${textOf(issue, 'origin', 'type')}${boundOf(issue)}`;
    default:
      return code;
  }
}

/** Zod 4 tells only in its words whether the value was there; of those, only this is looked at, never repeated. */
function isMissing(issue: unknown): boolean {
  const said = read(issue, 'message');
  return (
    read(issue, 'received') === 'undefined' ||
    read(issue, 'expected') === 'nonoptional' ||
    (typeof said === 'string' && said.endsWith(', received undefined'))
  );
}

/** More of them tell no more. */
const MAX_BRANCHES = 8;

function keyOfUnion(issue: unknown): string {
  if (read(issue, 'discriminator') !== undefined) return 'invalid_union:discriminator';
  if (read(issue, 'inclusive') === false) return 'invalid_union:exclusive';
  const depth = countOf(read(issue, 'path'));
  const branches = listOf(read(issue, 'errors') ?? read(issue, 'unionErrors'), MAX_BRANCHES);
  const missing = branches.length > 0 && branches.every((branch) => lacksValue(branch, depth));
  return missing ? 'invalid_type:missing' : 'invalid_union';
}

/** Whether a branch of a union failed for want of any value: its paths are relative in 4, absolute in 3. */
function lacksValue(branch: unknown, depth: number): boolean {
  const first = read(isArray(branch) ? branch : read(branch, 'issues'), 0);
  return countOf(read(first, 'path')) === (isArray(branch) ? 0 : depth) && isMissing(first);
}

function boundOf(issue: unknown): string {
  if (read(issue, 'exact') === true) return ':exact';
  return read(issue, 'inclusive') === false ? ':exclusive' : '';
}

function nameOf(issue: unknown, code: string): unknown {
  if (code === 'invalid_type') return commonName(readWord(issue, 'expected'));
  return commonName(textOf(issue, 'format', 'validation'));
}

/** Limits of dates are milliseconds. */
function limitOf(issue: unknown): unknown {
  const found = ['minimum', 'maximum', 'divisor', 'multipleOf'].map((key) => read(issue, key));
  const limit = found.find((value) => value !== undefined);
  const isDate = textOf(issue, 'origin', 'type') === 'date' && typeof limit === 'number';
  return isDate ? new Date(limit) : limit;
}

/** The first of these members that there is: its text, or what it is if it is none. */
function textOf(issue: unknown, ...keys: readonly string[]): string | undefined {
  const value = keys.map((key) => read(issue, key)).find((one) => one !== undefined);
  return typeof value === 'string' || value === undefined ? value : typeof value;
}
