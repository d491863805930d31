/**
 * Rule -> our words: the vocabulary of all validators, named as JSON Schema names it where it does. Where a text
 * mentions a limit or a name, a second one stands for validators that do not tell it. A translation is another
 * such table.
 */
export const RULES: Readonly<Record<string, Wording>> = {
  additionalItems: 'has too many items',
  additionalProperties: 'has a property that is not allowed',
  anyOf: 'matches none of the allowed forms',
  const: 'is not the allowed value',
  contains: 'lacks a required item',
  dependencies: 'lacks a property that another one requires',
  dependentRequired: 'lacks a property that another one requires',
  discriminator: 'has an unknown kind',
  enum: 'is none of the allowed values',
  exactItems: ['must have exactly {limit} items', 'has the wrong number of items'],
  exactLength: ['must have exactly {limit} characters', 'has the wrong length'],
  exactProperties: ['must have exactly {limit} properties', 'has the wrong number of properties'],
  exactSize: ['must have exactly {limit} bytes', 'has the wrong size'],
  exclusiveMaximum: ['must be less than {limit}', 'must be less than the limit'],
  exclusiveMinimum: ['must be greater than {limit}', 'must be greater than the limit'],
  forbidden: 'is not allowed',
  format: ['must be a valid {name}', 'must be a valid value'],
  formatExclusiveMaximum: ['must be before {limit}', 'is too late'],
  formatExclusiveMinimum: ['must be after {limit}', 'is too early'],
  formatMaximum: ['must not be after {limit}', 'is too late'],
  formatMinimum: ['must not be before {limit}', 'is too early'],
  invalid: 'is not valid',
  maxDecimals: ['must have at most {limit} decimal places', 'has too many decimal places'],
  maxItems: ['must have at most {limit} items', 'has too many items'],
  maxLength: ['must have at most {limit} characters', 'is too long'],
  maxProperties: ['must have at most {limit} properties', 'has too many properties'],
  maxSize: ['must have at most {limit} bytes', 'is too large'],
  maxWords: ['must have at most {limit} words', 'has too many words'],
  maximum: ['must be at most {limit}', 'must be at most the limit'],
  minItems: ['must have at least {limit} items', 'has too few items'],
  minLength: ['must have at least {limit} characters', 'is too short'],
  minProperties: ['must have at least {limit} properties', 'has too few properties'],
  minSize: ['must have at least {limit} bytes', 'is too small'],
  minWords: ['must have at least {limit} words', 'has too few words'],
  minimum: ['must be at least {limit}', 'must be at least the limit'],
  multipleOf: ['must be a multiple of {limit}', 'is not a multiple of the required number'],
  not: 'has a form that is not allowed',
  oneOf: 'matches none, or more than one, of the allowed forms',
  pattern: 'does not have the required pattern',
  propertyNames: 'has a property name that is not allowed',
  required: 'is required',
  type: ['must be of type {name}', 'is of the wrong type'],
  unevaluatedItems: 'has too many items',
  unevaluatedProperties: 'has a property that is not allowed',
  uniqueItems: 'must not have duplicate items',
};

export type Wording = string | readonly [told: string, untold: string];

/** What one of a library's own codes means. */
export interface Meaning {
  readonly rule: string;
  /** Of a type or a format. */
  readonly name?: string | undefined;
  readonly limit?: number | undefined;
}

/** A library's own code -> our rule, with what belongs to the code itself. */
export type Meanings = Readonly<Record<string, string | Meaning>>;

export function type(name: string): Meaning {
  return { rule: 'type', name };
}

export function format(name: string): Meaning {
  return { rule: 'format', name };
}

export function limit(rule: string, value: number): Meaning {
  return { rule, limit: value };
}

const MAX_KEY = 128;

/** The first of the keys that the table has; a rule of the application has no words of its own. */
export function meaningOf(meanings: Meanings, ...keys: readonly string[]): Meaning {
  const key = keys.find((one) => one.length <= MAX_KEY && Object.hasOwn(meanings, one));
  const meaning = key === undefined ? 'invalid' : meanings[key]!;
  return typeof meaning === 'string' ? { rule: meaning } : meaning;
}

/** The table without its details, for the documentation. */
export function codesOf(meanings: () => Meanings): () => Readonly<Record<string, string>> {
  return () =>
    Object.fromEntries(
      Object.entries(meanings()).map(([key, meaning]) => [
        key,
        typeof meaning === 'string' ? meaning : meaning.rule,
      ]),
    );
}
