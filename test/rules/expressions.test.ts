/** The expressions of one configuration: how many there may be, and what they cost together. */

import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../src/config/compile.ts';
import type { Rule } from '../../src/config/shapes.ts';
import type { RequestFacts } from '../../src/model.ts';
import { compileCondition, prepareCondition } from '../../src/rules/condition.ts';
import { createExpressions, MAX_EXPRESSIONS } from '../../src/rules/expression/expressions.ts';
import { runAtOnce } from '../../src/slices.ts';
import { collect, refuse } from './reports.ts';

const ERROR = { code: 'NOT_FOUND', name: 'NotFoundException', status: 404 };

function asking(header: string, source: string): Pick<Rule, 'when'> {
  return { when: { header: { [header]: { matches: source } } } };
}

function rulesOf(conditions: readonly Pick<Rule, 'when'>[]): readonly Rule[] {
  return conditions.map((condition, order) => ({ order, name: `rule ${order}`, body: {}, ...condition }));
}

/** As many as there may be, at all levels together. */
const allowed = Array.from({ length: MAX_EXPRESSIONS }, (_, i) => asking('user-agent', `bot${i}/`));

describe('R71 the number of different expressions in a configuration', () => {
  function faultsOf(rules: readonly Rule[]): readonly object[] {
    const { reported, report } = collect();
    const half = rules.length >> 1;
    const api = { id: 'a', name: 'A', match: ['/*rest'], rules: rules.slice(half) };
    const config = { platform: { rules: rules.slice(0, half) }, apis: [api] };
    runAtOnce(compilePolicy({ config, serverErrors: [], env: new Map() }, report));
    return reported;
  }

  it('may be 500, each in as many rules as wanted, in any case of the name of a header', () => {
    const again = allowed.flatMap(({ when }) => [
      { when: { not: when! } },
      asking('User-Agent', 'bot7/'),
      { when: { header: { 'user-agent': 'bot' } } },
    ]);
    expect(faultsOf(rulesOf([...allowed, ...again]))).toEqual([]);
  });

  it.each([
    ['another one', asking('user-agent', 'bot500/')],
    ['one about another header', asking('accept', 'bot0/')],
    ['one about a parameter of the same name', { when: { query: { 'user-agent': { matches: 'bot0/' } } } }],
  ])('is refused with %s, which is told once', (_, more) => {
    const faults = faultsOf(rulesOf([...allowed, more, asking('x', 'a'), asking('y', 'b')]));
    expect(faults).toEqual([
      {
        pointer: expect.stringMatching(
          /^\/apis\/0\/rules\/249\/when\/(?:header|query)\/[a-z-]+\/matches$/,
        ) as string,
        problem: expect.stringMatching(
          /^the expression "bot(?:0|500)\/" is one more than the 500 that a configuration may have$/,
        ) as string,
        cure: expect.stringMatching(/^use path patterns, lists of values, or fewer expressions/) as string,
      },
    ]);
  });

  const refused = (i: number): string => `(?=${i})`;

  it('counts what is refused for itself, which may have taken as long', () => {
    const expressions = createExpressions();
    const { reported, report } = collect();
    for (let i = 0; i < 2 * MAX_EXPRESSIONS; i++)
      expect(expressions.compile('a', refused(i), '/p', report)).toBeUndefined();
    expect(reported).toHaveLength(MAX_EXPRESSIONS + 1);
    expect(reported.at(-1)).toMatchObject({
      problem: 'the expression "(?=500)" is one more than the 500 that a configuration may have',
    });
  });

  it('makes no more of them ahead either', () => {
    const slow = 'a.{30}b';
    const { prepare, compile } = createExpressions();
    for (let i = 0; i < MAX_EXPRESSIONS - 1; i++) runAtOnce(prepare(refused(i)));
    expect([...prepare(slow)].length).toBeGreaterThan(5);
    expect([...prepare(`${slow}c`)]).toHaveLength(0);
    const { reported, report } = collect();
    expect(compile('a', `${slow}c`, '/p', report)).toBeUndefined();
    expect(reported).toEqual([
      expect.objectContaining({ problem: expect.stringContaining('is one more than the 500') as string }),
    ]);
  });
});

