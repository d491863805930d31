import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { toFieldErrors, type Fault } from './field-errors.ts';
import { isArray, kindOf, listOf, read } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { parsePath } from './pointer.ts';
import { codesOf, format, meaningOf, type, type Meanings } from './rules.ts';
import { commonName } from './words.ts';

/** The types of Yup's errors, with the kind of value where a test is named alike for several. */
const YUP_RULES: Meanings = {
  datetime: format('date-time'),
  datetime_offset: format('date-time'),
  datetime_precision: format('date-time'),
  email: format('email'),
  exact: 'additionalProperties',
  integer: type('integer'),
  'is-value': 'const',
  'length:array': 'exactItems',
  'length:string': 'exactLength',
  matches: 'pattern',
  'max:array': 'maxItems',
  'max:date': 'formatMaximum',
  'max:less': 'exclusiveMaximum',
  'max:number': 'maximum',
  'max:string': 'maxLength',
  'min:array': 'minItems',
  'min:date': 'formatMinimum',
  'min:more': 'exclusiveMinimum',
  'min:number': 'minimum',
  'min:string': 'minLength',
  noUnknown: 'additionalProperties',
  notOneOf: 'not',
  nullable: 'required',
  oneOf: 'enum',
  'oneOf:1': 'const',
  optionality: 'required',
  required: 'required',
  string_case: 'pattern',
  trim: 'pattern',
  typeError: 'type',
  url: format('uri'),
  uuid: format('uuid'),
};

/** Yup's `ValidationError`: one issue, or as many as there are in `inner`. */
export const yup: Family = {
  name: 'yup',
  packages: ['yup'],
  answers: { ValidationError: INVALID },
  rules: codesOf(YUP_RULES),
  marks: { name: ['ValidationError'] },
  recognize(view): Recognition | undefined {
    const inner = view.read('inner');
    if (!isArray(inner) || !isArray(view.read('errors'))) return undefined;
    return { ...INVALID, errors: toFieldErrors([view.value], yupFault) };
  },
};

function yupFault(issue: unknown): Fault | undefined {
  const inner = listOf(read(issue, 'inner'));
  const test = read(issue, 'type');
  if (inner.length > 0) return { path: [], nested: inner };
  if (typeof test !== 'string') return undefined;
  const params = read(issue, 'params');
  return {
    path: parsePath(read(issue, 'path')),
    limit: limitOf(params),
    name: commonName(read(params, 'type')),
    ...meaningOf(YUP_RULES, keyOf(test, params), test),
  };
}

/** `value` of the error itself becomes that of the whole, when the first error ends the validation. */
function keyOf(test: string, params: unknown): string {
  if (read(params, 'more') !== undefined) return `${test}:more`;
  if (read(params, 'less') !== undefined) return `${test}:less`;
  if (test === 'oneOf') return `${test}:${listOf(read(params, 'resolved')).length}`;
  return `${test}:${kindOf(read(params, 'value'))}`;
}

/** A date may be the value of another field of the request, so it is not repeated. */
function limitOf(params: unknown): unknown {
  const found = ['length', 'min', 'max', 'more', 'less'].map((key) => read(params, key));
  return found.find((limit) => typeof limit === 'number');
}
