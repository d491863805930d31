import { type } from 'arktype';
import Joi from 'joi';
import * as v from 'valibot';
import * as yup from 'yup';
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { answerTo } from '../answer.ts';
import { CANARY, field, fieldsOf, hostile, type Field } from './fields.ts';

/** What the specification has of its types, https://standardschema.dev. */
interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}
interface Result {
  readonly issues?: readonly Issue[] | undefined;
}
interface Schema {
  readonly '~standard': { validate(data: unknown): Result | Promise<Result> };
}

/** As `@standard-schema/utils` and its copies have it. */
class SchemaError extends Error {
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super(CANARY);
    this.name = 'SchemaError';
    this.issues = issues;
  }
}

async function issuesOf(schema: Schema, data: unknown): Promise<readonly Issue[]> {
  const { issues } = await schema['~standard'].validate(data);
  return issues ?? expect.unreachable('the data was valid');
}

const known = [field('/a/0/b', 'type', 'must be of type string'), field('/a/1/b', 'required', 'is required')];
const unknown = [field('/a/0/b', 'invalid', 'is not valid'), field('/a/1/b', 'invalid', 'is not valid')];
const data = { a: [{ b: 4711 }, {}] };

const libraries: readonly (readonly [string, Schema, readonly Field[]])[] = [
  ['zod', z.object({ a: z.array(z.object({ b: z.string() })) }), known],
  ['valibot', v.object({ a: v.array(v.object({ b: v.string() })) }), known],
  ['arktype', type({ a: type({ b: 'string' }).array() }), known],
  ['yup', yup.object({ a: yup.array(yup.object({ b: yup.string().strict().required() })) }), unknown],
  [
    'joi',
    Joi.object({
      a: Joi.array().items(Joi.object({ b: Joi.string().required() })),
    }).options({ abortEarly: false }),
    unknown,
  ],
];

describe.each(libraries)('R32 standard-schema: the issues of %s', (_, schema, expected) => {
  it('in a SchemaError', async () => {
    const issues = await issuesOf(schema, data);
    expect(fieldsOf(new SchemaError(issues), 'standard-schema')).toEqual(expected);
  });

  it('the result, thrown as it is, may be the answer of an upstream: unexpected', async () => {
    const issues = await issuesOf(schema, data);
    expect(answerTo({ issues })).toMatchObject({ status: 500, family: 'unexpected' });
  });
});

describe('standard-schema otherwise', () => {
  it('unions keep their branches', async () => {
    const schema = z.object({ a: z.union([z.string(), z.object({ b: z.string() })]) });
    const issues = await issuesOf(schema, { a: { b: 4711 } });
    expect(fieldsOf(new SchemaError(issues), 'standard-schema')).toEqual([
      field('/a', 'anyOf', 'matches none of the allowed forms'),
      field('/a', 'type', 'must be of type string'),
      field('/a/b', 'type', 'must be of type string'),
    ]);
  });

  it('several rules of ArkType for one value', async () => {
    const schema = type({ a: type('string>99').and(/^canary$/) });
    const issues = await issuesOf(schema, { a: CANARY });
    expect(fieldsOf(new SchemaError(issues), 'standard-schema')!.map(({ code }) => code)).toEqual([
      'pattern',
      'minLength',
    ]);
  });

  it.each<[string, Issue['path'], string]>([
    ['no path', undefined, ''],
    ['keys', ['a/b', 0, '~'], '/a~1b/0/~0'],
    ['objects with keys', [{ key: 'a' }, { key: 1 }], '/a/1'],
    ['a symbol ends it', ['a', Symbol(CANARY), 'b'], '/a'],
    ['an object without a key ends it', ['a', {} as never, 'b'], '/a'],
    ['as deep as it may be', Array.from({ length: 1000 }, () => 'a'), '/a'.repeat(32)],
    ['as long as it may be', ['a'.repeat(100_000), 'b'], `/${'a'.repeat(255)}`],
    ['not cut in an escape', [`${'a'.repeat(254)}~b`], `/${'a'.repeat(254)}`],
    ['not cut in a pair of surrogates', [`${'a'.repeat(254)}😀`], `/${'a'.repeat(254)}`],
    [
      'not deep and long',
      Array.from({ length: 32 }, () => 'b'.repeat(99)),
      `/${'b'.repeat(99)}/${'b'.repeat(99)}/${'b'.repeat(55)}`,
    ],
  ])('a path: %s', (_, path, pointer) => {
    const issue = path === undefined ? { message: CANARY } : { message: CANARY, path };
    expect(fieldsOf(new SchemaError([issue]), 'standard-schema')).toEqual([
      field(pointer, 'invalid', 'is not valid'),
    ]);
  });

  it('10,000 issues are 100 field errors', () => {
    const issues = Array.from({ length: 10_000 }, (_, index) => ({ message: CANARY, path: [index] }));
    expect(fieldsOf(new SchemaError(issues), 'standard-schema')).toHaveLength(100);
  });

  it('switched off, it is unexpected', () => {
    const thrown = new SchemaError([{ message: CANARY }]);
    const answer = answerTo(thrown, { families: { 'standard-schema': false } });
    expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each([
    ['no issues', []],
    ['issues without a message', [{ path: ['a'] }]],
    ['a path that is no array', [{ message: CANARY, path: 'a' }]],
    ['issues that are no array', { length: 1, 0: { message: CANARY } }],
    ['an issue that is none among others', [{ message: CANARY }, CANARY]],
  ])('%s: unexpected', (_, issues) => {
    const thrown = new SchemaError(issues as never);
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('an error of another name that has words: unexpected', () => {
    const thrown = Object.assign(new SchemaError([{ message: CANARY }]), { name: 'Error' });
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each(Object.entries(hostile))('%s', (_, value) => {
    const issue = { message: CANARY, code: 'invalid_union', errors: value, issues: value };
    for (const issues of [value, [{ message: CANARY, path: value }], [issue]]) {
      const { text, status } = answerTo(Object.freeze(new SchemaError(issues as never)));
      expect([400, 500]).toContain(status);
      expect(text).not.toContain('canary');
    }
  });
});