describe('R71 what an expression costs a request', () => {
  /** The characters that are looked at meanwhile. */
  function looksOf(run: () => unknown): number {
    const { prototype } = String;
    const original = prototype.charCodeAt;
    let looks = 0;
    prototype.charCodeAt = function charCodeAt(this: string, at: number): number {
      looks += 1;
      return original.call(this, at);
    };
    try {
      run();
    } finally {
      prototype.charCodeAt = original;
    }
    return looks;
  }

  const facts = (url: string, agent: string): RequestFacts => ({
    method: 'GET',
    url,
    header: (name) => (name === 'user-agent' ? agent : undefined),
  });
  const last = { when: { header: { 'user-agent': { matches: 'z' } }, query: { q: { matches: 'z' } } } };

  it('is the same in one rule and in a thousand', () => {
    const expressions = createExpressions();
    const tests = Array.from({ length: 1000 }, () => compileCondition(last.when, '', refuse, expressions)!);
    const asked = (url: string, agent: string): readonly boolean[] =>
      tests.map((test) => test(ERROR, facts(url, agent), undefined));
    const hostile = facts(`/?${'q=yy&'.repeat(2000)}`, `${'y'.repeat(1023)}z`);
    const looks = looksOf(() => tests.map((test) => test(ERROR, hostile, undefined)));
    // Those that read the URL are some more, once.
    expect(looks).toBeGreaterThan(1024);
    expect(looks).toBeLessThan(1024 + 1024 + 20_000);
    // And what was found in one request says nothing of another.
    expect(new Set(asked('/?q=z', 'z'))).toEqual(new Set([true]));
    expect(new Set(asked('/?q=y', 'z'))).toEqual(new Set([false]));
    expect(new Set(asked('/?q=z', 'y'))).toEqual(new Set([false]));
    expect(new Set(asked('/?q=z', 'z'))).toEqual(new Set([true]));
  });

  it('is bounded by 1,024 characters, of all values of a parameter together', () => {
    const holds = createExpressions().compile('query q', 'z$', '', refuse)!;
    const many = Array.from({ length: 256 }, () => 'y'.repeat(32));
    expect(looksOf(() => holds(many))).toBe(1024);
    expect(holds([...Array.from({ length: 256 }, () => ''), 'yz'])).toBe(true);
    expect(holds(['y'.repeat(1022), 'yz'])).toBe(true);
    expect(holds(['y'.repeat(1023), 'yz'])).toBe(false);
    expect(holds(['y'.repeat(1023), 'zy'])).toBe(true);
    expect(holds(['y'.repeat(1024), 'z'])).toBe(false);
    expect(holds([])).toBe(false);
  });
});

describe('R85 an expression that takes long to make is made in steps', () => {
  const slow = '(?:a?){50}a{50}b';
  const refused = 'a.{30}b';

  it.each([
    ['in a header', { header: { a: { matches: slow } } }],
    ['in a parameter', { query: { a: { matches: slow } } }],
    ['that is refused', { header: { a: { matches: refused } } }],
    ['deep in others', { all: [{}, { any: [{ not: { header: { a: 'b', c: { matches: slow } } } }] }] }],
  ])('%s', (_, when) => {
    const expressions = createExpressions();
    expect([...prepareCondition(when, expressions)].length).toBeGreaterThan(5);
    // Once.
    expect([...prepareCondition(when, expressions)]).toHaveLength(0);
    const stepsOf = (condition: object): number => {
      const config = { platform: { rules: rulesOf([{ when: condition }]) } };
      return [...compilePolicy({ config, serverErrors: [], env: new Map() }, () => undefined)].length;
    };
    expect(stepsOf(when)).toBeGreaterThan(stepsOf({}) + 5);
  });
});
