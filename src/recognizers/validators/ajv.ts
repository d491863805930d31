import type { Family, FieldError, Recognition } from '../../model.ts';
import { INVALID } from './invalid.ts';

/** Ajv's `ValidationError`, thrown by asynchronous schemas and by applications that validate themselves. */
export const ajv: Family = {
  name: 'ajv',
  packages: ['ajv'],
  answers: { ValidationError: INVALID },
  marks: { message: ['validation failed'] },
  recognize(view): Recognition | undefined {
    if (view.read('ajv') !== true || view.read('validation') !== true) return undefined;
    return { ...INVALID, errors: ajvFieldErrors(view.read('errors')) };
  },
};

const MAX_ERRORS = 100;
const MAX_POINTER = 256;

type Params = Readonly<Record<string, unknown>>;

/**
 * Keyword -> our own words. Limits, type names and format names come from the schema; received values,
 * property names that the client made up, and regular expressions are never repeated.
 */
export const AJV_MESSAGES: Readonly<Record<string, (params: Params) => string>> = {
  additionalItems: () => 'has too many items',
  additionalProperties: () => 'has a property that is not allowed',
  anyOf: () => 'matches none of the allowed forms',
  const: () => 'is not the allowed value',
  contains: () => 'lacks a required item',
  dependencies: () => 'lacks a property that another one requires',
  dependentRequired: () => 'lacks a property that another one requires',
  discriminator: () => 'has an unknown kind',
  enum: () => 'is none of the allowed values',
  exclusiveMaximum: ({ limit }) => `must be less than ${number(limit)}`,
  exclusiveMinimum: ({ limit }) => `must be greater than ${number(limit)}`,
  format: ({ format }) => `must be a valid ${word(format)}`,
  maxItems: ({ limit }) => `must have at most ${number(limit)} items`,
  maxLength: ({ limit }) => `must have at most ${number(limit)} characters`,
  maxProperties: ({ limit }) => `must have at most ${number(limit)} properties`,
  maximum: ({ limit }) => `must be at most ${number(limit)}`,
  minItems: ({ limit }) => `must have at least ${number(limit)} items`,
  minLength: ({ limit }) => `must have at least ${number(limit)} characters`,
  minProperties: ({ limit }) => `must have at least ${number(limit)} properties`,
  minimum: ({ limit }) => `must be at least ${number(limit)}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${number(multipleOf)}`,
  not: () => 'has a form that is not allowed',
  oneOf: () => 'matches none, or more than one, of the allowed forms',
  pattern: () => 'does not have the required pattern',
  propertyNames: () => 'has a property name that is not allowed',
  required: () => 'is required',
  type: ({ type }) => `must be of type ${word(type)}`,
  unevaluatedItems: () => 'has too many items',
  unevaluatedProperties: () => 'has a property that is not allowed',
  uniqueItems: () => 'must not have duplicate items',
};

/** Ajv's error objects as field errors, at most 100. Anything malformed among them is skipped. */
export function ajvFieldErrors(errors: unknown, prefix = ''): readonly FieldError[] {
  if (!Array.isArray(errors)) return [];
  const found: FieldError[] = [];
  for (let index = 0; index < errors.length && index < MAX_ERRORS; index++) {
    const field = toFieldError(errors[index], prefix);
    if (field !== undefined) found.push(field);
  }
  return found;
}

function toFieldError(error: unknown, prefix: string): FieldError | undefined {
  try {
    const { keyword, instancePath, params } = error as {
      keyword?: unknown;
      instancePath?: unknown;
      params?: unknown;
    };
    if (typeof keyword !== 'string') return undefined;
    const known: Params = typeof params === 'object' && params !== null ? (params as Params) : {};
    const path = typeof instancePath === 'string' ? instancePath : '';
    const missing = keyword === 'required' ? known['missingProperty'] : undefined;
    const pointer = prefix + path + (typeof missing === 'string' ? `/${escapePointer(missing)}` : '');
    const words = Object.hasOwn(AJV_MESSAGES, keyword) ? AJV_MESSAGES[keyword] : undefined;
    return {
      pointer: pointer.slice(0, MAX_POINTER),
      message: words?.(known) ?? 'is not valid',
      code: word(keyword),
    };
  } catch {
    return undefined;
  }
}

/** RFC 6901, section 3. */
function escapePointer(segment: string): string {
  return segment.replace(/~/g, '~0').replace(/\//g, '~1');
}

function number(limit: unknown): string {
  return typeof limit === 'number' ? String(limit) : 'the limit';
}

/** Names of types, formats and keywords are words of the schema; anything else is not repeated. */
function word(name: unknown): string {
  const text = Array.isArray(name) ? name.join(' or ') : name;
  return typeof text === 'string' && /^[A-Za-z][A-Za-z0-9 -]{0,63}$/.test(text) ? text : 'value';
}
