import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { invalidBy, type Fault } from './field-errors.ts';
import { isArray, read } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { parentOf, parsePath, pointerOf, prefixOf, type Path } from './pointer.ts';

/** The types of express-validator's errors: which validator failed, it does not tell. */
const RULES_OF_TYPES: Readonly<Record<string, string>> = {
  alternative: 'anyOf',
  alternative_grouped: 'anyOf',
  field: 'invalid',
  unknown_fields: 'additionalProperties',
};

/**
 * What `validationResult(request).throw()` of express-validator throws: an error without a message, with the
 * methods of the result, which JSON cannot have. The mark is that there is no message.
 */
export const expressValidator: Family = {
  name: 'express-validator',
  packages: ['express-validator'],
  answers: { 'Result.throw()': INVALID },
  rules: () => RULES_OF_TYPES,
  marks: { message: [''] },
  plain: true,
  recognize(view): Recognition | undefined {
    const methods = ['array', 'mapped', 'formatWith', 'isEmpty', 'throw'];
    if (!view.isError || methods.some((method) => typeof view.read(method) !== 'function')) return undefined;
    return invalidBy(view.read('errors'), expressValidatorFault);
  },
};

/** What lists of unknown fields are read under: those fields have no type. */
const UNKNOWN: Path = [];

function expressValidatorFault(issue: unknown, base: Path): Fault | undefined {
  if (base === UNKNOWN) {
    const path = parentOf(parsePath(read(issue, 'path')));
    return { path: pointerIn(issue, path), rule: 'additionalProperties' };
  }
  // Alternatives may be grouped.
  if (isArray(issue)) return { path: [], nested: issue };
  switch (read(issue, 'type')) {
    case 'field':
      return { path: pointerIn(issue, parsePath(read(issue, 'path'))), rule: 'invalid' };
    case 'alternative':
    case 'alternative_grouped':
      return { path: [], rule: 'anyOf', nested: read(issue, 'nestedErrors') };
    case 'unknown_fields':
      return { path: [], nested: read(issue, 'fields'), base: UNKNOWN };
    default:
      return undefined;
  }
}

function pointerIn(issue: unknown, path: readonly unknown[]): string {
  return pointerOf(path, prefixOf(read(issue, 'location')));
}
