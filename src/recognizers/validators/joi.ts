import { viewOf } from '../../error-view.ts';
import type { ErrorView, FieldError, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { hasOwnClass } from '../guard.ts';
import { toFieldErrors, type Fault } from './field-errors.ts';
import { countOf, isArray, read, readWord } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { joinPath, parentOf } from './pointer.ts';
import { codesOf, meaningOf, type Meaning } from './rules.ts';
import { JOI_RULES } from './joi-rules.ts';

/** Joi's `ValidationError`. It carries the whole input as `_original`. */
export const joi: Family = {
  name: 'joi',
  packages: ['joi'],
  answers: { ValidationError: INVALID },
  rules: codesOf(JOI_RULES),
  marks: { name: ['ValidationError'] },
  recognize(view): Recognition | undefined {
    const errors = isJoi(view) ? joiFieldErrors(view.read('details')) : undefined;
    return errors && { ...INVALID, errors };
  },
};

/** By a method of its class too: another class may have assigned JSON to itself. */
export function isJoi(view: ErrorView): boolean {
  const isMade = hasOwnClass(view) && typeof view.read('annotate') === 'function';
  return isMade && view.read('isJoi') === true && isArray(view.read('details'));
}

export function joiFieldErrors(details: unknown, prefix = ''): readonly FieldError[] | undefined {
  return toFieldErrors(details, joiFault, prefix);
}

/** Paths are absolute, those of nested details too. */
function joiFault(detail: unknown): Fault | undefined {
  const code = readWord(detail, 'type');
  // What `alternatives.all` lists are errors without a rule of their own.
  if (code === undefined) return { path: [], nested: read(detail, 'details') };
  const context = read(detail, 'context');
  const path = joinPath([], read(detail, 'path'));
  return {
    path: UPWARDS.has(code) ? parentOf(path) : path,
    limit: read(context, code === 'number.multiple' ? 'multiple' : 'limit'),
    name: nameOf(context, code),
    ...meaningIn(context, code),
    nested: read(context, 'details'),
    isBug: OWN_FUNCTIONS.has(code) || (code === 'any.custom' && isBug(read(context, 'error'))),
  };
}

/** Functions of the application that make a value, and threw. */
const OWN_FUNCTIONS: ReadonlySet<string> = new Set(['any.default', 'any.failover']);

const BUGS: ReadonlySet<unknown> = new Set(['RangeError', 'ReferenceError', 'TypeError']);

/** What a rule of the application throws is about the value, unless the engine threw it: `new URL` excepted. */
function isBug(error: unknown): boolean {
  const view = viewOf(error);
  return BUGS.has(view.read('name')) && view.read('code') !== 'ERR_INVALID_URL';
}

/** The path is that of a key, which the client may have made up, or of one of the items that are not unique. */
const UPWARDS: ReadonlySet<string> = new Set(['object.unknown', 'array.unique']);

function meaningIn(context: unknown, code: string): Meaning {
  const single = code === 'any.only' && countOf(read(context, 'valids')) === 1;
  return meaningOf(JOI_RULES(), single ? 'any.only:1' : code);
}

function nameOf(context: unknown, code: string): unknown {
  if (code === 'object.base') return read(context, 'type');
  return code === 'alternatives.types' ? read(context, 'types') : undefined;
}
