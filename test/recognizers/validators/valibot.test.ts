import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { valibot } from '../../../src/recognizers/validators/valibot.ts';
import { answerTo } from '../answer.ts';
import { CANARY, field, fieldsOf, hostile, thrownBy } from './fields.ts';

/** Schema, data, what is said about the data. */
type Row = readonly [v.GenericSchema, unknown, code: string, message: string, pointer?: string];
type Action = v.PipeItem<any, any, v.BaseIssue<unknown>>;

const DATE = new Date('2020-01-01');
const ISO = '2020-01-01T00:00:00.000Z';
const PATTERN = 'does not have the required pattern';
const blob = new Blob([CANARY]);
const file = new File([blob], CANARY);
const no = (): boolean => false;

/** An action on any value. */
const on = (data: unknown, action: unknown, code: string, message: string): Row => [
  v.pipe(v.any(), action as Action),
  data,
  code,
  message,
];
const typed = (schema: v.GenericSchema, name: string, data: unknown = CANARY): Row => [
  schema,
  data,
  'type',
  `must be of type ${name}`,
];
const formats = (
  actions: Readonly<Record<string, () => unknown>>,
  names: Readonly<Record<string, string>> = {},
): Readonly<Record<string, Row>> =>
  Object.fromEntries(
    Object.entries(actions).map(([key, action]) => [
      key,
      on('(canary', action(), 'format', `must be a valid ${names[key] ?? key}`),
    ]),
  );

