import type { FieldError, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { toFieldErrors, type Fault } from './field-errors.ts';
import { read } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { escapeSegment } from './pointer.ts';
import { codesOf, meaningOf, type Meanings } from './rules.ts';
import { word } from './words.ts';

/** Ajv's keywords, after which our rules are named. */
const SAME_NAMED =
  'additionalItems additionalProperties anyOf const contains dependencies dependentRequired discriminator enum ' +
  'exclusiveMaximum exclusiveMinimum format formatExclusiveMaximum formatExclusiveMinimum formatMaximum ' +
  'formatMinimum maxItems maxLength maxProperties maximum minItems minLength minProperties minimum multipleOf ' +
  'not oneOf pattern propertyNames required type unevaluatedItems unevaluatedProperties uniqueItems';

const KEYWORDS: Meanings = {
  ...Object.fromEntries(SAME_NAMED.split(' ').map((rule) => [rule, rule])),
  'false schema': 'forbidden',
  if: 'invalid',
};

/** Ajv's `ValidationError`, thrown by asynchronous schemas and by applications that validate themselves. */
export const ajv: Family = {
  name: 'ajv',
  packages: ['ajv'],
  answers: { ValidationError: INVALID },
  rules: codesOf(KEYWORDS),
  marks: { message: ['validation failed'] },
  recognize(view): Recognition | undefined {
    if (view.read('ajv') !== true || view.read('validation') !== true) return undefined;
    return { ...INVALID, errors: ajvFieldErrors(view.read('errors')) };
  },
};

/** Ajv's error objects as field errors, at most 100. Anything malformed among them is skipped. */
export function ajvFieldErrors(errors: unknown, prefix = ''): readonly FieldError[] {
  return toFieldErrors(errors, ajvFault, prefix);
}

function ajvFault(error: unknown): Fault | undefined {
  const keyword = read(error, 'keyword');
  if (typeof keyword !== 'string') return undefined;
  const params = read(error, 'params');
  const path = read(error, 'instancePath');
  const missing = keyword === 'required' ? read(params, 'missingProperty') : undefined;
  return {
    path:
      (typeof path === 'string' ? path : '') +
      (typeof missing === 'string' ? `/${escapeSegment(missing)}` : ''),
    rule: ajvRule(keyword),
    // Those of formats are texts, and may be the client's own by `$data`.
    limit: read(params, keyword === 'multipleOf' ? 'multipleOf' : 'limit'),
    name: read(params, keyword),
  };
}

/** A keyword of the application has no words of its own, but its name tells programs something. */
export function ajvRule(keyword: string): string {
  return Object.hasOwn(KEYWORDS, keyword) ? meaningOf(KEYWORDS, keyword).rule : (word(keyword) ?? 'value');
}
