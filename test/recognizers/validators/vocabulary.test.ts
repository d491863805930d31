import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { type } from 'arktype';
import * as fc from 'fast-check';
import Joi from 'joi';
import * as v from 'valibot';
import * as yup from 'yup';
import { z } from 'zod';
import { z as z3 } from 'zod/v3';
import { describe, expect, it } from 'vitest';
import { validators } from '../../../src/recognizers/validators/index.ts';
import { RULES } from '../../../src/recognizers/validators/rules.ts';
import { wordsFor } from '../../../src/recognizers/validators/words.ts';
import { answerTo } from '../answer.ts';
import { CANARY, field, type Field } from './fields.ts';

describe('R32 the vocabulary', () => {
  it.each(Object.entries(RULES))('%s has short plain words', (_, wording) => {
    for (const text of [wording].flat()) {
      expect(text).toMatch(/^(?:is|has|lacks|matches|must|does) [a-z ,{}]+$/);
      expect(text.match(/\{\w+\}/g)?.length ?? 0).toBeLessThanOrEqual(1);
    }
    const [told, untold] = [wording].flat();
    expect(untold ?? told).not.toContain('{');
    if (untold !== undefined) expect(told).toMatch(/\{(?:limit|name)\}/);
  });

  it('every family’s rules are in it', () => {
    const used = new Set(validators.flatMap(({ rules }) => Object.values(rules?.() ?? {})));
    for (const rule of used) expect(RULES).toHaveProperty(rule);
    expect(Object.keys(RULES).filter((rule) => !used.has(rule))).toEqual([]);
  });

  it.each([
    ['maximum', 5, 'must be at most 5'],
    ['maximum', -0.5, 'must be at most -0.5'],
    ['maximum', 5n, 'must be at most 5'],
    ['maximum', 10n ** 40n, 'must be at most the limit'],
    ['maximum', -(10n ** 40n), 'must be at most the limit'],
    ['maximum', Infinity, 'must be at most the limit'],
    ['maximum', CANARY, 'must be at most the limit'],
    ['maximum', {}, 'must be at most the limit'],
    ['formatMinimum', new Date(0), 'must not be before 1970-01-01T00:00:00.000Z'],
    ['formatMinimum', new Date(NaN), 'is too early'],
    ['formatMinimum', '1970-01-01', 'is too early'],
    ['canary', 5, 'is not valid'],
    ['constructor', 5, 'is not valid'],
  ])('%s with the limit %s', (rule, limit, expected) => {
    expect(wordsFor(rule, limit, undefined)).toBe(expected);
  });

  it.each([
    ['date-time', 'must be a valid date-time'],
    [['ip', 'uri'], 'must be a valid ip or uri'],
    ['$&', 'must be a valid value'],
    ['a'.repeat(65), 'must be a valid value'],
    [['ip', 4], 'must be a valid value'],
    [undefined, 'must be a valid value'],
  ])('a format of the name %j', (name, expected) => {
    expect(wordsFor('format', undefined, name)).toBe(expected);
  });
});

const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);
const text = { type: 'string' };
const validate = ajv.compile({
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: { ...text, minLength: 3, maxLength: 9 },
    kind: { enum: ['small', 'large'] },
    size: { type: 'integer', minimum: 1, maximum: 99 },
    price: { type: 'number', exclusiveMinimum: 0, multipleOf: 5 },
    done: { type: 'boolean' },
    tags: { type: 'array', minItems: 2, maxItems: 3, items: text },
    id: { ...text, format: 'uuid' },
    fixed: { const: 'fixed' },
  },
});

const zodWith = (zed: typeof z): ((data: unknown) => unknown) => {
  const schema = zed
    .object({
      name: zed.string().min(3).max(9),
      kind: zed.enum(['small', 'large']).optional(),
      size: zed.number().int().min(1).max(99).optional(),
      price: zed.number().gt(0).multipleOf(5).optional(),
      done: zed.boolean().optional(),
      tags: zed.array(zed.string()).min(2).max(3).optional(),
      id: zed.string().uuid().optional(),
      fixed: zed.literal('fixed').optional(),
    })
    .strict();
  return (data) => schema.safeParse(data).error;
};

const valibotSchema = v.strictObject({
  name: v.pipe(v.string(), v.minLength(3), v.maxLength(9)),
  kind: v.optional(v.picklist(['small', 'large'])),
  size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99))),
  price: v.optional(v.pipe(v.number(), v.gtValue(0), v.multipleOf(5))),
  done: v.optional(v.boolean()),
  tags: v.optional(v.pipe(v.array(v.string()), v.minLength(2), v.maxLength(3))),
  id: v.optional(v.pipe(v.string(), v.uuid())),
  fixed: v.optional(v.literal('fixed')),
});

const arktypeSchema = type({
  '+': 'reject',
  name: '3<=string<=9',
  'kind?': "'small'|'large'",
  'size?': '1<=number.integer<=99',
  'price?': '(number>0)%5',
  'done?': 'boolean',
  'tags?': '2<=string[]<=3',
  'id?': 'string.uuid',
  'fixed?': "'fixed'",
});

const joiSchema = Joi.object({
  name: Joi.string().required().min(3).max(9),
  kind: Joi.valid('small', 'large'),
  size: Joi.number().integer().min(1).max(99),
  price: Joi.number().greater(0).multiple(5),
  done: Joi.boolean(),
  tags: Joi.array().items(Joi.string()).min(2).max(3),
  id: Joi.string().guid(),
  fixed: Joi.valid('fixed'),
});

