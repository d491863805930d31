import { once } from '../../once.ts';
import type { FieldError, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { toFieldErrors, type Fault } from './field-errors.ts';
import { read, readWord } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { pointerIn } from './pointer.ts';
import { codesOf, meaningOf, type Meanings } from './rules.ts';

/** Ajv's keywords, after which our rules are named. */
const SAME_NAMED =
  'additionalItems additionalProperties anyOf const contains dependencies dependentRequired discriminator enum ' +
  'exclusiveMaximum exclusiveMinimum format formatExclusiveMaximum formatExclusiveMinimum formatMaximum ' +
  'formatMinimum maxItems maxLength maxProperties maximum minItems minLength minProperties minimum multipleOf ' +
  'not oneOf pattern propertyNames required type unevaluatedItems unevaluatedProperties uniqueItems';

const KEYWORDS: () => Meanings = once(() => ({
  ...Object.fromEntries(SAME_NAMED.split(' ').map((rule) => [rule, rule])),
  'false schema': 'forbidden',
  if: 'invalid',
}));

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
export function ajvFieldErrors(errors: unknown, prefix = ''): readonly FieldError[] | undefined {
  return toFieldErrors(errors, ajvFault, prefix);
}

/**
 * With its option `$data`, Ajv takes limits and names from what the client sent, and tells so in verbose mode
 * only. So no text is told but names that everybody knows and what looks like a property of a schema. A number
 * is told: without verbose mode, nothing tells one of `$data` from the schema's own.
 */
function ajvFault(error: unknown): Fault | undefined {
  const keyword = readWord(error, 'keyword');
  if (keyword === undefined) return undefined;
  const params = read(error, 'params');
  const path = pointerIn(read(error, 'instancePath'));
  const told = isReferred(error, keyword) ? undefined : params;
  return {
    path: keyword === 'required' ? below(path, readWord(told, 'missingProperty')) : path,
    rule: ajvRule(keyword),
    limit: read(told, keyword === 'multipleOf' ? 'multipleOf' : 'limit'),
    name: read(told, keyword),
  };
}

/** Whether the schema, which is there in verbose mode, takes the keyword's value from the data. */
function isReferred(error: unknown, keyword: string): boolean {
  return read(read(read(error, 'parentSchema'), keyword), '$data') !== undefined;
}

function below(path: string, name = ''): string {
  return /^[\w$.@-]+$/.test(name) ? `${path}/${name}` : path;
}

/** A keyword of the application has no words of its own. */
export function ajvRule(keyword: string): string {
  return meaningOf(KEYWORDS(), keyword).rule;
}
