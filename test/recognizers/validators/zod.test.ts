import { z } from 'zod';
import * as mini from 'zod/mini';
import { z as z3 } from 'zod/v3';
import { describe, expect, it } from 'vitest';
import { zod } from '../../../src/recognizers/validators/zod.ts';
import { answerTo } from '../answer.ts';
import { CANARY, field, fieldsOf, hostile, thrownBy, type Field } from './fields.ts';

interface Schema {
  parse(data: unknown): unknown;
}
/** Schema, data, what is said about the data. */
type Row = readonly [Schema, unknown, code: string, message: string, pointer?: string];

const DATE = new Date('2020-01-01');
const ISO = '2020-01-01T00:00:00.000Z';
const text = new Blob([CANARY]);
const file = new File([text], CANARY);
const numbers = (bound: 'min' | 'max', data: number): Readonly<Record<string, Row>> => {
  const small = bound === 'min';
  const code = small ? 'too_small' : 'too_big';
  const [rule, exclusive, than] = small
    ? ['minimum', 'exclusiveMinimum', 'greater']
    : ['maximum', 'exclusiveMaximum', 'less'];
  const words = `must be at ${small ? 'least' : 'most'} 5`;
  const issue = { code, [rule]: 5, inclusive: false, origin: 'int', path: [] };
  return {
    [`${code}:number`]: [z.number()[bound](5), data, rule, words],
    [`${code}:number:exclusive`]: [
      z.number()[small ? 'gt' : 'lt'](5),
      data,
      exclusive,
      `must be ${than} than 5`,
    ],
    [`${code}:bigint`]: [z.bigint()[bound](5n), BigInt(data), rule, words],
    [`${code}:bigint:exclusive`]: [
      z.bigint()[small ? 'gt' : 'lt'](5n),
      BigInt(data),
      exclusive,
      `must be ${than} than 5`,
    ],
    [`${code}:int`]: [
      z.int(),
      small ? -(2 ** 60) : 2 ** 60,
      rule,
      `must be at ${small ? 'least -' : 'most '}9007199254740991`,
    ],
    // No schema of Zod's has this; a check of the application may.
    [`${code}:int:exclusive`]: [raw(issue), data, exclusive, `must be ${than} than 5`],
  };
};

/** A schema of the application that adds an issue of Zod's. */
function raw(issue: object): Schema {
  return z.any().check((context) => void context.issues.push({ ...issue, input: context.value } as never));
}

