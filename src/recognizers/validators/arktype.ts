import { once } from '../../once.ts';
import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { invalidBy, type Fault } from './field-errors.ts';
import { isHidden, kindOf, listOf, read, readWord } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { joinPath, parentOf } from './pointer.ts';
import { codesOf, meaningOf, type, type Meanings } from './rules.ts';
import { commonName } from './words.ts';

/** ArkType's codes, with what else tells rules apart. */
export const ARKTYPE_RULES: () => Meanings = once(() => ({
  after: 'formatMinimum',
  before: 'formatMaximum',
  divisor: 'multipleOf',
  'divisor:1': type('integer'),
  domain: 'type',
  exactLength: 'exactLength',
  'exactLength:array': 'exactItems',
  max: 'maximum',
  'max:exclusive': 'exclusiveMaximum',
  maxLength: 'maxLength',
  'maxLength:array': 'maxItems',
  min: 'minimum',
  'min:exclusive': 'exclusiveMinimum',
  minLength: 'minLength',
  'minLength:array': 'minItems',
  pattern: 'pattern',
  'pattern:format': 'format',
  predicate: 'invalid',
  'predicate:branch': 'anyOf',
  'predicate:removed': 'additionalProperties',
  proto: 'type',
  required: 'required',
  union: 'anyOf',
  'union:boolean': type('boolean'),
  'union:never': 'forbidden',
  'union:unit': 'enum',
  unit: 'const',
  'unit:null': type('null'),
}));

/** ArkType's `TraversalError`, thrown by `type.assert` and by `out.throw()`. */
export const arktype: Family = {
  name: 'arktype',
  packages: ['arktype'],
  answers: { TraversalError: INVALID },
  rules: codesOf(ARKTYPE_RULES),
  marks: { name: ['TraversalError'] },
  recognize(view): Recognition | undefined {
    return isHidden(view.value, 'arkErrors') ? invalidBy(view.read('arkErrors'), arktypeFault) : undefined;
  },
};

/** All paths of ArkType are absolute. */
export function arktypeFault(issue: unknown): Fault | undefined {
  const code = readWord(issue, 'code');
  if (code === undefined) return undefined;
  const path = joinPath([], read(issue, 'path'));
  if (code === 'intersection') return { path, nested: read(issue, 'errors') };
  const key = keyOf(issue, code);
  return {
    path: key === 'predicate:removed' ? parentOf(path) : path,
    limit: read(issue, 'rule'),
    name: nameOf(issue, code),
    ...meaningOf(ARKTYPE_RULES(), key, code),
    nested: key === 'union' ? read(issue, 'errors') : undefined,
  };
}

function keyOf(issue: unknown, code: string): string {
  switch (code) {
    case 'divisor':
      return `${code}:${String(read(issue, 'rule') === 1 ? 1 : '')}`;
    case 'max':
    case 'min':
      return read(issue, 'exclusive') === true ? `${code}:exclusive` : code;
    case 'pattern':
      return read(read(issue, 'meta'), 'format') === undefined ? code : 'pattern:format';
    case 'predicate':
      return keyOfPredicate(issue);
    case 'union':
      return keyOfUnion(listOf(read(issue, 'errors'), MAX_BRANCHES));
    case 'unit':
      return read(issue, 'unit') === null ? 'unit:null' : code;
    default:
      return `${code}:${kindOf(read(issue, 'data'))}`;
  }
}

/** Unknown keys, and values that fit no branch of a union, come as predicates; those of the schema have less. */
function keyOfPredicate(issue: unknown): string {
  const input = read(issue, 'input');
  if (read(input, 'meta') === undefined || typeof read(input, 'actual') !== 'string') return 'predicate';
  return read(input, 'expected') === 'removed' ? 'predicate:removed' : 'predicate:branch';
}

/** More of them tell no more. */
const MAX_BRANCHES = 8;

function keyOfUnion(branches: readonly unknown[]): string {
  if (branches.length === 0) return 'union:never';
  if (!branches.every((branch) => read(branch, 'code') === 'unit')) return 'union';
  return branches.every((branch) => typeof read(branch, 'unit') === 'boolean')
    ? 'union:boolean'
    : 'union:unit';
}

function nameOf(issue: unknown, code: string): unknown {
  if (code === 'domain') return readWord(issue, 'domain');
  if (code === 'pattern') return commonName(readWord(read(issue, 'meta'), 'format'));
  const proto = readWord(read(issue, 'proto'), 'name');
  // A class of the application is nobody else's business.
  const name = commonName(proto);
  return name === proto ? undefined : name;
}
