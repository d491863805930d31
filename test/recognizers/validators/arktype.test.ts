import { type } from 'arktype';
import { describe, expect, it } from 'vitest';
import { arktype } from '../../../src/recognizers/validators/arktype.ts';
import { answerTo } from '../answer.ts';
import { CANARY, field, fieldsOf, hostile, thrownBy } from './fields.ts';

interface Schema {
  assert(data: unknown): unknown;
}
/** Schema, data, what is said about the data. */
type Row = readonly [Schema, unknown, code: string, message: string, pointer?: string];

const rows: Readonly<Record<string, Row>> = {
  after: [
    type('Date>=d"2020-01-01"'),
    new Date(0),
    'formatMinimum',
    `must not be before ${new Date('2020-01-01').toISOString()}`,
  ],
  before: [
    type('Date<=d"2020-01-01"'),
    new Date(),
    'formatMaximum',
    `must not be after ${new Date('2020-01-01').toISOString()}`,
  ],
  divisor: [type('number%5'), 4711, 'multipleOf', 'must be a multiple of 5'],
  'divisor:1': [type('number.integer'), 4711.5, 'type', 'must be of type integer'],
  domain: [type('string'), 4711, 'type', 'must be of type string'],
  exactLength: [type('string==3'), CANARY, 'exactLength', 'must have exactly 3 characters'],
  'exactLength:array': [type('string[]==3'), [CANARY], 'exactItems', 'must have exactly 3 items'],
  max: [type('number<=5'), 4711, 'maximum', 'must be at most 5'],
  'max:exclusive': [type('number<5'), 4711, 'exclusiveMaximum', 'must be less than 5'],
  maxLength: [type('string<=3'), CANARY, 'maxLength', 'must have at most 3 characters'],
  'maxLength:array': [type('string[]<=1'), [CANARY, CANARY], 'maxItems', 'must have at most 1 items'],
  min: [type('number>=5'), -4711, 'minimum', 'must be at least 5'],
  'min:exclusive': [type('number>5'), -4711, 'exclusiveMinimum', 'must be greater than 5'],
  minLength: [type('string>=99'), CANARY, 'minLength', 'must have at least 99 characters'],
  'minLength:array': [type('string[]>=3'), [CANARY], 'minItems', 'must have at least 3 items'],
  pattern: [type(/^canary$/), CANARY, 'pattern', 'does not have the required pattern'],
  'pattern:format': [type('string.uuid'), CANARY, 'format', 'must be a valid uuid'],
  predicate: [type('string').narrow((_, context) => context.mustBe(CANARY)), 'a', 'invalid', 'is not valid'],
  'predicate:branch': [type('number|boolean[]'), CANARY, 'anyOf', 'matches none of the allowed forms'],
  'predicate:removed': [
    type({ '+': 'reject' }),
    { [CANARY]: CANARY },
    'additionalProperties',
    'has a property that is not allowed',
  ],
  proto: [type('string[]'), CANARY, 'type', 'must be of type array'],
  required: [type({ 'a/b~c': 'string' }), {}, 'required', 'is required', '/a~1b~0c'],
  union: [
    type({ b: 'string' }).or({ c: 'number' }),
    { canary: 1 },
    'anyOf',
    'matches none of the allowed forms',
  ],
  'union:boolean': [type('boolean'), CANARY, 'type', 'must be of type boolean'],
  'union:never': [type({ 'a?': 'never' }), { a: CANARY }, 'forbidden', 'is not allowed', '/a'],
  'union:unit': [type(`'a'|'${CANARY}'`), 'canary-4712', 'enum', 'is none of the allowed values'],
  unit: [type(`'${CANARY}'`), 'canary-4712', 'const', 'is not the allowed value'],
  'unit:null': [type('null'), CANARY, 'type', 'must be of type null'],
};

const errorOf = (schema: Schema, data: unknown): Promise<unknown> => thrownBy(() => schema.assert(data));

describe('R32 arktype: every rule of the table', () => {
  it('is in this test', () => {
    expect(Object.keys(rows).toSorted()).toEqual(Object.keys(arktype.rules!()).toSorted());
  });

  it.each(Object.entries(rows))('%s', async (key, [schema, data, code, message, pointer = '']) => {
    expect(arktype.rules!()[key]).toBe(code);
    expect(fieldsOf(await errorOf(schema, data), 'arktype')).toContainEqual(field(pointer, code, message));
  });
});

describe('arktype otherwise', () => {
  class Canary {}

  it.each<[string, Schema, unknown, readonly (readonly [string, string, string])[]]>([
    [
      'several rules for one value',
      type({ a: type('string>99').and(/^canary$/) }),
      { a: CANARY },
      [
        ['/a', 'pattern', 'does not have the required pattern'],
        ['/a', 'minLength', 'must have at least 100 characters'],
      ],
    ],
    [
      'the branches of a union',
      type({ a: type({ b: 'string' }).or({ c: 'number' }) }),
      { a: { b: 4711, c: CANARY } },
      [
        ['/a', 'anyOf', 'matches none of the allowed forms'],
        ['/a/b', 'type', 'must be of type string'],
        ['/a/c', 'type', 'must be of type number'],
      ],
    ],
    ['a class of the application', type.instanceOf(Canary), CANARY, [['', 'type', 'is of the wrong type']]],
    ['a class of JavaScript', type('Map'), CANARY, [['', 'type', 'must be of type map']]],
    ['items', type({ a: 'number[]' }), { a: [1, CANARY] }, [['/a/1', 'type', 'must be of type number']]],
  ])('%s', async (_, schema, data, expected) => {
    expect(fieldsOf(await errorOf(schema, data), 'arktype')).toEqual(expected.map((one) => field(...one)));
  });

  it('out.throw()', async () => {
    const out = type({ a: 'string' })({});
    const thrown = await thrownBy(() => (out as type.errors).throw());
    expect(fieldsOf(thrown, 'arktype')).toEqual([field('/a', 'required', 'is required')]);
  });

  it('its errors have no mark without `throw()`: unexpected', () => {
    const answer = answerTo(type({ a: 'string' })({ a: 4711, [CANARY]: CANARY }));
    expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('10,000 issues are 100 field errors', async () => {
    const data = Array.from({ length: 10_000 }, () => CANARY);
    expect(fieldsOf(await errorOf(type('number[]'), data), 'arktype')).toHaveLength(100);
  });

  it('switched off, it is unexpected', async () => {
    const answer = answerTo(await errorOf(type('string'), 4711), { families: { arktype: false } });
    expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('the name alone is not enough', () => {
    const thrown = Object.assign(new TypeError(CANARY), { name: 'TraversalError', errors: [] });
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each(Object.entries(hostile))('%s', (_, arkErrors) => {
    const named = Object.assign(new TypeError(CANARY), { name: 'TraversalError' });
    const thrown: unknown = Object.defineProperty(named, 'arkErrors', { value: arkErrors });
    const { text, status } = answerTo(thrown);
    expect([400, 500]).toContain(status);
    expect(text).not.toContain('canary');
  });
});
