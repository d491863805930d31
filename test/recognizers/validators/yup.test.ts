import mongoose from 'mongoose';
import * as yup from 'yup';
import { describe, expect, it } from 'vitest';
import { yup as family } from '../../../src/recognizers/validators/yup.ts';
import { answerTo } from '../answer.ts';
import { CANARY, field, fieldsOf, hostile, thrownBy, type Field } from './fields.ts';

/** Schema, data, what is said about the data. */
type Row = readonly [yup.Schema, unknown, code: string, message: string, pointer?: string];

const PATTERN = 'does not have the required pattern';
const DATE = new Date('2020-01-01');
const text = yup.string();
const date = (schema: yup.Schema, data: unknown = CANARY): Row => [
  schema,
  data,
  'format',
  'must be a valid date-time',
];
const UNKNOWN = ['additionalProperties', 'has a property that is not allowed'] as const;

const rows: Readonly<Record<string, Row>> = {
  datetime: date(text.datetime()),
  datetime_offset: date(text.datetime(), '2020-01-01T00:00:00+01:00'),
  datetime_precision: date(text.datetime({ precision: 3 }), '2020-01-01T00:00:00Z'),
  email: [text.email(), CANARY, 'format', 'must be a valid email'],
  exact: [yup.object({}).exact(), { [CANARY]: CANARY }, ...UNKNOWN],
  integer: [yup.number().integer(), 4711.5, 'type', 'must be of type integer'],
  'is-value': [yup.boolean().isTrue(), false, 'const', 'is not the allowed value'],
  'length:array': [yup.array().length(2), [CANARY], 'exactItems', 'must have exactly 2 items'],
  'length:string': [text.length(2), CANARY, 'exactLength', 'must have exactly 2 characters'],
  matches: [text.matches(/^canary$/), CANARY, 'pattern', PATTERN],
  'max:array': [yup.array().max(0), [CANARY], 'maxItems', 'must have at most 0 items'],
  'max:date': [yup.date().max(DATE), new Date(), 'formatMaximum', 'is too late'],
  'max:less': [yup.number().lessThan(5), 4711, 'exclusiveMaximum', 'must be less than 5'],
  'max:number': [yup.number().max(5), 4711, 'maximum', 'must be at most 5'],
  'max:string': [text.max(2), CANARY, 'maxLength', 'must have at most 2 characters'],
  'min:array': [yup.array().min(2), [CANARY], 'minItems', 'must have at least 2 items'],
  'min:date': [yup.date().min(DATE), new Date(0), 'formatMinimum', 'is too early'],
  'min:more': [yup.number().positive(), -4711, 'exclusiveMinimum', 'must be greater than 0'],
  'min:number': [yup.number().min(5), -4711, 'minimum', 'must be at least 5'],
  'min:string': [text.min(99), CANARY, 'minLength', 'must have at least 99 characters'],
  noUnknown: [yup.object({}).noUnknown(), { [CANARY]: CANARY }, ...UNKNOWN],
  notOneOf: [text.notOneOf([CANARY]), CANARY, 'not', 'has a form that is not allowed'],
  nullable: [text.nonNullable(), null, 'required', 'is required'],
  oneOf: [text.oneOf(['a', CANARY]), 'canary-4712', 'enum', 'is none of the allowed values'],
  'oneOf:1': [text.oneOf([CANARY]), 'canary-4712', 'const', 'is not the allowed value'],
  optionality: [yup.object({ 'a/b~c': text.defined() }), {}, 'required', 'is required', '/a~1b~0c'],
  required: [text.required(), '', 'required', 'is required'],
  string_case: [text.uppercase(), CANARY, 'pattern', PATTERN],
  trim: [text.trim(), ` ${CANARY} `, 'pattern', PATTERN],
  typeError: [yup.number(), CANARY, 'type', 'must be of type number'],
  url: [text.url(), CANARY, 'format', 'must be a valid uri'],
  uuid: [text.uuid(), CANARY, 'format', 'must be a valid uuid'],
};

const errorOf = (schema: yup.Schema, data: unknown, abortEarly = false): Promise<unknown> =>
  thrownBy(() => schema.validate(data, { strict: true, abortEarly }));

