/** How much is done to look through a large configuration, and how often it pauses meanwhile. */

import { afterEach, describe, expect, it, vi } from 'vitest';
import { areasOf } from '../../src/config/analysis/areas.ts';
import { createCoverings } from '../../src/config/analysis/covering.ts';
import { warningsOf, type Warning } from '../../src/config/analysis/index.ts';
import { sourcesOf } from '../../src/config/analysis/sources.ts';
import { matchingOf } from '../../src/config/analysis/unmatched.ts';
import { compilePolicy } from '../../src/config/compile.ts';
import type { Condition, Config, Rule } from '../../src/config/shapes.ts';
import { createExpression } from '../../src/rules/expression/index.ts';
import { runAtOnce } from '../../src/slices.ts';

vi.mock(import('../../src/rules/expression/index.ts'), async (original) => {
  const real = await original();
  return { ...real, createExpression: vi.fn(real.createExpression) };
});

afterEach(() => {
  vi.mocked(createExpression).mockClear();
});

const COUNT = 50;

function rulesOf(conditions: readonly Condition[]): readonly Rule[] {
  return conditions.map((when, order) => ({ order, name: `rule ${order}`, when, body: {} }));
}

const numbers = Array.from({ length: COUNT }, (_, i) => i);

/** What is found, and the pauses. */
function looked(config: Config): { readonly found: readonly Warning[]; readonly pauses: number } {
  const policy = runAtOnce(compilePolicy({ config, serverErrors: [], env: new Map() }, () => undefined));
  vi.mocked(createExpression).mockClear();
  const steps = [...warningsOf(config, policy)];
  const found = steps.filter((step) => step !== undefined);
  return { found, pauses: steps.length - found.length };
}

describe('expressions', () => {
  const expressions = numbers.map((i): Condition => ({ header: { a: { matches: `^x${i}y` } } }));
  const values = numbers.map((i): Condition => ({ header: { a: `x${i}z` }, query: { b: 'c' } }));

  it('are made once for all comparisons', () => {
    expect(looked({ platform: { rules: rulesOf([...expressions, ...values]) } }).found).toEqual([]);
    expect(createExpression).toHaveBeenCalledTimes(COUNT);
  });

  it('are not made again for what shows warnings', () => {
    const rules = rulesOf([{}, ...expressions, ...expressions]);
    const { found } = looked({ platform: { rules } });
    expect(found).toHaveLength(2 * COUNT);
    expect(createExpression).toHaveBeenCalledTimes(COUNT);
    // The samples fulfil them all the same.
    expect(found.every(({ witness }) => witness !== undefined)).toBe(true);
  });

  it('that take long are made with pauses', () => {
    const slow = (text: string): Config => ({
      platform: { rules: rulesOf([{ header: { a: { matches: text } } }, { header: { a: 'b' } }]) },
    });
    expect(looked(slow('(?:a?){50}a{50}b')).pauses).toBeGreaterThan(looked(slow('c')).pauses + 5);
  });
});

describe('there is a pause', () => {
  const taken = { unmatched: new Set<string>(), filled: new Set<string>() };
  const pausesIn = (work: Generator): number => [...work].length;
  const api = { id: 'a', name: 'A', match: ['/*rest'] };

  it('after each comparison of two rules', () => {
    const rules = rulesOf(numbers.map((i) => ({ code: `CODE_${i}` })));
    expect(looked({ platform: { rules } }).pauses).toBeGreaterThanOrEqual((COUNT * (COUNT - 1)) / 2);
  });

  it('for each rule of a long list', () => {
    const codes = Array.from({ length: 102 }, (_, i) => ({ code: `CODE_${i}` }));
    const pauses = (count: number): number =>
      looked({ platform: { rules: rulesOf(codes.slice(0, count)) } }).pauses;
    // The last is compared with 100, and the whole list is gone through.
    expect(pauses(102) - pauses(101)).toBeGreaterThanOrEqual(200);
  });

  it('for each row', () => {
    const errors = Object.fromEntries(numbers.map((i) => [`CODE_${i}`, { title: 'x' }]));
    const root = runAtOnce(areasOf({ platform: { errors } }, taken));
    expect(pausesIn(sourcesOf(root))).toBe(COUNT);
  });

  it('for each group, api and route', () => {
    const config: Config = {
      groups: numbers.map((i) => ({ id: `g${i}`, name: 'G' })),
      apis: [
        ...numbers.map((i) => ({ ...api, id: `a${i}` })),
        { ...api, routes: numbers.map((i) => ({ path: `/${i}` })) },
      ],
    };
    expect(pausesIn(areasOf(config, taken))).toBe(3 * COUNT + 1);
  });

  it('for each pattern of an api, whenever they are gone through', () => {
    const match = numbers.map((i) => `/a${i}`);
    const alone = pausesIn(matchingOf({ apis: [{ ...api, match }] }));
    // Looked for among those of others and added to them.
    expect(alone).toBeGreaterThanOrEqual(2 * COUNT);
    // Compared with the path of a route that is outside of all.
    const outside = pausesIn(matchingOf({ apis: [{ ...api, match, routes: [{ path: '/b' }] }] }));
    expect(outside).toBeGreaterThanOrEqual(alone + COUNT);
    // Compared with those of routes that have all of them.
    const filled = pausesIn(matchingOf({ apis: [{ ...api, match, routes: [{ path: '/:x' }] }] }));
    expect(filled).toBeGreaterThanOrEqual(alone + COUNT);
  });
});

it('equal patterns are not copied for each other', () => {
  const { prototype } = Array;
  const original = prototype[Symbol.iterator];
  const coverings = createCoverings();
  const many = 1000;
  let walked = 0;
  prototype[Symbol.iterator] = function walk(this: unknown[]) {
    walked += this.length;
    return original.call(this);
  };
  try {
    for (let i = 0; i < many; i++) coverings.add({ pointer: `/${i}`, pattern: '/a', methods: ['GET'] });
  } finally {
    prototype[Symbol.iterator] = original;
  }
  expect(walked).toBeLessThan(20 * many);
  expect(coverings.find('/a', ['GET'])?.pointer).toBe('/0');
});
