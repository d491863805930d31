import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { CLASS_VALIDATOR_RULES } from './class-validator-rules.ts';
import { invalidBy, type Fault } from './field-errors.ts';
import { countOf, isArray, isInstance, itemsOf, read } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { joinPath, type Path } from './pointer.ts';
import { codesOf, meaningOf } from './rules.ts';

/**
 * class-validator's `ValidationError`s, as `validateOrReject` throws them: an array that is no error and has no
 * name, of instances of a class, which JSON of an upstream has none. What has no message at all is asked about; an
 * error that carries the array must say so by its own recognizer. Limits stand in the library's own texts only, so they are not told.
 */
export const classValidator: Family = {
  name: 'class-validator',
  packages: ['class-validator', 'class-transformer'],
  answers: { 'ValidationError[]': INVALID, ValidationError: INVALID },
  rules: codesOf(CLASS_VALIDATOR_RULES),
  marks: { message: [''] },
  plain: true,
  recognize(view): Recognition | undefined {
    const errors = errorsOf(view);
    if (errors.length === 0 || !errors.every(isValidationError)) return undefined;
    return invalidBy(errors, classValidatorFault);
  },
};

function errorsOf({ value, isError }: ErrorView): readonly unknown[] {
  if (isArray(value)) return [...itemsOf(value)];
  return isError ? [] : [value];
}

/** `unknownValue` is the one constraint that has no property. */
function isValidationError(error: unknown): boolean {
  if (!isInstance(error)) return false;
  const constraints = constraintsOf(error);
  if (typeof read(error, 'property') !== 'string') return constraints.includes('unknownValue');
  return constraints.length > 0 || countOf(read(error, 'children')) > 0;
}

/** A name is one of the object's constraints, a list its children; anything else is an error about one property. */
function classValidatorFault(issue: unknown, base: Path): Fault {
  if (typeof issue === 'string') return { path: base, ...meaningOf(CLASS_VALIDATOR_RULES(), issue) };
  if (isArray(issue)) return { path: base, nested: issue, base };
  const constraints = constraintsOf(issue);
  const property = read(issue, 'property');
  // The name of a property that is not allowed is the client's.
  if (constraints.includes('whitelistValidation')) return { path: base, rule: 'additionalProperties' };
  const path = joinPath(base, typeof property === 'string' ? [property] : []);
  if (typeof property === 'string' && constraints.length > 0 && isMissing(issue))
    return { path, rule: 'required' };
  const children = read(issue, 'children');
  return { path, nested: countOf(children) > 0 ? [...constraints, children] : constraints, base: path };
}

/** Every constraint fails for a value that is not there; one error tells more than all of them. */
function isMissing(issue: unknown): boolean {
  try {
    return Object.hasOwn(issue as object, 'value') && read(issue, 'value') === undefined;
  } catch {
    return false;
  }
}

const MAX_CONSTRAINTS = 100;

/** Name -> text, of which the texts are never read. */
function constraintsOf(error: unknown): readonly string[] {
  const names: string[] = [];
  try {
    const constraints = read(error, 'constraints') as object;
    for (const name in constraints) {
      if (names.length === MAX_CONSTRAINTS) break;
      if (Object.hasOwn(constraints, name)) names.push(name);
    }
  } catch {
    // A Proxy: those that it told count.
  }
  return names;
}
