import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { toFieldErrors, type Fault } from './field-errors.ts';
import { isArray, listOf, read } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { parentOf, parsePath, pointerOf, prefixOf } from './pointer.ts';

/** The types of express-validator's errors: which validator failed, it does not tell. */
const RULES_OF_TYPES: Readonly<Record<string, string>> = {
  alternative: 'anyOf',
  alternative_grouped: 'anyOf',
  field: 'invalid',
  unknown_fields: 'additionalProperties',
};

/**
 * What `validationResult(request).throw()` of express-validator throws: an error without a message, with the
 * methods of the result. The mark is that there is no message.
 */
export const expressValidator: Family = {
  name: 'express-validator',
  packages: ['express-validator'],
  answers: { 'Result.throw()': INVALID },
  rules: RULES_OF_TYPES,
  marks: { message: [''] },
  recognize(view): Recognition | undefined {
    const methods = ['array', 'mapped', 'formatWith', 'isEmpty', 'throw'];
    if (methods.some((method) => typeof view.read(method) !== 'function')) return undefined;
    const errors = view.read('errors');
    return isArray(errors) ? { ...INVALID, errors: toFieldErrors(errors, expressValidatorFault) } : undefined;
  },
};

function expressValidatorFault(issue: unknown): Fault | undefined {
  // Alternatives may be grouped.
  if (isArray(issue)) return { path: [], nested: issue };
  switch (read(issue, 'type')) {
    case 'field':
      return { path: pointerIn(issue, parsePath(read(issue, 'path'))), rule: 'invalid' };
    case 'alternative':
    case 'alternative_grouped':
      return { path: [], rule: 'anyOf', nested: read(issue, 'nestedErrors') };
    case 'unknown_fields':
      return { path: [], nested: listOf(read(issue, 'fields')).map(toUnknown) };
    case UNKNOWN:
      return {
        path: pointerIn(issue, parentOf(parsePath(read(issue, 'path')))),
        rule: 'additionalProperties',
      };
    default:
      return undefined;
  }
}

const UNKNOWN = Symbol('unknown field');

function toUnknown(field: unknown): object {
  return { type: UNKNOWN, path: read(field, 'path'), location: read(field, 'location') };
}

function pointerIn(issue: unknown, path: readonly unknown[]): string {
  return pointerOf(path, prefixOf(read(issue, 'location')));
}