const rows: Readonly<Record<string, Row>> = {
  array: typed(v.array(v.any()), 'array'),
  bigint: typed(v.bigint(), 'bigint'),
  blob: typed(v.blob(), 'blob'),
  boolean: typed(v.boolean(), 'boolean'),
  date: typed(v.date(), 'date'),
  file: typed(v.file(), 'file'),
  function: typed(v.function(), 'function'),
  map: typed(v.map(v.any(), v.any()), 'map'),
  nan: typed(v.nan(), 'nan'),
  null: typed(v.null(), 'null'),
  number: typed(v.number(), 'number'),
  promise: typed(v.promise(), 'promise'),
  record: typed(v.record(v.string(), v.any()), 'object'),
  set: typed(v.set(v.any()), 'set'),
  string: typed(v.string(), 'string', 4711),
  symbol: typed(v.symbol(), 'symbol'),
  tuple: typed(v.tuple([]), 'array'),
  loose_tuple: typed(v.looseTuple([]), 'array'),
  strict_tuple: typed(v.strictTuple([]), 'array'),
  tuple_with_rest: typed(v.tupleWithRest([], v.any()), 'array'),
  undefined: typed(v.undefined(), 'undefined'),
  void: typed(v.void(), 'void'),
  object: typed(v.object({}), 'object'),
  loose_object: typed(v.looseObject({}), 'object'),
  strict_object: typed(v.strictObject({}), 'object'),
  object_with_rest: typed(v.objectWithRest({}, v.any()), 'object'),
  'variant:object': typed(v.variant('kind', [v.object({ kind: v.literal('a') })]), 'object'),
  ...formats(
    {
      base64: v.base64,
      bic: v.bic,
      credit_card: v.creditCard,
      cuid2: v.cuid2,
      decimal: v.decimal,
      digits: v.digits,
      domain: v.domain,
      email: v.email,
      emoji: v.emoji,
      hash: () => v.hash(['md5']),
      hex_color: v.hexColor,
      hexadecimal: v.hexadecimal,
      imei: v.imei,
      ip: v.ip,
      ipv4: v.ipv4,
      ipv6: v.ipv6,
      isbn: v.isbn,
      iso_date: v.isoDate,
      iso_date_time: v.isoDateTime,
      iso_date_time_second: v.isoDateTimeSecond,
      iso_time: v.isoTime,
      iso_time_second: v.isoTimeSecond,
      iso_timestamp: v.isoTimestamp,
      iso_week: v.isoWeek,
      isrc: v.isrc,
      jws_compact: v.jwsCompact,
      ksuid: v.ksuid,
      mac: v.mac,
      mac48: v.mac48,
      mac64: v.mac64,
      nanoid: v.nanoid,
      octal: v.octal,
      parse_json: v.parseJson,
      rfc_email: v.rfcEmail,
      slug: v.slug,
      ulid: v.ulid,
      url: v.url,
      uuid: v.uuid,
    },
    {
      credit_card: 'credit card number',
      hex_color: 'hex color',
      iso_date: 'date',
      iso_date_time: 'date-time',
      iso_date_time_second: 'date-time',
      iso_time: 'time',
      iso_time_second: 'time',
      iso_timestamp: 'date-time',
      iso_week: 'week',
      jws_compact: 'jwt',
      parse_json: 'JSON text',
      rfc_email: 'email',
      url: 'uri',
    },
  ),
  'key:missing': [v.object({ 'a/b~c': v.string() }), {}, 'required', 'is required', '/a~1b~0c'],
  'key:unknown': [
    v.strictObject({}),
    { [CANARY]: CANARY },
    'additionalProperties',
    'has a property that is not allowed',
  ],
  'key:invalid': [
    v.record(v.pipe(v.string(), v.maxLength(2)), v.any()),
    { [CANARY]: CANARY },
    'propertyNames',
    'has a property name that is not allowed',
  ],
  bytes: on(CANARY, v.bytes(2), 'exactSize', 'must have exactly 2 bytes'),
  check: on(CANARY, v.check(no, CANARY), 'invalid', 'is not valid'),
  code_points: on(CANARY, codePoints('codePoints'), 'exactLength', 'must have exactly 2 characters'),
  custom: [v.custom(no), CANARY, 'invalid', 'is not valid'],
  empty: on(CANARY, v.empty(), 'maxLength', 'must have at most 0 characters'),
  'empty:array': on([CANARY], v.empty(), 'maxItems', 'must have at most 0 items'),
  ends_with: on('a', v.endsWith(CANARY), 'pattern', PATTERN),
  entries: on({ [CANARY]: 1 }, v.entries(2), 'exactProperties', 'must have exactly 2 properties'),
  enum: [v.enum({ a: CANARY }), 'canary-4712', 'enum', 'is none of the allowed values'],
  excludes: on(CANARY, v.excludes(CANARY), 'not', 'has a form that is not allowed'),
  finite: on(Infinity, v.finite(), 'type', 'must be of type number'),
  graphemes: on(CANARY, v.graphemes(2), 'exactLength', 'must have exactly 2 characters'),
  gt_value: on(-4711, v.gtValue(5), 'exclusiveMinimum', 'must be greater than 5'),
  'gt_value:date': on(new Date(0), v.gtValue(DATE), 'formatExclusiveMinimum', `must be after ${ISO}`),
  includes: on('a', v.includes(CANARY), 'pattern', PATTERN),
  'includes:array': on(['a'], v.includes(CANARY), 'contains', 'lacks a required item'),
  instance: [v.instance(Map), CANARY, 'type', 'is of the wrong type'],
  integer: on(4711.5, v.integer(), 'type', 'must be of type integer'),
  length: on(CANARY, v.length(2), 'exactLength', 'must have exactly 2 characters'),
  'length:array': on([CANARY], v.length(2), 'exactItems', 'must have exactly 2 items'),
  literal: [v.literal(CANARY), 'canary-4712', 'const', 'is not the allowed value'],
  lt_value: on(4711, v.ltValue(5), 'exclusiveMaximum', 'must be less than 5'),
  'lt_value:date': on(new Date(), v.ltValue(DATE), 'formatExclusiveMaximum', `must be before ${ISO}`),
  max_bytes: on(CANARY, v.maxBytes(2), 'maxSize', 'must have at most 2 bytes'),
  max_code_points: on(CANARY, codePoints('maxCodePoints'), 'maxLength', 'must have at most 2 characters'),
  max_entries: on({ [CANARY]: 1 }, v.maxEntries(0), 'maxProperties', 'must have at most 0 properties'),
  max_graphemes: on(CANARY, v.maxGraphemes(2), 'maxLength', 'must have at most 2 characters'),
  max_length: on(CANARY, v.maxLength(2), 'maxLength', 'must have at most 2 characters'),
  'max_length:array': on([CANARY], v.maxLength(0), 'maxItems', 'must have at most 0 items'),
  max_size: on(new Set([CANARY]), v.maxSize(0), 'maxItems', 'must have at most 0 items'),
  'max_size:blob': on(blob, v.maxSize(2), 'maxSize', 'must have at most 2 bytes'),
  'max_size:file': on(file, v.maxSize(2), 'maxSize', 'must have at most 2 bytes'),
  max_value: on(4711, v.maxValue(5), 'maximum', 'must be at most 5'),
  'max_value:date': on(new Date(), v.maxValue(DATE), 'formatMaximum', `must not be after ${ISO}`),
  max_words: on('canary 4711', v.maxWords('en', 1), 'maxWords', 'must have at most 1 words'),
  mime_type: on(blob, v.mimeType(['image/png']), 'format', 'must be a valid media type'),
  min_bytes: on(CANARY, v.minBytes(99), 'minSize', 'must have at least 99 bytes'),
  min_code_points: on('', codePoints('minCodePoints'), 'minLength', 'must have at least 2 characters'),
  min_entries: on({ [CANARY]: 1 }, v.minEntries(2), 'minProperties', 'must have at least 2 properties'),
  min_graphemes: on(CANARY, v.minGraphemes(99), 'minLength', 'must have at least 99 characters'),
  min_length: on(CANARY, v.minLength(99), 'minLength', 'must have at least 99 characters'),
  'min_length:array': on([CANARY], v.minLength(2), 'minItems', 'must have at least 2 items'),
  min_size: on(new Map([[CANARY, 1]]), v.minSize(2), 'minItems', 'must have at least 2 items'),
  'min_size:blob': on(blob, v.minSize(99), 'minSize', 'must have at least 99 bytes'),
  'min_size:file': on(file, v.minSize(99), 'minSize', 'must have at least 99 bytes'),
  min_value: on(-4711, v.minValue(5), 'minimum', 'must be at least 5'),
  'min_value:date': on(new Date(0), v.minValue(DATE), 'formatMinimum', `must not be before ${ISO}`),
  min_words: on(CANARY, v.minWords('en', 9), 'minWords', 'must have at least 9 words'),
  multiple_of: on(4711, v.multipleOf(5), 'multipleOf', 'must be a multiple of 5'),
  never: [v.never(), CANARY, 'forbidden', 'is not allowed'],
  non_empty: on('', v.nonEmpty(), 'minLength', 'must have at least 1 characters'),
  'non_empty:array': on([], v.nonEmpty(), 'minItems', 'must have at least 1 items'),
  non_nullable: [v.nonNullable(v.any()), null, 'required', 'is required'],
  non_nullish: [v.nonNullish(v.any()), null, 'required', 'is required'],
  non_optional: [v.nonOptional(v.any()), undefined, 'required', 'is required'],
  not_bytes: on('canary', v.notBytes(6), 'not', 'has a form that is not allowed'),
  not_code_points: on('aa', codePoints('notCodePoints'), 'not', 'has a form that is not allowed'),
  not_entries: on({ [CANARY]: 1 }, v.notEntries(1), 'not', 'has a form that is not allowed'),
  not_graphemes: on('canary', v.notGraphemes(6), 'not', 'has a form that is not allowed'),
  not_length: on('canary', v.notLength(6), 'not', 'has a form that is not allowed'),
  not_size: on(new Set([CANARY]), v.notSize(1), 'not', 'has a form that is not allowed'),
  not_value: on(4711, v.notValue(4711), 'not', 'has a form that is not allowed'),
  not_values: on(4711, v.notValues([4711, 1]), 'not', 'has a form that is not allowed'),
  not_words: on('canary 4711', v.notWords('en', 2), 'not', 'has a form that is not allowed'),
  picklist: [v.picklist([CANARY]), 'canary-4712', 'enum', 'is none of the allowed values'],
  regex: on(CANARY, v.regex(/^canary$/), 'pattern', PATTERN),
  safe_integer: on(2 ** 60, v.safeInteger(), 'type', 'must be of type integer'),
  size: on(new Set([CANARY]), v.size(2), 'exactItems', 'must have exactly 2 items'),
  'size:blob': on(blob, v.size(2), 'exactSize', 'must have exactly 2 bytes'),
  'size:file': on(file, v.size(2), 'exactSize', 'must have exactly 2 bytes'),
  some_item: on([CANARY], v.someItem(no), 'contains', 'lacks a required item'),
  starts_with: on('a', v.startsWith(CANARY), 'pattern', PATTERN),
  'strict_tuple:unknown': [v.strictTuple([]), [CANARY], 'additionalItems', 'has too many items'],
  union: [v.union([v.number(), v.boolean()]), CANARY, 'anyOf', 'matches none of the allowed forms'],
  value: on(4711, v.value(5), 'const', 'is not the allowed value'),
  values: on(4711, v.values([5, 6]), 'enum', 'is none of the allowed values'),
  variant: [
    v.variant('kind', [v.object({ kind: v.literal('a') })]),
    { kind: CANARY },
    'discriminator',
    'has an unknown kind',
  ],
};

