import {
  BusinessException,
  ConflictException,
  NotFoundException,
  RateLimitException,
  ValidationException,
} from 'faultline';
import createError from 'http-errors';
import { describe, expect, it } from 'vitest';
import { answerTo } from './answer.ts';

const LEAK = 'duplicate key value violates "users_email"';
const stock = new ConflictException('Only 3 are left', { details: { left: 3 }, internal: 'shelf 4' });
const date = new ValidationException('Not valid', {
  errors: [{ pointer: '/date', message: 'is past', code: 'past' }],
  internal: 'row 9',
});
const hidden = new NotFoundException(LEAK);
const forged = new ConflictException(LEAK);
const foreign = new Error(LEAK);
const late = new RateLimitException('Slow down', { retryAfter: 7 });
const plain = new BusinessException('It does not go');
const trap = (): never => {
  throw new Error(LEAK);
};
const stockField = { pointer: '', message: 'Only 3 are left', code: 'CONFLICT' };
const dateField = { pointer: '/date', message: 'is past', code: 'past' };
const of = (...parts: unknown[]): AggregateError => new AggregateError(parts, LEAK);
const lost = Object.assign(createError(404, 'No such shelf'), { status: undefined });
const lostField = { pointer: '', message: 'No such shelf' };
const cyclic = of(stock);
cyclic.errors.push(cyclic);

describe('R20 an AggregateError is judged part by part', () => {
  it.each([
    [
      'one vetted part',
      of(stock),
      { status: 409, code: 'CONFLICT', detail: 'Only 3 are left' },
      [stockField],
    ],
    [
      'vetted parts: the most severe answers',
      of(date, stock),
      { status: 409, code: 'CONFLICT', detail: 'Only 3 are left' },
      [dateField, stockField],
    ],
    [
      'a vetted part whose text is hidden',
      of(hidden),
      { status: 404, code: 'NOT_FOUND', detail: undefined },
      undefined,
    ],
    ['vetted parts with a hidden one', of(hidden, date), { status: 404, detail: undefined }, [dateField]],
    ['nested aggregates are opened', of(of(of(date)), stock), { status: 409 }, [stockField, dateField]],
    [
      'a vetted and a foreign part',
      of(stock, foreign),
      { status: 500, code: 'INTERNAL_ERROR' },
      [stockField],
    ],
    ['a foreign part deep inside', of(stock, of(of(foreign))), { status: 500 }, [stockField]],
    ['an empty aggregate inside', of(stock, of()), { status: 500 }, [stockField]],
    [
      'a part that http-errors made',
      of(createError(404, 'No such shelf'), stock),
      { status: 409, code: 'CONFLICT' },
      [{ pointer: '', message: 'No such shelf' }, stockField],
    ],
    [
      'a part that http-errors made and hides',
      of(createError(503, LEAK), stock),
      { status: 503, detail: expect.not.stringContaining('duplicate') as unknown },
      [stockField],
    ],
    [
      'parts that http-errors made and that lost their status',
      of(lost, stock, lost),
      { status: 409 },
      [lostField, stockField, lostField],
    ],
    [
      'a foreign part that http-errors decorated',
      of(stock, createError(404, new Error(LEAK))),
      { status: 500 },
      [stockField],
    ],
    [
      'a part whose status was changed later',
      of(Object.assign(new ConflictException('Only 3 are left'), { status: 423 }), date),
      { status: 423 },
      [stockField, dateField],
    ],
    ['parts that are no errors', of(stock, null, LEAK, 4, undefined), { status: 500 }, [stockField]],
    [
      'parts that throw when looked at',
      of(stock, new Proxy({}, { get: trap, getPrototypeOf: trap, has: trap })),
      { status: 500 },
      [stockField],
    ],
    [
      'a part that only looks vetted',
      of(stock, structuredClone(forged), Object.create(forged)),
      { status: 500 },
      [stockField],
    ],
    [
      'an aggregate that contains itself',
      cyclic,
      { status: 500 },
      Array.from({ length: 16 }, () => stockField),
    ],
    [
      'more parts than anybody reads',
      of(...Array.from({ length: 1000 }, () => stock)),
      { status: 500 },
      Array.from({ length: 32 }, () => stockField),
    ],
  ])('%s', (_, thrown, expected, errors) => {
    const answer = answerTo(thrown);
    expect(answer).toMatchObject({ family: 'aggregate', ...expected });
    expect(answer.body.errors).toEqual(errors);
    expect(answer.text).not.toContain('duplicate key');
  });

  it.each([
    ['foreign parts only', of(foreign, LEAK)],
    ['no parts', of()],
    ['parts that are no array', Object.assign(of(stock), { errors: 'x' })],
    ['parts that throw', Object.defineProperty(of(stock), 'errors', { get: trap })],
    ['an array that throws', Object.assign(of(stock), { errors: new Proxy([stock], { get: trap }) })],
    ['a plain object of that name', { name: 'AggregateError', errors: [stock], message: LEAK }],
    ['an error with the parts but not the name', Object.assign(new Error(LEAK), { errors: [stock] })],
  ])('%s: unexpected', (_, thrown) => {
    const answer = answerTo(thrown);
    expect(answer).toMatchObject({ family: 'unexpected', status: 500 });
    expect(answer.text).not.toContain('duplicate key');
    expect(answer.body.errors).toBeUndefined();
  });

  it('the most severe part answers with all it has', () => {
    expect(answerTo(of(date, stock)).body.details).toEqual({ left: 3 });
    expect(answerTo(of(date, late))).toMatchObject({
      status: 429,
      headers: { 'retry-after': '7' },
      body: { retryable: true },
    });
  });

  it('D8 a part that names no status follows the default', () => {
    expect(answerTo(of(date, plain)).status).toBe(500);
    expect(answerTo(of(date, plain), { defaultStatus: 422 }).status).toBe(422);
  });

  it('what is meant for the record of each part is kept', () => {
    const internal = answerTo(of(stock, date, hidden)).resolution.decided?.classified.recognition.internal;
    expect(internal).toEqual(['shelf 4', 'row 9']);
  });
});