const yupSchema = yup
  .object({
    name: yup.string().required().min(3).max(9),
    kind: yup.string().oneOf(['small', 'large']),
    size: yup.number().integer().min(1).max(99),
    price: yup.number().moreThan(0),
    done: yup.boolean(),
    tags: yup.array(yup.string()).min(2).max(3),
    id: yup.string().uuid(),
    fixed: yup.string().oneOf(['fixed']),
  })
  .noUnknown()
  .strict();

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** What an application throws for this data; `undefined` when there is nothing wrong with it. */
const libraries: Readonly<Record<string, (data: unknown) => unknown>> = {
  ajv: (data) => (validate(data) ? undefined : new Ajv.ValidationError(validate.errors!)),
  zod: zodWith(z),
  'zod 3': zodWith(z3 as unknown as typeof z),
  valibot: (data) => thrownBy(() => v.parse(valibotSchema, data)),
  arktype: (data) => thrownBy(() => arktypeSchema.assert(data)),
  joi: (data) => joiSchema.validate(data, { abortEarly: false, convert: false }).error,
  yup: (data) => thrownBy(() => yupSchema.validateSync(data, { abortEarly: false })),
};

const name = 'fine';
/** Mistake, data, what is said about it, and who cannot tell. */
const mistakes: readonly (readonly [string, unknown, Field, except?: readonly string[]])[] = [
  ['missing', {}, field('/name', 'required', 'is required')],
  ['too short', { name: 'c' }, field('/name', 'minLength', 'must have at least 3 characters')],
  ['too long', { name: CANARY }, field('/name', 'maxLength', 'must have at most 9 characters')],
  ['of the wrong type', { name: 4711 }, field('/name', 'type', 'must be of type string')],
  ['not in the enum', { name, kind: CANARY }, field('/kind', 'enum', 'is none of the allowed values')],
  ['too big', { name, size: 4711 }, field('/size', 'maximum', 'must be at most 99')],
  ['too small', { name, size: -4711 }, field('/size', 'minimum', 'must be at least 1')],
  ['no integer', { name, size: 4.711 }, field('/size', 'type', 'must be of type integer')],
  ['not more than', { name, price: 0 }, field('/price', 'exclusiveMinimum', 'must be greater than 0')],
  ['no multiple', { name, price: 4711 }, field('/price', 'multipleOf', 'must be a multiple of 5'), ['yup']],
  ['no boolean', { name, done: CANARY }, field('/done', 'type', 'must be of type boolean')],
  ['no array', { name, tags: true }, field('/tags', 'type', 'must be of type array')],
  ['too few items', { name, tags: [CANARY] }, field('/tags', 'minItems', 'must have at least 2 items')],
  [
    'too many items',
    { name, tags: ['a', 'b', 'c', 'd'] },
    field('/tags', 'maxItems', 'must have at most 3 items'),
  ],
  ['an item', { name, tags: ['a', 4711] }, field('/tags/1', 'type', 'must be of type string')],
  ['a format', { name, id: CANARY }, field('/id', 'format', 'must be a valid uuid')],
  ['a constant', { name, fixed: CANARY }, field('/fixed', 'const', 'is not the allowed value')],
  [
    'an unknown key',
    { name, [CANARY]: CANARY },
    field('', 'additionalProperties', 'has a property that is not allowed'),
  ],
  ['no object', CANARY, field('', 'type', 'must be of type object')],
];

describe('R32 the same mistake reads the same, whichever library finds it', () => {
  describe.each(Object.entries(libraries))('%s', (library, errorOf) => {
    const told = mistakes.filter(([, , , except = []]) => !except.includes(library));
    it.each(told)('%s', (_, data, expected) => {
      expect(answerTo(errorOf(data)).body.errors).toEqual([expected]);
    });
  });
});

/** Every sentence that these schemas can lead to: whatever is sent, no answer has another. */
const { MAX_SAFE_INTEGER } = Number;
const LIMITS = [0, 1, 2, 3, 5, 9, 99, MAX_SAFE_INTEGER, -MAX_SAFE_INTEGER];
const NAMES = ['array', 'boolean', 'integer', 'number', 'object', 'safe number', 'string', 'uuid'];
const SENTENCES: ReadonlySet<string> = new Set(
  Object.values(RULES)
    .flat()
    .flatMap((sentence) => LIMITS.map((limit) => sentence.replace('{limit}', String(limit))))
    .flatMap((sentence) => NAMES.map((one) => sentence.replace('{name}', one))),
);
const POINTERS = /^(?:\/(?:name|kind|size|price|done|tags|id|fixed)(?:\/\d+)?)?$/;

/** Objects that are near the schema, so that every property has something wrong with it. */
const value = fc.oneof(fc.jsonValue(), fc.string({ minLength: 4 }));
const nearly = fc.record(
  Object.fromEntries(
    ['name', 'kind', 'size', 'price', 'done', 'tags', 'id', 'fixed', 'canary'].map((key) => [key, value]),
  ),
  { requiredKeys: [] },
);

describe.each(Object.entries(libraries))('R32 whatever is sent to a schema of %s', (_, errorOf) => {
  it('the answer has none of its texts', () => {
    fc.assert(
      fc.property(fc.oneof(nearly, fc.jsonValue()), (data) => {
        const thrown = errorOf(data);
        if (thrown === undefined) return;
        const { status, detail, body } = answerTo(thrown);
        expect([status, detail]).toEqual([400, 'The request is not valid.']);
        for (const { pointer, message, code } of body.errors!) {
          expect(SENTENCES).toContain(message);
          expect(RULES).toHaveProperty([code!]);
          expect(pointer).toMatch(POINTERS);
        }
      }),
      { numRuns: 300 },
    );
  });
});
