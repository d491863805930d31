import { once } from '../../once.ts';
import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { hasOwnClass } from '../guard.ts';
import { invalidBy, type Fault } from './field-errors.ts';
import { countOf, isArray, isInstance, kindOf, read, readWord } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { parsePath } from './pointer.ts';
import { codesOf, format, meaningOf, type, type Meanings } from './rules.ts';
import { commonName } from './words.ts';

/** The types of Yup's errors, with the kind of value where a test is named alike for several. */
const YUP_RULES: () => Meanings = once(() => ({
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
}));

/**
 * Yup's `ValidationError`: one issue, or as many as there are in `inner`. Without a stack it is no error, but says
 * so under a symbol, which JSON cannot.
 */
export const yup: Family = {
  name: 'yup',
  packages: ['yup'],
  answers: { ValidationError: INVALID },
  rules: codesOf(YUP_RULES),
  marks: { name: ['ValidationError'] },
  plain: true,
  recognize(view): Recognition | undefined {
    if (!isMade(view) || !isArray(view.read('inner')) || !isArray(view.read('errors'))) return undefined;
    return invalidBy([view.value], yupFault);
  },
};

/** A static method of its class, or the symbol of one without a stack. */
function isMade(view: ErrorView): boolean {
  if (!hasOwnClass(view)) return isInstance(view.value) && view.read(Symbol.toStringTag) === 'Error';
  return typeof read(view.read('constructor'), 'formatError') === 'function';
}

function yupFault(issue: unknown): Fault | undefined {
  const inner = read(issue, 'inner');
  const test = readWord(issue, 'type');
  if (countOf(inner) > 0) return { path: [], nested: inner };
  if (test === undefined) return undefined;
  const params = read(issue, 'params');
  return {
    path: parsePath(read(issue, 'path')),
    limit: limitOf(params),
    name: commonName(readWord(params, 'type')),
    ...meaningOf(YUP_RULES(), keyOf(test, params), test),
  };
}

/** `value` of the error itself becomes that of the whole, when the first error ends the validation. */
function keyOf(test: string, params: unknown): string {
  if (read(params, 'more') !== undefined) return `${test}:more`;
  if (read(params, 'less') !== undefined) return `${test}:less`;
  if (test === 'oneOf') return `${test}:${countOf(read(params, 'resolved'))}`;
  return `${test}:${kindOf(read(params, 'value'))}`;
}

/**
 * A limit may be the value of another field of the request (`yup.ref`), which Yup puts in place of the reference
 * and does not tell. So dates are not told; a number is, as those of schemas are the rule.
 */
function limitOf(params: unknown): unknown {
  const found = ['length', 'min', 'max', 'more', 'less'].map((key) => read(params, key));
  return found.find((limit) => typeof limit === 'number');
}
