/** Values that are thrown, of all kinds, each with few members of its own. */

import { runInNewContext } from 'node:vm';
import { AxiosError, AxiosHeaders } from 'axios';
import createError from 'http-errors';
import { BusinessException, NotFoundException, ValidationException } from 'faultline';
import { z } from 'zod';

class Teapot extends Error {
  get status(): number {
    return 418;
  }
  get expose(): boolean {
    return true;
  }
}

const axios = new AxiosError('refused', 'ECONNREFUSED', { headers: new AxiosHeaders() } as never);
export const THROWN: readonly (readonly [string, unknown])[] = [
  ['an error', new Error('select')],
  ['an error with a cause', new TypeError('select', { cause: new RangeError('secret') })],
  ['several errors', new AggregateError([new Error('one'), { two: 2 }], 'all')],
  ['an error with a status', Object.assign(new Error('select'), { status: 403 })],
  ['a class with a status', new Teapot('select')],
  ['an error of another realm', runInNewContext('new Error("select")')],
  ['an object', { reason: 'select' }],
  ['an object of another realm', runInNewContext('({ reason: "select" })')],
  ['an object without a prototype', Object.assign(Object.create(null), { status: 403 })],
  ['a list', ['select']],
  ['a function', () => 'select'],
  ['a proxy', new Proxy(new Error('select'), {})],
  ['a text', 'select'],
  ['nothing', undefined],
  ['an error of http-errors', createError(409, 'in use', { headers: { 'retry-after': '7' } })],
  ['a decorated error', createError(409, new TypeError('select'))],
  ['a vetted exception', new ValidationException('The date is in the past')],
  [
    'a vetted exception with everything',
    new BusinessException('Out of stock', {
      status: 409,
      code: 'STOCK',
      details: { left: 3, at: { shop: 1 } },
      errors: [{ pointer: '/sku', message: 'is not sold' }],
      headers: { 'retry-after': '7' },
    }),
  ],
  ['an exception without a text', new NotFoundException()],
  ['a failed upstream', axios],
  ['a failed validation', z.object({ zip: z.string() }).safeParse({}).error],
  ['a failed validation of Fastify', fastifyValidation()],
];

function fastifyValidation(): Error {
  const validation = [{ keyword: 'required', instancePath: '', params: { missingProperty: 'zip' } }];
  return Object.assign(new Error('body must have zip'), {
    code: 'FST_ERR_VALIDATION',
    statusCode: 400,
    validation,
    validationContext: 'body',
  });
}