const rows: Readonly<Record<string, Row>> = {
  custom: [z.string().refine(() => false, CANARY), CANARY, 'invalid', 'is not valid'],
  invalid_arguments: [
    {
      parse: (data) =>
        (
          z3
            .function()
            .args(z3.number())
            .implement(() => {}) as (data: unknown) => void
        )(data),
    },
    CANARY,
    'invalid',
    'is not valid',
  ],
  invalid_date: [z3.date(), new Date('canary'), 'type', 'must be of type date'],
  invalid_element: [
    z.map(z.object({ a: z.string() }), z.number()),
    new Map([[{ a: CANARY }, CANARY]]),
    'invalid',
    'is not valid',
  ],
  invalid_enum_value: [z3.enum([CANARY]), 'canary-4712', 'enum', 'is none of the allowed values'],
  invalid_format: [z.email(), CANARY, 'format', 'must be a valid email'],
  'invalid_format:ends_with': [
    z.string().endsWith(CANARY),
    'a',
    'pattern',
    'does not have the required pattern',
  ],
  'invalid_format:includes': [
    z.string().includes(CANARY),
    'a',
    'pattern',
    'does not have the required pattern',
  ],
  'invalid_format:lowercase': [
    z.string().lowercase(),
    'CANARY',
    'pattern',
    'does not have the required pattern',
  ],
  'invalid_format:regex': [
    z.string().regex(/^canary$/),
    CANARY,
    'pattern',
    'does not have the required pattern',
  ],
  'invalid_format:starts_with': [
    z.string().startsWith(CANARY),
    'a',
    'pattern',
    'does not have the required pattern',
  ],
  'invalid_format:template_literal': [
    z.templateLiteral([CANARY, z.number()]),
    'a',
    'pattern',
    'does not have the required pattern',
  ],
  'invalid_format:uppercase': [
    z.string().uppercase(),
    CANARY,
    'pattern',
    'does not have the required pattern',
  ],
  invalid_intersection_types: [
    z3.intersection(
      z3.string(),
      z3.string().transform((value) => value.length),
    ),
    CANARY,
    'invalid',
    'is not valid',
  ],
  invalid_key: [
    z.record(z.string().max(3), z.any()),
    { [CANARY]: CANARY },
    'propertyNames',
    'has a property name that is not allowed',
  ],
  invalid_literal: [z3.literal(CANARY), 'canary-4712', 'const', 'is not the allowed value'],
  invalid_string: [z3.string().uuid(), CANARY, 'format', 'must be a valid uuid'],
  'invalid_string:object': [
    z3.string().startsWith(CANARY),
    'a',
    'pattern',
    'does not have the required pattern',
  ],
  'invalid_string:regex': [
    z3.string().regex(/^canary$/),
    CANARY,
    'pattern',
    'does not have the required pattern',
  ],
  invalid_type: [z.string(), 4711, 'type', 'must be of type string'],
  'invalid_type:never': [z.never(), CANARY, 'forbidden', 'is not allowed'],
  'invalid_type:missing': [z.object({ 'a/b~c': z.string() }), {}, 'required', 'is required', '/a~1b~0c'],
  invalid_union: [z.union([z.string(), z.number()]), true, 'anyOf', 'matches none of the allowed forms'],
  'invalid_union:discriminator': [
    z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') })]),
    { kind: CANARY },
    'discriminator',
    'has an unknown kind',
  ],
  'invalid_union:exclusive': [
    z.xor([z.string(), z.string()]),
    CANARY,
    'oneOf',
    'matches none, or more than one, of the allowed forms',
  ],
  invalid_union_discriminator: [
    z3.discriminatedUnion('kind', [z3.object({ kind: z3.literal('a') })]),
    { kind: CANARY },
    'discriminator',
    'has an unknown kind',
  ],
  invalid_value: [z.enum(['a', CANARY]), 'canary-4712', 'enum', 'is none of the allowed values'],
  'invalid_value:1': [z.literal(CANARY), 'canary-4712', 'const', 'is not the allowed value'],
  not_finite: [z3.number().finite(), Infinity, 'type', 'must be of type number'],
  not_multiple_of: [z.number().multipleOf(5), 4711, 'multipleOf', 'must be a multiple of 5'],
  ...numbers('min', -4711),
  ...numbers('max', 4711),
  'too_small:date': [z.date().min(DATE), new Date(0), 'formatMinimum', `must not be before ${ISO}`],
  'too_small:date:exclusive': [
    z.date().check(z.gt(DATE)),
    new Date(0),
    'formatExclusiveMinimum',
    `must be after ${ISO}`,
  ],
  'too_big:date': [z.date().max(DATE), new Date(), 'formatMaximum', `must not be after ${ISO}`],
  'too_big:date:exclusive': [
    z.date().check(z.lt(DATE)),
    new Date(),
    'formatExclusiveMaximum',
    `must be before ${ISO}`,
  ],
  'too_small:string': [z.string().min(99), CANARY, 'minLength', 'must have at least 99 characters'],
  'too_small:string:exact': [z.string().length(99), CANARY, 'exactLength', 'must have exactly 99 characters'],
  'too_big:string': [z.string().max(2), CANARY, 'maxLength', 'must have at most 2 characters'],
  'too_big:string:exact': [z.string().length(2), CANARY, 'exactLength', 'must have exactly 2 characters'],
  'too_small:array': [z.array(z.any()).min(2), [CANARY], 'minItems', 'must have at least 2 items'],
  'too_small:array:exact': [z.array(z.any()).length(2), [CANARY], 'exactItems', 'must have exactly 2 items'],
  'too_big:array': [z.array(z.any()).max(0), [CANARY], 'maxItems', 'must have at most 0 items'],
  'too_big:array:exact': [z3.array(z3.any()).length(0), [CANARY], 'exactItems', 'must have exactly 0 items'],
  'too_small:set': [z.set(z.any()).min(2), new Set([CANARY]), 'minItems', 'must have at least 2 items'],
  'too_small:set:exact': [
    z.set(z.any()).size(2),
    new Set([CANARY]),
    'exactItems',
    'must have exactly 2 items',
  ],
  'too_big:set': [z.set(z.any()).max(0), new Set([CANARY]), 'maxItems', 'must have at most 0 items'],
  'too_big:set:exact': [z.set(z.any()).size(0), new Set([CANARY]), 'exactItems', 'must have exactly 0 items'],
  'too_small:map': [z.map(z.any(), z.any()).min(2), new Map(), 'minItems', 'must have at least 2 items'],
  'too_small:map:exact': [
    z.map(z.any(), z.any()).size(2),
    new Map(),
    'exactItems',
    'must have exactly 2 items',
  ],
  'too_big:map': [
    z.map(z.any(), z.any()).max(0),
    new Map([[CANARY, 1]]),
    'maxItems',
    'must have at most 0 items',
  ],
  'too_big:map:exact': [
    z.map(z.any(), z.any()).size(0),
    new Map([[CANARY, 1]]),
    'exactItems',
    'must have exactly 0 items',
  ],
  'too_small:file': [z.file().min(99), file, 'minSize', 'must have at least 99 bytes'],
  'too_small:file:exact': [z.file().check(z.size(99)), file, 'exactSize', 'must have exactly 99 bytes'],
  'too_big:file': [z.file().max(2), file, 'maxSize', 'must have at most 2 bytes'],
  'too_big:file:exact': [z.file().check(z.size(2)), file, 'exactSize', 'must have exactly 2 bytes'],
  unrecognized_keys: [
    z.strictObject({}),
    { [CANARY]: CANARY, 'canary-4712': 1 },
    'additionalProperties',
    'has a property that is not allowed',
  ],
};

