import { defineRecognizer, type Recognizer } from 'faultline';
import { describe, expect, it } from 'vitest';
import { compileRecognizers } from '../../src/recognizers/compile.ts';
import { families } from '../../src/recognizers/families.ts';
import { answerTo } from './answer.ts';

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

  it('the built-in families all have marks: none is asked about every error', () => {
    const names = families.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(compileRecognizers(families).always).toEqual([]);
  });
});

describe('recognizers of the application', () => {
  it.each([
    ['the first that knows answers', [of('a'), of('b', undefined, 'B'), of('c', undefined, 'C')], 'B'],
    ['marked ones go first', [of('a', undefined, 'A'), of('b', { code: ['E'] }, 'B')], 'B'],
    ['marks that differ are not asked', [of('a', { code: ['F'] }, 'A')], 'INTERNAL_ERROR'],
    ['they go before the built-in families', [of('a', { code: ['E'] }, 'A')], 'A'],
  ])('%s', (_, recognizers, code) => {
    const thrown = Object.assign(coded('E'), { type: 'entity.too.large' });
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