/** Of 2 code points; they are newer than other actions. */
function codePoints(name: string): unknown {
  return (v as unknown as Record<string, (limit: number) => unknown>)[name]!(2);
}

const errorOf = (schema: v.GenericSchema, data: unknown): Promise<unknown> =>
  thrownBy(() => v.parse(schema, data));

describe('R32 valibot: every rule of the table', () => {
  it('is in this test', () => {
    expect(Object.keys(rows).toSorted()).toEqual(Object.keys(valibot.rules!()).toSorted());
  });

  it.each(Object.entries(rows))('%s', async (key, [schema, data, code, message, pointer = '']) => {
    expect(valibot.rules!()[key]).toBe(code);
    expect(fieldsOf(await errorOf(schema, data), 'valibot')).toContainEqual(field(pointer, code, message));
  });

  it.each(Object.entries(rows))(
    '%s, one level down',
    async (_key, [schema, data, code, message, pointer = '']) => {
      const fields = fieldsOf(await errorOf(v.object({ a: v.array(schema) }), { a: [data] }), 'valibot');
      expect(fields).toContainEqual(field(`/a/0${pointer}`, code, message));
    },
  );
});

describe('valibot otherwise', () => {
  it('the branches of a union', async () => {
    const schema = v.object({ a: v.union([v.string(), v.object({ b: v.array(v.string()) })]) });
    expect(fieldsOf(await errorOf(schema, { a: { b: [4711] } }), 'valibot')).toEqual([
      field('/a', 'anyOf', 'matches none of the allowed forms'),
      field('/a', 'type', 'must be of type string'),
      field('/a/b/0', 'type', 'must be of type string'),
    ]);
  });

  it('10,000 issues are 100 field errors', async () => {
    const data = Array.from({ length: 10_000 }, () => CANARY);
    expect(fieldsOf(await errorOf(v.array(v.number()), data), 'valibot')).toHaveLength(100);
  });

  it('a check of the application', async () => {
    const schema = v.pipe(
      v.string(),
      v.rawCheck(({ addIssue }) => addIssue({ message: CANARY })),
    );
    expect(fieldsOf(await errorOf(schema, CANARY), 'valibot')).toEqual([
      field('', 'invalid', 'is not valid'),
    ]);
  });

  it('switched off, it is unexpected', async () => {
    const answer = answerTo(await errorOf(v.string(), 4711), { families: { valibot: false } });
    expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('the name alone is not enough', () => {
    const thrown = new v.ValiError({ length: 1, 0: { message: CANARY } } as never);
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('a value that does not say what it is', () => {
    const input = new Proxy({}, { get: () => CANARY.toUpperCase.call(undefined) });
    const thrown = new v.ValiError([
      { type: 'min_length', kind: 'validation', input, requirement: 3 },
    ] as never);
    expect(fieldsOf(thrown, 'valibot')).toEqual([field('', 'minLength', 'must have at least 3 characters')]);
  });

  it.each(Object.entries(hostile))('%s', (_, issues) => {
    const thrown = Object.assign(new v.ValiError([{ message: CANARY }] as never), { issues });
    const { text, status } = answerTo(thrown);
    expect([400, 500]).toContain(status);
    expect(text).not.toContain('canary');
  });
});
