import Joi from 'joi';
import { describe, expect, it } from 'vitest';
import { joi } from '../../../src/recognizers/validators/joi.ts';
import { answerTo } from '../answer.ts';
import { CANARY, field, fieldsOf, hostile, type Field } from './fields.ts';

/** Schema, data, what is said about the data. */
type Row = readonly [Joi.Schema, unknown, code: string, message: string, pointer?: string];

const ISO = '2020-01-01T00:00:00.000Z';
const PATTERN = 'does not have the required pattern';
const NOT = 'has a form that is not allowed';
const CONTAINS = 'lacks a required item';
const peers = Joi.object({ a: Joi.any(), b: Joi.any() });
const text = Joi.string();
const format = (schema: Joi.Schema, name: string, data: unknown = '(canary'): Row => [
  schema,
  data,
  'format',
  `must be a valid ${name}`,
];
const typed = (schema: Joi.Schema, name: string, data: unknown = CANARY): Row => [
  schema,
  data,
  'type',
  `must be of type ${name}`,
];
const matching = (schema: Joi.Schema, data: unknown = '(canary '): Row => [
  schema.strict(),
  data,
  'pattern',
  PATTERN,
];

const rows: Readonly<Record<string, Row>> = {
  'alternatives.all': [
    Joi.alternatives(Joi.string(), Joi.number()).match('all'),
    CANARY,
    'invalid',
    'is not valid',
  ],
  'alternatives.any': [
    Joi.alternatives(text.length(2), Joi.number()).match('one'),
    CANARY,
    'anyOf',
    'matches none of the allowed forms',
  ],
  'alternatives.match': [
    Joi.alternatives(Joi.object({ a: text }), Joi.object({ b: text })),
    { a: 4711, b: 4711 },
    'anyOf',
    'matches none of the allowed forms',
  ],
  'alternatives.one': [
    Joi.alternatives(text, text).match('one'),
    CANARY,
    'oneOf',
    'matches none, or more than one, of the allowed forms',
  ],
  'alternatives.types': [
    Joi.alternatives(text, Joi.number()),
    true,
    'type',
    'must be of type string or number',
  ],
  'any.custom': [
    Joi.any().custom(() => {
      throw new Error(CANARY);
    }),
    CANARY,
    'invalid',
    'is not valid',
  ],
  'any.invalid': [text.invalid(CANARY), CANARY, 'not', NOT],
  'any.only': [text.valid('a', CANARY), 'canary-4712', 'enum', 'is none of the allowed values'],
  'any.only:1': [text.valid(CANARY), 'canary-4712', 'const', 'is not the allowed value'],
  'any.required': [Joi.object({ 'a/b~c': Joi.required() }), {}, 'required', 'is required', '/a~1b~0c'],
  'any.unknown': [Joi.object({ a: Joi.forbidden() }), { a: CANARY }, 'forbidden', 'is not allowed', '/a'],
  'array.base': typed(Joi.array(), 'array', 4711),
  'array.excludes': [
    Joi.array().items(text.forbidden(), Joi.any()),
    [CANARY],
    'forbidden',
    'is not allowed',
    '/0',
  ],
  'array.hasKnown': [Joi.array().has(text.label(CANARY)), [4711], 'contains', CONTAINS],
  'array.hasUnknown': [Joi.array().has(text), [4711], 'contains', CONTAINS],
  'array.includes': [
    Joi.array().items(text, Joi.boolean()),
    [4711],
    'anyOf',
    'matches none of the allowed forms',
    '/0',
  ],
  'array.includesRequiredBoth': [
    Joi.array().items(text.required().label(CANARY), Joi.boolean().required()),
    [],
    'contains',
    CONTAINS,
  ],
  'array.includesRequiredKnowns': [
    Joi.array().items(text.required().label(CANARY)),
    [],
    'contains',
    CONTAINS,
  ],
  'array.includesRequiredUnknowns': [Joi.array().items(text.required()), [], 'contains', CONTAINS],
  'array.length': [Joi.array().length(2), [CANARY], 'exactItems', 'must have exactly 2 items'],
  'array.max': [Joi.array().max(0), [CANARY], 'maxItems', 'must have at most 0 items'],
  'array.min': [Joi.array().min(2), [CANARY], 'minItems', 'must have at least 2 items'],
  'array.orderedLength': [
    Joi.array().ordered(text),
    [CANARY, CANARY],
    'maxItems',
    'must have at most 1 items',
  ],
  // oxlint-disable-next-line unicorn/no-array-sort -- Joi's rule
  'array.sort': [Joi.array().sort().strict(), ['canary-2', 'canary-1'], 'invalid', 'is not valid'],
  'array.sparse': [Joi.array().items(text), [undefined], 'required', 'is required', '/0'],
  'array.unique': [Joi.array().unique(), [CANARY, CANARY], 'uniqueItems', 'must not have duplicate items'],
  'binary.base': typed(Joi.binary(), 'binary', 4711),
  'binary.length': [Joi.binary().length(2), Buffer.from(CANARY), 'exactSize', 'must have exactly 2 bytes'],
  'binary.max': [Joi.binary().max(2), Buffer.from(CANARY), 'maxSize', 'must have at most 2 bytes'],
  'binary.min': [Joi.binary().min(99), Buffer.from(CANARY), 'minSize', 'must have at least 99 bytes'],
  'boolean.base': typed(Joi.boolean(), 'boolean'),
  'date.base': typed(Joi.date(), 'date', '(canary'),
  'date.format': format(Joi.date().iso(), 'date', CANARY),
  'date.greater': [Joi.date().greater(ISO), new Date(0), 'formatExclusiveMinimum', `must be after ${ISO}`],
  'date.less': [Joi.date().less(ISO), new Date(), 'formatExclusiveMaximum', `must be before ${ISO}`],
  'date.max': [Joi.date().max(ISO), new Date(), 'formatMaximum', `must not be after ${ISO}`],
  'date.min': [Joi.date().min(ISO), new Date(0), 'formatMinimum', `must not be before ${ISO}`],
  'number.base': typed(Joi.number(), 'number'),
  'number.greater': [Joi.number().greater(5), -4711, 'exclusiveMinimum', 'must be greater than 5'],
  'number.infinity': typed(Joi.number(), 'number', Infinity),
  'number.integer': typed(Joi.number().integer(), 'integer', 4711.5),
  'number.less': [Joi.number().less(5), 4711, 'exclusiveMaximum', 'must be less than 5'],
  'number.max': [Joi.number().max(5), 4711, 'maximum', 'must be at most 5'],
  'number.min': [Joi.number().min(5), -4711, 'minimum', 'must be at least 5'],
  'number.multiple': [Joi.number().multiple(5), 4711, 'multipleOf', 'must be a multiple of 5'],
  'number.negative': [Joi.number().negative(), 4711, 'exclusiveMaximum', 'must be less than 0'],
  'number.port': format(Joi.number().port(), 'port', 471_100),
  'number.positive': [Joi.number().positive(), -4711, 'exclusiveMinimum', 'must be greater than 0'],
  'number.precision': [
    Joi.number().precision(1).strict(),
    0.4711,
    'maxDecimals',
    'must have at most 1 decimal places',
  ],
  'number.unsafe': typed(Joi.number(), 'safe number', 2 ** 60),
  'object.and': [
    peers.and('a', 'b'),
    { a: CANARY },
    'dependentRequired',
    'lacks a property that another one requires',
  ],
  'object.assert': [peers.assert('.a', text.valid(CANARY)), { a: 'canary-4712' }, 'invalid', 'is not valid'],
  'object.base': typed(Joi.object(), 'object', 4711),
  'object.instance': [Joi.object().instance(Map), {}, 'type', 'is of the wrong type'],
  'object.length': [
    Joi.object().length(2).unknown(),
    { [CANARY]: 1 },
    'exactProperties',
    'must have exactly 2 properties',
  ],
  'object.max': [
    Joi.object().max(0).unknown(),
    { [CANARY]: 1 },
    'maxProperties',
    'must have at most 0 properties',
  ],
  'object.min': [
    Joi.object().min(2).unknown(),
    { [CANARY]: 1 },
    'minProperties',
    'must have at least 2 properties',
  ],
  'object.missing': [peers.or('a', 'b'), {}, 'anyOf', 'matches none of the allowed forms'],
  'object.nand': [peers.nand('a', 'b'), { a: CANARY, b: CANARY }, 'not', NOT],
  'object.oxor': [
    peers.oxor('a', 'b'),
    { a: CANARY, b: CANARY },
    'oneOf',
    'matches none, or more than one, of the allowed forms',
  ],
  'object.pattern.match': [
    Joi.object()
      .pattern(/^a/, Joi.any(), { matches: Joi.array().min(2) })
      .unknown(),
    { a: CANARY },
    'propertyNames',
    'has a property name that is not allowed',
  ],
  'object.unknown': [
    Joi.object({}),
    { [CANARY]: CANARY },
    'additionalProperties',
    'has a property that is not allowed',
  ],
  'object.with': [
    peers.with('a', 'b'),
    { a: CANARY },
    'dependentRequired',
    'lacks a property that another one requires',
  ],
  'object.without': [peers.without('a', 'b'), { a: CANARY, b: CANARY }, 'not', NOT],
  'object.xor': [
    peers.xor('a', 'b'),
    { a: CANARY, b: CANARY },
    'oneOf',
    'matches none, or more than one, of the allowed forms',
  ],
  'string.alphanum': matching(text.alphanum()),
  'string.base': typed(text, 'string', 4711),
  'string.base64': format(text.base64(), 'base64'),
  'string.creditCard': format(text.creditCard(), 'credit card number'),
  'string.dataUri': format(text.dataUri(), 'data URI'),
  'string.domain': format(text.domain(), 'domain'),
  'string.email': format(text.email(), 'email'),
  'string.empty': [text, '', 'minLength', 'must have at least 1 characters'],
  'string.guid': format(text.guid(), 'uuid'),
  'string.hex': format(text.hex(), 'hexadecimal'),
  'string.hexAlign': format(text.hex({ byteAligned: true }).strict(), 'hexadecimal', 'ca1'),
  'string.hostname': format(text.hostname(), 'hostname'),
  'string.ip': format(text.ip(), 'ip'),
  'string.ipVersion': format(text.ip({ version: ['ipv6'] }), 'ip'),
  'string.isoDate': format(text.isoDate(), 'date'),
  'string.isoDuration': format(text.isoDuration(), 'duration'),
  'string.length': [text.length(2), CANARY, 'exactLength', 'must have exactly 2 characters'],
  'string.lowercase': matching(text.lowercase(), 'CANARY'),
  'string.max': [text.max(2), CANARY, 'maxLength', 'must have at most 2 characters'],
  'string.min': [text.min(99), CANARY, 'minLength', 'must have at least 99 characters'],
  'string.normalize': matching(text.normalize('NFC'), 'a\u0308'),
  'string.pattern.base': matching(text.pattern(/^canary$/), CANARY),
  'string.pattern.invert.base': [text.pattern(/canary/, { invert: true }), CANARY, 'not', NOT],
  'string.pattern.invert.name': [text.pattern(/canary/, { invert: true, name: CANARY }), CANARY, 'not', NOT],
  'string.pattern.name': matching(text.pattern(/^canary$/, CANARY), CANARY),
  'string.token': matching(text.token()),
  'string.trim': matching(text.trim()),
  'string.uppercase': matching(text.uppercase()),
  'string.uri': format(text.uri(), 'uri'),
  'string.uriCustomScheme': format(text.uri({ scheme: ['canary'] }), 'uri'),
  'string.uriRelativeOnly': format(text.uri({ relativeOnly: true }), 'uri-reference', 'http://canary:%'),
  'symbol.base': typed(Joi.symbol().strict(), 'symbol'),
  'symbol.map': [
    Joi.symbol().map({ a: Symbol(CANARY) }),
    'canary-4712',
    'enum',
    'is none of the allowed values',
  ],
};

