import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { Ajv, type AnySchema, type ErrorObject, type ValidateFunction } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ajv as family, ajvFieldErrors } from '../../../src/recognizers/validators/ajv.ts';
import { answerTo } from '../answer.ts';

const CANARY = 'canary-4711';

interface Row {
  readonly schema: object;
  readonly data: unknown;
  readonly message: string;
  readonly pointer?: string;
  readonly code?: string;
}

const keywords: Readonly<Record<string, Row>> = {
  additionalItems: {
    schema: { items: [{}], additionalItems: false },
    data: [1, CANARY],
    message: 'has too many items',
  },
  additionalProperties: {
    schema: { additionalProperties: false },
    data: { [CANARY]: CANARY },
    message: 'has a property that is not allowed',
  },
  anyOf: {
    schema: { anyOf: [{ type: 'null' }, { pattern: CANARY }] },
    data: 'x',
    message: 'matches none of the allowed forms',
  },
  const: { schema: { const: CANARY }, data: 'canary-4712', message: 'is not the allowed value' },
  contains: {
    schema: { contains: { const: CANARY } },
    data: ['canary-4712'],
    message: 'lacks a required item',
  },
  dependencies: {
    schema: { dependencies: { a: ['b'] } },
    data: { a: CANARY },
    message: 'lacks a property that another one requires',
  },
  dependentRequired: {
    schema: { dependentRequired: { a: ['b'] } },
    data: { a: CANARY },
    message: 'lacks a property that another one requires',
  },
  discriminator: {
    schema: {
      type: 'object',
      discriminator: { propertyName: 'kind' },
      required: ['kind'],
      oneOf: [{ properties: { kind: { const: 'a' } } }],
    },
    data: { kind: CANARY },
    message: 'has an unknown kind',
  },
  'false schema': {
    schema: { properties: { a: false } },
    data: { a: CANARY },
    message: 'is not allowed',
    pointer: '/a',
    code: 'forbidden',
  },
  enum: { schema: { enum: [CANARY] }, data: 'canary-4712', message: 'is none of the allowed values' },
  exclusiveMaximum: { schema: { exclusiveMaximum: 3 }, data: 4711, message: 'must be less than 3' },
  exclusiveMinimum: { schema: { exclusiveMinimum: 3 }, data: -4711, message: 'must be greater than 3' },
  format: { schema: { format: 'date-time' }, data: CANARY, message: 'must be a valid date-time' },
  formatExclusiveMaximum: {
    schema: { format: 'date', formatExclusiveMaximum: '2020-01-01' },
    data: '2020-01-01',
    message: 'is too late',
  },
  formatExclusiveMinimum: {
    schema: { format: 'date', formatExclusiveMinimum: '2020-01-01' },
    data: '2020-01-01',
    message: 'is too early',
  },
  formatMaximum: {
    schema: { format: 'date', formatMaximum: '2020-01-01' },
    data: '4711-01-01',
    message: 'is too late',
  },
  formatMinimum: {
    schema: { format: 'date', formatMinimum: '2020-01-01' },
    data: '2019-01-01',
    message: 'is too early',
  },
  if: {
    schema: { if: { type: 'string' }, then: { maxLength: 1 } },
    data: CANARY,
    message: 'is not valid',
    code: 'invalid',
  },
  maxItems: { schema: { maxItems: 1 }, data: [CANARY, 2], message: 'must have at most 1 items' },
  maxLength: { schema: { maxLength: 3 }, data: CANARY, message: 'must have at most 3 characters' },
  maxProperties: {
    schema: { maxProperties: 0 },
    data: { [CANARY]: 1 },
    message: 'must have at most 0 properties',
  },
  maximum: { schema: { maximum: 1.5 }, data: 4711, message: 'must be at most 1.5' },
  minItems: { schema: { minItems: 2 }, data: [CANARY], message: 'must have at least 2 items' },
  minLength: { schema: { minLength: 99 }, data: CANARY, message: 'must have at least 99 characters' },
  minProperties: {
    schema: { minProperties: 2 },
    data: { [CANARY]: 1 },
    message: 'must have at least 2 properties',
  },
  minimum: { schema: { minimum: 3 }, data: -4711, message: 'must be at least 3' },
  multipleOf: { schema: { multipleOf: 5 }, data: 4711, message: 'must be a multiple of 5' },
  not: { schema: { not: { const: CANARY } }, data: CANARY, message: 'has a form that is not allowed' },
  oneOf: {
    schema: { oneOf: [{}, {}] },
    data: CANARY,
    message: 'matches none, or more than one, of the allowed forms',
  },
  pattern: {
    schema: { pattern: `^${CANARY}$` },
    data: 'canary-4712',
    message: 'does not have the required pattern',
  },
  propertyNames: {
    schema: { propertyNames: { maxLength: 2 } },
    data: { [CANARY]: 1 },
    message: 'has a property name that is not allowed',
  },
  required: { schema: { required: ['a.b-c'] }, data: {}, message: 'is required', pointer: '/a.b-c' },
  type: { schema: { type: ['integer', 'null'] }, data: CANARY, message: 'must be of type integer or null' },
  unevaluatedItems: {
    schema: { items: [{}], unevaluatedItems: false },
    data: [1, CANARY],
    message: 'has too many items',
  },
  unevaluatedProperties: {
    schema: { unevaluatedProperties: false },
    data: { [CANARY]: 1 },
    message: 'has a property that is not allowed',
  },
  uniqueItems: {
    schema: { uniqueItems: true },
    data: [CANARY, CANARY],
    message: 'must not have duplicate items',
  },
};

