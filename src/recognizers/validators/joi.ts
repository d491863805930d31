import type { FieldError, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { toFieldErrors, type Fault } from './field-errors.ts';
import { isArray, listOf, read } from './guarded.ts';
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
    return isJoi(view.value) ? { ...INVALID, errors: joiFieldErrors(view.read('details')) } : undefined;
  },
};

export function isJoi(error: unknown): boolean {
  return read(error, 'isJoi') === true && isArray(read(error, 'details'));
}

export function joiFieldErrors(details: unknown, prefix = ''): readonly FieldError[] {
  return toFieldErrors(details, joiFault, prefix);
}

/** Paths are absolute, those of nested details too. */
function joiFault(detail: unknown): Fault | undefined {
  const code = read(detail, 'type');
  // What `alternatives.all` lists are errors without a rule of their own.
  if (typeof code !== 'string') return { path: [], nested: read(detail, 'details') };
  const context = read(detail, 'context');
  const path = joinPath([], read(detail, 'path'));
  return {
    path: UPWARDS.has(code) ? parentOf(path) : path,
    limit: read(context, code === 'number.multiple' ? 'multiple' : 'limit'),
    name: nameOf(context, code),
    ...meaningIn(context, code),
    nested: read(context, 'details'),
  };
}

/** The path is that of a key, which the client may have made up, or of one of the items that are not unique. */
const UPWARDS: ReadonlySet<string> = new Set(['object.unknown', 'array.unique']);

function meaningIn(context: unknown, code: string): Meaning {
  const single = code === 'any.only' && listOf(read(context, 'valids')).length === 1;
  return meaningOf(JOI_RULES, single ? 'any.only:1' : code);
}

function nameOf(context: unknown, code: string): unknown {
  if (code === 'object.base') return read(context, 'type');
  return code === 'alternatives.types' ? read(context, 'types') : undefined;
}
