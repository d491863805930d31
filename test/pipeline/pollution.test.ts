import { createFaultline, ValidationException } from 'faultline';
import createError from 'http-errors';
import { afterEach, describe, expect, it } from 'vitest';
import { factsWith } from './facts.ts';

/** What a polluted prototype might say about every error, answer and option. */
const POLLUTION: Readonly<Record<string, unknown>> = {
  code: 'FST_ERR_NOT_FOUND',
  detail: 'polluted',
  details: { polluted: true },
  errors: [{ pointer: '/', message: 'polluted' }],
  expected: true,
  expose: true,
  exposeMessage: true,
  fault: 'client',
  generic: false,
  headers: { link: '<polluted>' },
  message: 'a polluted message',
  mode: 'debug',
  notes: ['polluted'],
  retryAfter: 7,
  retryable: true,
  statusIsDefault: true,
};

afterEach(() => {
  for (const key of Object.keys(POLLUTION)) Reflect.deleteProperty(Object.prototype, key);
});

function pollute(key: string): void {
  const value = POLLUTION[key];
  Object.defineProperty(Object.prototype, key, {
    value,
    configurable: true,
    writable: true,
    enumerable: true,
  });
}

const THROWN: readonly (readonly [string, unknown])[] = [
  ['an error', new Error('select * from users')],
  ['a decorated error', createError(409, new TypeError('select * from users'))],
  ['a vetted exception', new ValidationException('The date is in the past')],
  ['nothing', undefined],
];

describe.each(Object.keys(POLLUTION))('A7 Object.prototype.%s', (key) => {
  it.each(THROWN)('changes no byte of the answer to %s', (_name, thrown) => {
    const facts = (): ReturnType<typeof factsWith> => factsWith({}, { correlationId: 'K7QF-2MXD-9TRB' });
    const before = createFaultline({ logger: false }).resolve(thrown, facts()).reply;
    pollute(key);
    const { reply } = createFaultline({ logger: false }).resolve(thrown, facts());
    Reflect.deleteProperty(Object.prototype, key);
    expect(reply).toEqual(before);
  });
});

it('A7 a polluted status is not the status of every error', () => {
  for (const key of ['status', 'statusCode']) {
    Object.defineProperty(Object.prototype, key, { value: 404, configurable: true, writable: true });
  }
  const { reply } = createFaultline({ logger: false }).resolve(new TypeError('x'), factsWith());
  for (const key of ['status', 'statusCode']) Reflect.deleteProperty(Object.prototype, key);
  expect(reply.status).toBe(500);
});
