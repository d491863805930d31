import { Ajv } from 'ajv';
import * as cv from 'class-validator';
import * as openapi from 'express-openapi-validator';
import Joi from 'joi';
import * as v from 'valibot';
import * as yup from 'yup';
import { z as z3 } from 'zod/v3';
import { describe, expect, it } from 'vitest';
import { listOf } from '../../../src/recognizers/validators/guarded.ts';
import { answerTo } from '../answer.ts';

/** Everything that is read of it and of what it holds is counted. */
function counted(value: object): { readonly value: object; reads: () => number } {
  let reads = 0;
  const watched = new WeakMap<object, object>();
  const watch = (target: object): object => watched.get(target) ?? proxyOf(target);
  const proxyOf = (target: object): object => {
    const proxy = new Proxy(target, {
      get(_, key) {
        reads++;
        const found: unknown = Reflect.get(target, key);
        return typeof found === 'object' && found !== null ? watch(found) : found;
      },
    });
    watched.set(target, proxy);
    return proxy;
  };
  return { value: watch(value), reads: () => reads };
}

/** A list in which the same object stands again and again, and a path that is as long. */
const many = (item: unknown): readonly unknown[] => Array.from({ length: 5000 }, () => item);
const path = many('a');
const huge = '~/'.repeat(2 ** 19);

/** Nested in itself, with members of every library: each look may lead to endless others. */
function shared(more: object): object {
  const issue: Record<string, unknown> = { path, message: huge, ...more };
  const list = many(issue);
  const context = { details: list, valids: list, limit: huge };
  return Object.assign(issue, {
    errors: list,
    issues: list,
    children: list,
    inner: list,
    context,
    values: list,
  });
}

/** Zod 3 makes JSON of all issues for its text. */
const zodError = (list: object): object =>
  Object.defineProperty(new z3.ZodError(list as never), 'message', { value: '' });
const ofClass = (members: object): object => Object.assign(new cv.ValidationError(), members);

const hostile: readonly (readonly [string, (list: object) => object, object])[] = [
  [
    'ajv',
    (list) => new Ajv.ValidationError(list as never),
    { keyword: 'required', instancePath: huge, params: { missingProperty: huge } },
  ],
  ['zod, unions', zodError, { code: 'invalid_union' }],
  ['zod, values', zodError, { code: 'invalid_value' }],
  ['zod, a huge code', zodError, { code: 'invalid_format', format: huge }],
  ['valibot', (list) => Object.assign(new v.ValiError([{}] as never), { issues: list }), { type: 'union' }],
  ['joi', (list) => new Joi.ValidationError('', list as never, 1), { type: 'any.only' }],
  ['yup', (inner) => Object.assign(new yup.ValidationError(''), { inner }), { type: 'oneOf' }],
  [
    'class-validator',
    (list) => ofClass({ property: huge, children: list }),
    { constraints: { [huge]: huge } },
  ],
  [
    'express-openapi-validator',
    (errors) => Object.assign(new openapi.error.BadRequest({ path: '', message: '' }), { errors }),
    { errorCode: 'additionalProperties.openapi.validation', path: huge },
  ],
];

describe('R31 a bounded look, however much there is', () => {
  it.each(hostile)('%s', (_, errorOf, more) => {
    const { value, reads } = counted(many(shared(more)));
    const { status } = answerTo(errorOf(value));
    expect(status).toBe(400);
    expect(reads()).toBeGreaterThan(100);
    expect(reads()).toBeLessThan(100_000);
  });

  it.each([
    ['an object', { valueOf: () => expect.unreachable() }],
    ['a text', '3'],
    ['nothing', undefined],
  ])('a length that is %s', (_, length) => {
    const list = new Proxy([], {
      get: (target, key) => (key === 'length' ? length : Reflect.get(target, key)) as unknown,
    });
    expect(listOf(list, 9)).toEqual([]);
  });
});
