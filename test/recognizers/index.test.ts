import { defineRecognizer, type Recognizer } from 'faultline';
import createError from 'http-errors';
import { describe, expect, it } from 'vitest';
import { compileRecognizers } from '../../src/recognizers/compile.ts';
import { families } from '../../src/recognizers/families.ts';
import { answerTo } from './answer.ts';
import { fastifyError } from './fastify-errors.ts';

const of = (name: string, marks?: Recognizer['marks'], code?: string): Recognizer =>
  defineRecognizer({
    name,
    ...(marks && { marks }),
    recognize: () => (code === undefined ? undefined : { code }),
  });
const coded = (code: unknown): Error => Object.assign(new Error('canary'), { code });

describe('compileRecognizers', () => {
  it('indexes by property and value, in order', () => {
    const a = of('a', { code: ['X', 'Y'] });
    const b = of('b', { name: ['N'], code: ['Y', 4, true] });
    const c = of('c');
    const { properties, byValue, always } = compileRecognizers([a, b, c]);
    expect(properties).toEqual(['code', 'name']);
    expect(always).toEqual([c]);
    expect(
      byValue.map((values) =>
        Object.fromEntries([...values].map(([key, found]) => [String(key), found.map(({ name }) => name)])),
      ),
    ).toEqual([{ X: ['a'], Y: ['a', 'b'], 4: ['b'], true: ['b'] }, { N: ['b'] }]);
  });

  it('the built-in families have marks; asked about every error are two whose libraries leave none', () => {
    const names = families.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const { always, properties } = compileRecognizers(families);
    expect(always.map(({ name }) => name)).toEqual(['drizzle', 'node-redis']);
    // Each costs a look at every error: those of the first row are read anyway.
    const read = new Set(['code', 'name', 'type', 'message', 'status', 'statusCode', 'expose']);
    expect(properties.filter((property) => !read.has(property))).toEqual(['isAxiosError', '$fault']);
  });
});

describe('families of foreign errors', () => {
  const parsing = (): Error => fastifyError('FST_ERR_CTP_BODY_TOO_LARGE', 413);

  it('each can be switched off, and its errors are unexpected then', () => {
    expect(answerTo(parsing())).toMatchObject({ family: 'body', status: 413 });
    expect(answerTo(parsing(), { families: { body: true } })).toMatchObject({ family: 'body', status: 413 });
    const off = answerTo(parsing(), { families: { body: false } });
    expect(off).toMatchObject({ family: 'unexpected', status: 500 });
    expect(off.text).not.toContain('canary');
  });

  it('their codes can be given other statuses', () => {
    const answer = answerTo(parsing(), { statuses: { BODY_TOO_LARGE: 400 } });
    expect(answer).toMatchObject({
      status: 400,
      code: 'BODY_TOO_LARGE',
      detail: 'The request body is too large.',
    });
    expect(answerTo(parsing(), { statuses: { VALIDATION_FAILED: 422 } }).status).toBe(413);
  });

  it('statuses are not those of the application', () => {
    const own = of('own', undefined, 'BODY_TOO_LARGE');
    expect(answerTo(coded('E'), { recognizers: [own], statuses: { BODY_TOO_LARGE: 400 } }).status).toBe(500);
  });

  it.each(families.map((family) => [family.name, family] as const))('%s is data', (_, family) => {
    for (const [mark, { status, code }] of Object.entries(family.answers)) {
      expect(mark).not.toBe('');
      expect(status === 499 || (status! >= 400 && status! <= 599), mark).toBe(true);
      expect(code).toMatch(/^[A-Z][A-Z0-9_]+$/);
    }
  });
});

describe('recognizers of the application', () => {
  it.each([
    ['the first that knows answers', [of('a'), of('b', undefined, 'B'), of('c', undefined, 'C')], 'B'],
    ['marked ones go first', [of('a', undefined, 'A'), of('b', { code: ['E'] }, 'B')], 'B'],
    ['marks that differ are not asked', [of('a', { code: ['F'] }, 'A')], 'INTERNAL_ERROR'],
    ['they go before the built-in families', [of('a', { code: ['E'] }, 'A')], 'A'],
  ])('%s', (_, recognizers, code) => {
    const thrown = createError(400, 'canary', { code: 'E', type: 'entity.too.large' });
    const expected = code === 'INTERNAL_ERROR' ? 'BODY_TOO_LARGE' : code;
    expect(answerTo(thrown, { recognizers }).code).toBe(expected);
  });

  it('one that throws is passed over and noted', () => {
    const broken = defineRecognizer({
      name: 'broken',
      recognize: () => {
        throw new Error('canary');
      },
    });
    const answer = answerTo(coded('E'), { recognizers: [broken, of('b', undefined, 'B')] });
    expect(answer).toMatchObject({ code: 'B', notes: ['recognizer "broken" threw'] });
    expect(answer.text).not.toContain('canary');
  });
});
