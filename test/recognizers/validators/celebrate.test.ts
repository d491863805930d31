import { celebrate as middleware, CelebrateError, Joi, Modes, Segments } from 'celebrate';
import { describe, expect, it } from 'vitest';
import { answerTo } from '../answer.ts';
import { CANARY, field, fieldsOf, hostile } from './fields.ts';

const required = field('', 'required', 'is required');

interface Sent {
  readonly method: string;
  readonly [part: string]: unknown;
}

/** What celebrate's middleware hands to `next`. */
function errorOf(rules: object, request: Sent, options: object = {}): Promise<unknown> {
  return new Promise((resolve) => {
    void middleware(rules, { abortEarly: false }, options)(request as never, {} as never, resolve);
  });
}

describe('R32 celebrate', () => {
  it.each([
    [Segments.BODY, ''],
    [Segments.QUERY, '/query'],
    [Segments.PARAMS, '/params'],
    [Segments.HEADERS, '/headers'],
    [Segments.COOKIES, '/cookies'],
    [Segments.SIGNEDCOOKIES, '/cookies'],
  ])('%s is %j', async (segment, prefix) => {
    const rules = { [segment]: Joi.object({ a: Joi.number().max(5), 'b/c': Joi.required() }) };
    const request = { method: 'POST', [segment]: { a: 4711, [CANARY]: CANARY } };
    expect(fieldsOf(await errorOf(rules, request), 'celebrate')).toEqual([
      field(`${prefix}/a`, 'maximum', 'must be at most 5'),
      field(`${prefix}/b~1c`, 'required', 'is required'),
      field(prefix, 'additionalProperties', 'has a property that is not allowed'),
    ]);
  });

  it('all segments at once', async () => {
    const wanted = Joi.object({ a: Joi.required() });
    const rules = { body: wanted, query: wanted, headers: wanted };
    const request = { method: 'POST', body: {}, query: {}, headers: {} };
    expect(fieldsOf(await errorOf(rules, request, { mode: Modes.FULL }), 'celebrate')).toEqual([
      { ...required, pointer: '/a' },
      { ...required, pointer: '/query/a' },
      { ...required, pointer: '/headers/a' },
    ]);
  });

  it('10,000 issues in each segment are 100 field errors', async () => {
    const items = Joi.object({ l: Joi.array().items(Joi.number()) });
    const part = { l: Array.from({ length: 10_000 }, () => CANARY) };
    const request = { method: 'POST', body: part, query: part };
    const thrown = await errorOf({ body: items, query: items }, request, { mode: Modes.FULL });
    expect(fieldsOf(thrown, 'celebrate')).toHaveLength(100);
  });

  it('switched off, it is unexpected', async () => {
    const thrown = await errorOf({ body: Joi.object({}) }, { method: 'POST', body: { [CANARY]: 1 } });
    const answer = answerTo(thrown, { families: { celebrate: false } });
    expect(answer).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('an error of celebrate’s class with words of the application has no mark: unexpected', () => {
    const thrown = new CelebrateError(CANARY, { celebrated: true });
    thrown.details.set('body', Joi.string().validate(4711).error!);
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it('a rule of the application with a bug is no mistake of the client: unexpected', async () => {
    const bug = (): never => {
      throw new TypeError(CANARY);
    };
    const rules = { body: Joi.any().custom(bug), query: Joi.object({ a: Joi.required() }) };
    const thrown = await errorOf(rules, { method: 'POST', body: 1, query: {} }, { mode: Modes.FULL });
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  const error = { isJoi: true, details: [{ type: 'any.required', path: ['a'] }] };
  it.each([
    ['no details', undefined],
    ['an empty Map', new Map()],
    ['an object', { body: error }],
    ['something like a Map', { get: () => error }],
    ['a Map with an object', new Map([['body', error]])],
    ['a Map with something else', new Map([['body', { details: error.details }]])],
    ['a Map with another segment', new Map([['session', error]])],
  ])('%s: unexpected', (_, details) => {
    const thrown = Object.assign(new CelebrateError(), { details });
    expect(answerTo(thrown)).toMatchObject({ status: 500, family: 'unexpected' });
  });

  it.each(Object.entries(hostile))('%s', (_, value) => {
    for (const details of [
      value,
      new Map([['body', value]]),
      new Map([['body', new Joi.ValidationError(CANARY, value as never, CANARY)]]),
    ]) {
      const { text, status } = answerTo(Object.assign(new CelebrateError(), { details }));
      expect([400, 500]).toContain(status);
      expect(text).not.toContain('canary');
    }
  });
});