const errorOf = (schema: Schema, data: unknown): Promise<unknown> => thrownBy(() => schema.parse(data));

describe('R32 zod: every rule of the table', () => {
  it('is in this test', () => {
    expect(Object.keys(rows).toSorted()).toEqual(Object.keys(zod.rules!()).toSorted());
  });

  it.each(Object.entries(rows))('%s', async (key, [schema, data, code, message, pointer = '']) => {
    expect(zod.rules!()[key]).toBe(code);
    expect(fieldsOf(await errorOf(schema, data), 'zod')).toContainEqual(field(pointer, code, message));
  });
});

const union = [
  field('/a', 'anyOf', 'matches none of the allowed forms'),
  field('/a', 'type', 'must be of type string'),
  field('/a/b', 'type', 'must be of type string'),
];
const missing = [field('/a', 'required', 'is required')];

/** What the two versions tell alike. */
describe.each([
  ['zod 4', z],
  ['zod 3', z3 as unknown as typeof z],
])('%s', (_, zed) => {
  it.each<[string, Schema, unknown, readonly Field[]]>([
    [
      'a union',
      zed.object({ a: zed.union([zed.string(), zed.object({ b: zed.string() })]) }),
      { a: { b: 4711 } },
      union,
    ],
    ['a union without a value', zed.object({ a: zed.union([zed.string(), zed.number()]) }), {}, missing],
    ['a value that is missing', zed.object({ a: zed.string() }), { a: undefined }, missing],
    ['null', zed.object({ a: zed.string() }), { a: null }, [field('/a', 'type', 'must be of type string')]],
    ['no integer', zed.number().int(), 4711.5, [field('', 'type', 'must be of type integer')]],
    [
      'a union in a union',
      zed.object({
        a: zed.union([zed.string(), zed.object({ c: zed.union([zed.string(), zed.number()]) })]),
      }),
      { a: { c: true } },
      [
        ...union.slice(0, 2),
        field('/a/c', 'anyOf', 'matches none of the allowed forms'),
        field('/a/c', 'type', 'must be of type string'),
        field('/a/c', 'type', 'must be of type number'),
      ],
    ],
    [
      'a date-time',
      zed.object({ l: zed.array(zed.string().datetime()) }),
      { l: [CANARY] },
      [field('/l/0', 'format', 'must be a valid date-time')],
    ],
  ])('%s', async (_name, schema, data, expected) => {
    expect(fieldsOf(await errorOf(schema, data), 'zod')).toEqual(expected);
  });
});