const options = { strict: false, allErrors: true, discriminator: true, $data: true } as const;
const ajv = new Ajv2019({ ...options, verbose: true });
addFormats.default(ajv, { keywords: true });

function errorsOf(schema: AnySchema, data: unknown): readonly ErrorObject[] {
  const validate = ajv.compile(schema);
  expect(validate(data)).toBe(false);
  return validate.errors!;
}

describe('R16 R30 every keyword has our own words', () => {
  it('and is in this table', () => {
    expect(Object.keys(keywords).toSorted()).toEqual(Object.keys(family.rules!()).toSorted());
  });

  it.each(Object.entries(keywords))(
    '%s',
    (keyword, { schema, data, message, pointer = '', code = keyword }) => {
      const errors = ajvFieldErrors(errorsOf(schema, data));
      expect(errors).toContainEqual({ pointer, message, code });
      expect(JSON.stringify(errors)).not.toMatch(/canary|4711|4712/);
    },
  );

  it.each(Object.entries(keywords))(
    '%s, one level down',
    (keyword, { schema, data, message, pointer = '', code = keyword }) => {
      const errors = ajvFieldErrors(errorsOf({ properties: { 'a/b': schema } }, { 'a/b': data }), '/query');
      expect(errors).toContainEqual({ pointer: `/query/a~1b${pointer}`, message, code });
    },
  );
});

describe('every format of ajv-formats is named, no value is', () => {
  const formats = [
    'date',
    'time',
    'date-time',
    'iso-time',
    'duration',
    'uri',
    'uri-reference',
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'regex',
    'uuid',
    'json-pointer',
    'byte',
    'int32',
    'double',
  ];
  it.each(formats)('%s', (format) => {
    const data = format === 'int32' ? 0.5 : format === 'uri-reference' ? '\\canary' : '(canary 4711';
    const numeric = format === 'double' ? { exclusiveMinimum: 9 } : {};
    const errors = ajvFieldErrors(errorsOf({ format, ...numeric, not: {} }, data));
    expect(JSON.stringify(errors)).not.toMatch(/canary|4711/);
    if (format !== 'double')
      expect(errors).toContainEqual({ pointer: '', message: `must be a valid ${format}`, code: 'format' });
  });

  it('a keyword of the application has a general sentence', () => {
    const own = new Ajv(options);
    own.addKeyword({ keyword: 'isEven', validate: () => false });
    own.addKeyword({ keyword: 'x-odd_word', validate: () => false });
    const validate = own.compile({ isEven: true, 'x-odd_word': true });
    validate(CANARY);
    expect(ajvFieldErrors(validate.errors)).toEqual([
      { pointer: '', message: 'is not valid', code: 'invalid' },
    ]);
  });
});

