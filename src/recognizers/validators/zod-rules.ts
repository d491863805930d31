import { once } from '../../once.ts';
import { type, type Meanings } from './rules.ts';

/**
 * Zod's codes, of 4 and of 3, with what else tells rules apart: the origin of a limit, whether it is exact or
 * exclusive, the name of a format, the number of allowed values.
 */
export const ZOD_RULES: () => Meanings = once(() => ({
  custom: 'invalid',
  invalid_arguments: 'invalid',
  invalid_date: type('date'),
  invalid_element: 'invalid',
  invalid_enum_value: 'enum',
  invalid_format: 'format',
  'invalid_format:ends_with': 'pattern',
  'invalid_format:includes': 'pattern',
  'invalid_format:lowercase': 'pattern',
  'invalid_format:regex': 'pattern',
  'invalid_format:starts_with': 'pattern',
  'invalid_format:template_literal': 'pattern',
  'invalid_format:uppercase': 'pattern',
  invalid_intersection_types: 'invalid',
  invalid_key: 'propertyNames',
  invalid_literal: 'const',
  invalid_string: 'format',
  'invalid_string:object': 'pattern',
  'invalid_string:regex': 'pattern',
  invalid_type: 'type',
  'invalid_type:never': 'forbidden',
  'invalid_type:missing': 'required',
  invalid_union: 'anyOf',
  'invalid_union:discriminator': 'discriminator',
  'invalid_union:exclusive': 'oneOf',
  invalid_union_discriminator: 'discriminator',
  invalid_value: 'enum',
  'invalid_value:1': 'const',
  not_finite: type('number'),
  not_multiple_of: 'multipleOf',
  ...limitsOf('too_small', { of: 'minimum', exclusive: 'exclusiveMinimum' }, 'number', 'int', 'bigint'),
  ...limitsOf('too_small', { of: 'formatMinimum', exclusive: 'formatExclusiveMinimum' }, 'date'),
  ...limitsOf('too_small', { of: 'minLength', exact: 'exactLength' }, 'string'),
  ...limitsOf('too_small', { of: 'minItems', exact: 'exactItems' }, 'array', 'set', 'map'),
  ...limitsOf('too_small', { of: 'minSize', exact: 'exactSize' }, 'file'),
  ...limitsOf('too_big', { of: 'maximum', exclusive: 'exclusiveMaximum' }, 'number', 'int', 'bigint'),
  ...limitsOf('too_big', { of: 'formatMaximum', exclusive: 'formatExclusiveMaximum' }, 'date'),
  ...limitsOf('too_big', { of: 'maxLength', exact: 'exactLength' }, 'string'),
  ...limitsOf('too_big', { of: 'maxItems', exact: 'exactItems' }, 'array', 'set', 'map'),
  ...limitsOf('too_big', { of: 'maxSize', exact: 'exactSize' }, 'file'),
  unrecognized_keys: 'additionalProperties',
}));

function limitsOf(code: string, rules: Limits, ...origins: readonly string[]): Meanings {
  const rows = origins.flatMap((origin) =>
    Object.entries(rules).map(([bound, rule]) => [
      `${code}:${origin}${bound === 'of' ? '' : `:${bound}`}`,
      rule,
    ]),
  );
  return Object.fromEntries(rows) as Meanings;
}

interface Limits {
  readonly of: string;
  readonly exact?: string;
  readonly exclusive?: string;
}
