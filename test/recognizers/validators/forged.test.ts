import { Ajv } from 'ajv';
import { type } from 'arktype';
import { CelebrateError } from 'celebrate';
import * as cv from 'class-validator';
import * as openapi from 'express-openapi-validator';
import Joi from 'joi';
import * as v from 'valibot';
import * as yup from 'yup';
import { z } from 'zod';
import { z as z3 } from 'zod/v3';
import { describe, expect, it } from 'vitest';
import { silently } from '../silent.ts';
import { CANARY, thrownBy } from './fields.ts';

const data = { a: 4711, [CANARY]: CANARY };

/** What an upstream says that uses the same library as we do: its own client's mistake, not that of ours. */
const upstreams: Readonly<Record<string, () => unknown>> = {
  ajv: () => {
    const validate = new Ajv().compile({ properties: { a: { type: 'string' } } });
    validate(data);
    return new Ajv.ValidationError(validate.errors!);
  },
  zod: () => thrownBy(() => z.object({ a: z.string() }).parse(data)),
  'zod 3': () => thrownBy(() => z3.object({ a: z3.string() }).parse(data)),
  valibot: () => thrownBy(() => v.parse(v.object({ a: v.string() }), data)),
  arktype: () => thrownBy(() => type({ a: 'string' }).assert(data)),
  joi: () => Joi.object({ a: Joi.string() }).validate(data).error,
  celebrate: () => {
    const error = new CelebrateError();
    error.details.set('body', Joi.string().validate(4711).error!);
    return error;
  },
  yup: () => thrownBy(() => yup.object({ a: yup.string().strict() }).validate(data, { strict: true })),
  'class-validator': () =>
    Object.assign(new cv.ValidationError(), { property: 'a', constraints: { isEmail: CANARY } }),
  'express-openapi-validator': () =>
    new openapi.error.BadRequest({
      path: CANARY,
      message: CANARY,
      errors: [{ path: '/body/a', message: CANARY, errorCode: 'type.openapi.validation' }],
    }),
};

/** As clients of upstreams do. */
class UpstreamError extends Error {
  constructor(said: object) {
    super('x');
    Object.assign(this, said);
  }
}
/** Whose errors have nothing that JSON cannot have, but a class. */
const INDISTINCT = new Set(['ajv', 'valibot']);

/** What the library's error says of itself, whether it is enumerable or not. */
function marksOf(error: unknown): object {
  const keys = ['name', 'message', 'status', 'issues', 'inner', 'errors', 'details', 'isJoi', 'arkErrors'];
  const found = keys.map((key) => [key, (error as Readonly<Record<string, unknown>>)[key]]);
  return { ...(error as object), ...Object.fromEntries(found) } as object;
}

describe('R31 the JSON of an upstream is not believed', () => {
  it.each(Object.entries(upstreams))('%s', async (family, fail) => {
    const real = await fail();
    expect(silently(real)).toMatchObject({ status: 400, family: family.replace(' 3', '') });
    const said = JSON.parse(JSON.stringify(marksOf(real))) as object;
    const thrown = [said, [said], Object.assign(new Error('x'), said), Object.assign(new Error(''), said)];
    for (const one of thrown) expect(silently(one)).toMatchObject({ status: 500, family: 'unexpected' });
    const assigned = { status: INDISTINCT.has(family) ? 400 : 500 };
    expect(silently(new UpstreamError(said))).toMatchObject(assigned);
    const copy = JSON.parse(JSON.stringify(real)) as unknown;
    expect(silently(copy)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  const canaries: readonly unknown[] = [
    {
      message: 'validation failed',
      ajv: true,
      validation: true,
      errors: [{ keyword: 'CANARY keyword', instancePath: 'CANARY http://internal/secret?x=1' }],
    },
    {
      name: 'Bad Request',
      status: 400,
      errors: [{ message: 'x', errorCode: 'CANARYCODE.openapi.validation', path: 'CANARY https://internal' }],
    },
    { issues: [{ message: 'x', path: ['CANARY secret'] }] },
    { name: 'SchemaError', issues: [{ message: 'x', path: ['CANARY secret'] }] },
    [{ property: 'CANARY', constraints: { isEmail: 'x' } }],
    { message: 'Validation failed', details: { body: { isJoi: true, details: [] } } },
    { name: 'ZodError', _zod: { traits: {} }, issues: [{ code: 'custom', path: ['CANARY'] }] },
  ];
  it.each(canaries)('%j', (said) => {
    for (const thrown of [said, Object.assign(new Error('x'), said), Object.freeze(said)])
      expect(silently(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('a Proxy that cannot be asked', () => {
    const trap = (): never => {
      throw new Error(CANARY);
    };
    const thrown = new Proxy({ name: 'ZodError', issues: [] }, { getOwnPropertyDescriptor: trap });
    expect(silently(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });
});