describe('Ajv.ValidationError of an asynchronous schema', () => {
  const validate = new Ajv({ allErrors: true }).compile({
    $async: true,
    type: 'object',
    properties: { date: { type: 'string', pattern: `^${CANARY}$` } },
    required: ['size'],
  });

  it('is a 400 that names the fields', async () => {
    const thrown: unknown = await (validate({ date: 'canary-4712' }) as unknown as Promise<unknown>).catch(
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(Ajv.ValidationError);
    const answer = answerTo(thrown);
    expect(answer).toMatchObject({
      family: 'ajv',
      status: 400,
      code: 'VALIDATION_FAILED',
      detail: 'The request is not valid.',
    });
    expect(answer.body.errors).toEqual([
      { pointer: '/size', message: 'is required', code: 'required' },
      { pointer: '/date', message: 'does not have the required pattern', code: 'pattern' },
    ]);
    expect(answer.text).not.toMatch(/canary|4711|4712/);
  });

  it('shows at most 100 fields', () => {
    const errors = Array.from({ length: 5000 }, (_, index) => ({
      keyword: 'type',
      instancePath: `/a/${index}`,
      params: { type: 'string' },
    }));
    const thrown = new Ajv.ValidationError(errors as never);
    expect(answerTo(thrown).body.errors).toHaveLength(100);
  });

  it.each([
    ['without marks', {}],
    ['without the other mark', { ajv: true }],
    ['with another value', { ajv: true, validation: 'true' }],
    ['without the first mark', { validation: true }],
    ['with another message', { ajv: true, validation: true, message: CANARY }],
  ])('a foreign error %s is unexpected', (_, marks) => {
    const none = { ajv: undefined, validation: undefined };
    const answer = answerTo(Object.assign(new Ajv.ValidationError([]), none, marks));
    expect(answer).toMatchObject({ family: 'unexpected', status: 500 });
    expect(answer.text).not.toContain('canary');
  });

  it('an array of errors that is thrown as it is tells nothing', () => {
    const answer = answerTo(errorsOf({ const: CANARY }, 'canary-4712'));
    expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
    expect(answer.text).not.toContain('canary');
  });
});

describe('R30 what `$data` takes from the request', () => {
  const referring = (keyword: string): object => ({
    properties: { b: { [keyword]: { $data: '1/a' } } },
  });
  const words = { a: 'canary words', b: 'x' };
  const numbers = { a: 4711, b: -4711.5 };
  const rows = [
    ['format', words, 'format', 'must be a valid value'],
    ['minimum', numbers, 'minimum', 'must be at least the limit'],
    ['multipleOf', numbers, 'multipleOf', 'is not a multiple of the required number'],
    ['required', { a: ['canary words'], b: {} }, 'required', 'is required'],
    ['required', { a: [CANARY], b: {} }, 'required', 'is required'],
  ] as const;

  const compile = (verbose: boolean, keyword: string): ValidateFunction =>
    new Ajv({ ...options, strictSchema: true, verbose }).compile(referring(keyword));

  it.each(rows)('%s is not told where the schema is there: %j', (keyword, data, code, message) => {
    const validate = compile(true, keyword);
    expect(validate(data)).toBe(false);
    expect(ajvFieldErrors(validate.errors)).toEqual([{ pointer: '/b', message, code }]);
  });

  it.each([rows[0], rows[3]])('no words of %s are told without it', (keyword, data, code, message) => {
    const validate = compile(false, keyword);
    expect(validate(data)).toBe(false);
    expect(ajvFieldErrors(validate.errors)).toEqual([{ pointer: '/b', message, code }]);
  });
});

describe('error objects that Ajv would not make', () => {
  const trap = (): never => {
    throw new Error('trap');
  };
  it.each([
    ['no array', 'errors', []],
    ['nothing in it', [], []],
    ['null', [null], []],
    ['no keyword', [{ instancePath: '/a' }], []],
    [
      'a getter that throws',
      [
        {
          get keyword() {
            return trap();
          },
        },
      ],
      [],
    ],
    [
      'no params',
      [{ keyword: 'maximum' }],
      [{ pointer: '', message: 'must be at most the limit', code: 'maximum' }],
    ],
    [
      'params of the wrong kind',
      [{ keyword: 'type', instancePath: 4, params: { type: 4 } }],
      [{ pointer: '', message: 'is of the wrong type', code: 'type' }],
    ],
    [
      'a format that is no word',
      [{ keyword: 'format', params: { format: '<b>' } }],
      [{ pointer: '', message: 'must be a valid value', code: 'format' }],
    ],
    [
      'a missing property that is no text',
      [{ keyword: 'required', params: { missingProperty: 4 } }],
      [{ pointer: '', message: 'is required', code: 'required' }],
    ],
    [
      'a member of Object.prototype',
      [{ keyword: 'constructor' }],
      [{ pointer: '', message: 'is not valid', code: 'invalid' }],
    ],
    [
      'a path that is no pointer',
      [{ keyword: 'not', instancePath: `${CANARY} http://internal/secret?x=1` }],
      [{ pointer: '', message: 'has a form that is not allowed', code: 'not' }],
    ],
    [
      'a keyword that is no word',
      [{ keyword: 'not'.repeat(99) }, { keyword: CANARY }],
      [{ pointer: '', message: 'is not valid', code: 'invalid' }],
    ],
    [
      'a path with what turns text around',
      [{ keyword: 'not', instancePath: '/a/\u202Eb/c' }],
      [{ pointer: '/a', message: 'has a form that is not allowed', code: 'not' }],
    ],
    [
      'a missing property of a megabyte',
      [{ keyword: 'required', instancePath: '/a', params: { missingProperty: '~'.repeat(2 ** 20) } }],
      [{ pointer: '/a', message: 'is required', code: 'required' }],
    ],
    [
      'a missing property with words',
      [{ keyword: 'required', params: { missingProperty: CANARY.replace('-', ' ') } }],
      [{ pointer: '', message: 'is required', code: 'required' }],
    ],
    [
      'many names',
      [{ keyword: 'type', params: { type: Array.from({ length: 9 }, () => 'null') } }],
      [{ pointer: '', message: 'is of the wrong type', code: 'type' }],
    ],
    [
      'a very long path',
      [{ keyword: 'not', instancePath: `/${'a'.repeat(999)}` }],
      [{ pointer: `/${'a'.repeat(255)}`, message: 'has a form that is not allowed', code: 'not' }],
    ],
  ])('%s', (_, errors: unknown, fields) => {
    expect(ajvFieldErrors(errors)).toEqual(fields);
  });

  it('any value at all', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), (errors) => {
        for (const { pointer, message } of ajvFieldErrors(errors)!)
          expect([typeof pointer, typeof message]).toEqual(['string', 'string']);
      }),
    );
  });
});