const errorOf = (schema: Joi.Schema, data: unknown): unknown =>
  schema.validate(data, { abortEarly: false }).error;

describe('R32 joi: every rule of the table', () => {
  it('is in this test', () => {
    expect(Object.keys(rows).toSorted()).toEqual(Object.keys(joi.rules!()).toSorted());
  });

  it.each(Object.entries(rows))('%s', (_, [schema, data, code, message, pointer = '']) => {
    expect(fieldsOf(errorOf(schema, data), 'joi')).toContainEqual(field(pointer, code, message));
  });

  it.each(Object.entries(rows))('%s comes from Joi', (key, [schema, data]) => {
    const { details } = errorOf(schema, data) as Joi.ValidationError;
    expect(details.map(({ type }) => type)).toContain(key.replace(':1', ''));
  });

  it.each(Object.entries(rows))('%s, one level down', (_, [schema, data, code, message, pointer = '']) => {
    const fields = fieldsOf(errorOf(Joi.object({ a: schema }), { a: data }), 'joi');
    expect(fields).toContainEqual(field(`/a${pointer}`, code, message));
  });
});

describe('joi otherwise', () => {
  const date = Joi.date();
  it.each<[string, Joi.Schema, unknown, readonly Field[]]>([
    [
      'a limit that is another field of the request is not told',
      Joi.object({ a: Joi.number(), b: Joi.number().min(Joi.ref('a')), c: date, d: date.min(Joi.ref('c')) }),
      { a: 4711, b: 1, c: '4711-01-01', d: '2020-01-01' },
      [field('/b', 'minimum', 'must be at least the limit'), field('/d', 'formatMinimum', 'is too early')],
    ],
    ['a limit that is now', date.max('now'), '4711-01-01', [field('', 'formatMaximum', 'is too late')]],
    [
      'the branches of alternatives',
      Joi.object({ a: Joi.alternatives(Joi.object({ b: text }), Joi.object({ c: text })) }),
      { a: { b: 4711, canary: 1 } },
      [
        field('/a', 'anyOf', 'matches none of the allowed forms'),
        field('/a/b', 'type', 'must be of type string'),
        field('/a', 'additionalProperties', 'has a property that is not allowed'),
      ],
    ],
    [
      'all alternatives',
      Joi.object({ a: Joi.alternatives(text, Joi.number()).match('all') }),
      { a: CANARY },
      [field('/a', 'invalid', 'is not valid'), field('/a', 'type', 'must be of type number')],
    ],
    ['a function', Joi.function(), CANARY, [field('', 'type', 'must be of type function')]],
    [
      'messages of the application are not shown',
      text.min(99).messages({ 'string.min': `${CANARY} {#value}` }),
      CANARY,
      [field('', 'minLength', 'must have at least 99 characters')],
    ],
  ])('%s', (_, schema, data, expected) => {
    expect(fieldsOf(errorOf(schema, data), 'joi')).toEqual(expected);
  });

  const throwing = (error: Error): (() => never) => {
    return () => {
      throw error;
    };
  };
  it.each<[string, Joi.Schema, unknown]>([
    ['a TypeError in a rule', Joi.any().custom(throwing(new TypeError(CANARY))), 1],
    ['a ReferenceError in a rule', Joi.any().custom(throwing(new ReferenceError(CANARY))), 1],
    ['a RangeError in a rule', Joi.any().custom(throwing(new RangeError(CANARY))), 1],
    [
      'a TypeError in a branch',
      Joi.alternatives(
        Joi.object({ b: Joi.any().custom(throwing(new TypeError(CANARY))) }),
        Joi.object({ c: text }),
      ),
      { b: CANARY },
    ],
    ['a default that throws', Joi.object({ a: Joi.any().default(throwing(new Error(CANARY))) }), {}],
    ['a failover that throws', Joi.object({ a: text.failover(throwing(new Error(CANARY))) }), { a: 1 }],
  ])('%s is no mistake of the client: unexpected', (_, schema, data) => {
    const thrown = errorOf(schema, data);
    expect(thrown).toMatchObject({ name: 'ValidationError' });
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each([
    ['new URL', (given: string) => new URL(given).href],
    ['JSON.parse', (given: string) => JSON.parse(given) as unknown],
  ])('a rule that tries %s is about the value', (_, rule) => {
    const thrown = errorOf(text.custom(rule), CANARY);
    expect(fieldsOf(thrown, 'joi')).toEqual([field('', 'invalid', 'is not valid')]);
  });

  it('Joi.assert and validateAsync', async () => {
    const thrown: unknown = await Joi.object({ a: text.required() })
      .validateAsync({ [CANARY]: 1 }, { allowUnknown: true })
      .catch((error: unknown) => error);
    expect(fieldsOf(thrown, 'joi')).toEqual([field('/a', 'required', 'is required')]);
  });

  it('10,000 issues are 100 field errors', () => {
    const data = Array.from({ length: 10_000 }, () => CANARY);
    expect(fieldsOf(errorOf(Joi.array().items(Joi.number()), data), 'joi')).toHaveLength(100);
  });

  it('switched off, it is unexpected', () => {
    const answer = answerTo(errorOf(text, 4711), { families: { joi: false } });
    expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each([
    ['without isJoi', { details: [] }],
    ['with another isJoi', { isJoi: 'true', details: [] }],
    ['without details', { isJoi: true }],
    ['with details that are no array', { isJoi: true, details: CANARY }],
  ])('a ValidationError %s is unexpected', (_, more) => {
    const thrown = Object.assign(
      new Joi.ValidationError(CANARY, [], 1),
      { isJoi: undefined, details: undefined },
      more,
    );
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each(Object.entries(hostile))('%s', (_, details) => {
    const thrown = new Joi.ValidationError(CANARY, details as never, CANARY);
    const { text: sent, status } = answerTo(Object.freeze(thrown));
    expect([400, 500]).toContain(status);
    expect(sent).not.toContain('canary');
  });
});