describe('zod otherwise', () => {
  it('the error of a result, thrown', () => {
    const result = z.object({ a: z.string() }).safeParse({});
    expect(fieldsOf(result.error, 'zod')).toEqual(missing);
  });

  it('zod/mini', async () => {
    const thrown = await thrownBy(() => mini.parse(mini.object({ a: mini.number() }), { a: CANARY }));
    expect(thrown).toMatchObject({ name: '$ZodError' });
    // Without a locale, it has no words that tell whether the value was there.
    expect(fieldsOf(thrown, 'zod')).toEqual([field('/a', 'type', 'must be of type number')]);
  });

  it('one of Zod 4 that the application makes is no Error', () => {
    const issue = { code: 'custom' as const, path: ['a'], message: CANARY, input: CANARY };
    for (const thrown of [new z.ZodError([issue]), new mini.core.$ZodError([issue])]) {
      expect(thrown).not.toBeInstanceOf(Error);
      expect(fieldsOf(thrown, 'zod')).toEqual([field('/a', 'invalid', 'is not valid')]);
    }
  });

  it('a function of the application that breaks its promise is no mistake of the client: unexpected', async () => {
    const promised = z3
      .function()
      .returns(z3.number())
      .implement(() => CANARY as never);
    const thrown = await thrownBy(() => promised());
    expect(thrown).toMatchObject({ name: 'ZodError', issues: [{ code: 'invalid_return_type' }] });
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('a nonoptional that is missing', async () => {
    const schema = z.object({ a: z.nonoptional(z.string().optional()) });
    expect(fieldsOf(await errorOf(schema, {}), 'zod')).toEqual(missing);
  });

  it('an element of a set under its key', async () => {
    const schema = z.object({ s: z.map(z.object({}), z.object({ n: z.number() })) });
    const fields = fieldsOf(await errorOf(schema, { s: new Map([[{}, { n: CANARY }]]) }), 'zod');
    expect(fields).toContainEqual(field('/s/n', 'type', 'must be of type number'));
  });

  it('words of the application are not shown', async () => {
    const schema = z.string(CANARY).min(3, CANARY);
    expect(fieldsOf(await errorOf(schema, 'x'), 'zod')).toEqual([
      field('', 'minLength', 'must have at least 3 characters'),
    ]);
  });

  it('10,000 issues are 100 field errors', async () => {
    const data = Array.from({ length: 10_000 }, () => CANARY);
    expect(fieldsOf(await errorOf(z.array(z.number()), data), 'zod')).toHaveLength(100);
  });

  it('switched off, it is unexpected', async () => {
    const thrown = await errorOf(z.string(), 4711);
    expect(answerTo(thrown, { families: { zod: false } })).toMatchObject({
      status: 500,
      family: 'unexpected',
    });
    expect(answerTo(thrown, { statuses: { VALIDATION_FAILED: 422 } })).toMatchObject({ status: 422 });
  });

  it.each([
    ['no issues', { name: 'ZodError' }],
    ['issues that are no array', { name: 'ZodError', issues: CANARY }],
    ['another name', { name: 'ZodErrorish', issues: [{ code: 'custom', path: [], message: CANARY }] }],
  ])('%s: unexpected', (_, more) => {
    const thrown = Object.assign(new z3.ZodError([]), { issues: undefined }, more);
    expect(answerTo(thrown)).toMatchObject({
      status: 500,
      family: 'unexpected',
    });
  });

  it('a copy that structuredClone made has no name: unexpected', async () => {
    const copy = structuredClone((await errorOf(z3.string(), 4711)) as Error);
    expect(answerTo(copy)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each(Object.entries(hostile))('%s', (_, issues) => {
    const { text: sent, status } = answerTo(Object.freeze(Object.assign(new z3.ZodError([]), { issues })));
    expect([400, 500]).toContain(status);
    expect(sent).not.toContain('canary');
  });

  it('issues that contain themselves', () => {
    const issue: Record<string, unknown> = { code: 'invalid_union', path: ['a'] };
    issue['errors'] = [[issue], { issues: [issue] }];
    const fields = fieldsOf(new z3.ZodError([issue as never]), 'zod');
    // As deep as a pointer may be.
    expect(fields).toHaveLength(32);
    expect(fields!.at(-1)!.pointer).toBe('/a'.repeat(32));
  });
});