describe.each([
  ['all errors', false],
  ['the first error', true],
])('R32 yup, %s: every rule of the table', (_, early) => {
  it('is in this test', () => {
    expect(Object.keys(rows).toSorted()).toEqual(Object.keys(family.rules!()).toSorted());
  });

  it.each(Object.entries(rows))('%s', async (key, [schema, data, code, message, pointer = '']) => {
    expect(family.rules!()[key]).toBe(code);
    expect(fieldsOf(await errorOf(schema, data, early), 'yup')).toEqual([field(pointer, code, message)]);
  });

  it.each(Object.entries(rows))(
    '%s, three levels down',
    async (_key, [schema, data, code, message, pointer = '']) => {
      const deep = yup.object({ 'a.b': yup.array(yup.object({ c: schema })) });
      const fields = fieldsOf(await errorOf(deep, { 'a.b': [{ c: data }] }, early), 'yup');
      expect(fields).toEqual([field(`/a.b/0/c${pointer}`, code, message)]);
    },
  );
});

describe('yup otherwise', () => {
  it.each<[string, yup.Schema, unknown, readonly Field[]]>([
    [
      'a test of the application',
      text.test(CANARY, CANARY, () => false),
      CANARY,
      [field('', 'invalid', 'is not valid')],
    ],
    [
      'a test without a name',
      text.test((_, context) => new yup.ValidationError(CANARY, CANARY, context.path)),
      CANARY,
      [],
    ],
    [
      'a limit that is another date of the request is not told',
      yup.object({ a: yup.date(), b: yup.date().min(yup.ref('a')) }),
      { a: new Date('4711-01-01'), b: DATE },
      [field('/b', 'formatMinimum', 'is too early')],
    ],
    [
      'a mixed type',
      yup.mixed((value): value is Date => value instanceof Date),
      CANARY,
      [field('', 'type', 'must be of type mixed')],
    ],
    ['a tuple', yup.tuple([text]), [CANARY, 1], [field('', 'type', 'must be of type array')]],
  ])('%s', async (_, schema, data, expected) => {
    const fields = fieldsOf(await errorOf(schema, data), 'yup');
    expect(fields ?? []).toEqual(expected);
  });

  it('without a stack, it is no Error', async () => {
    const thrown = await thrownBy(() => text.email().validate(CANARY, { disableStackTrace: true }));
    expect(fieldsOf(thrown, 'yup')).toEqual([field('', 'format', 'must be a valid email')]);
  });

  it('10,000 issues are 100 field errors', async () => {
    const data = Array.from({ length: 10_000 }, () => CANARY);
    expect(fieldsOf(await errorOf(yup.array(yup.number()), data), 'yup')).toHaveLength(100);
  });

  it('switched off, it is unexpected', async () => {
    const answer = answerTo(await errorOf(text, 4711), { families: { yup: false } });
    expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('Mongoose’s ValidationError is none', async () => {
    const Model = mongoose.model('Canary', new mongoose.Schema({ a: { type: Number, required: true } }));
    const thrown = await thrownBy(() => new Model({ a: CANARY }).validate());
    expect(thrown).toMatchObject({ name: 'ValidationError' });
    const { family: name, text: sent } = answerTo(thrown);
    expect(['yup', 'joi', 'ajv', 'class-validator']).not.toContain(name);
    expect(sent).not.toContain('canary');
  });

  it.each([
    ['without inner', { errors: [CANARY] }],
    ['without errors', { inner: [] }],
    ['with inner that is no array', { errors: [], inner: { length: 1 } }],
  ])('a ValidationError %s is unexpected', (_, more) => {
    const thrown = Object.assign(
      new yup.ValidationError(CANARY),
      { inner: undefined, errors: undefined },
      more,
    );
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each(Object.entries(hostile))('%s', (_, inner) => {
    const thrown = Object.assign(new yup.ValidationError(CANARY), { inner });
    const { text: sent, status } = answerTo(Object.freeze(thrown));
    expect([400, 500]).toContain(status);
    expect(sent).not.toContain('canary');
  });

  it('an error that contains itself', () => {
    const thrown = new yup.ValidationError(CANARY, CANARY, 'a', 'min');
    thrown.inner = [thrown, thrown];
    expect(fieldsOf(thrown, 'yup')).toBeUndefined();
  });
});
