import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestFacts } from 'faultline';
import type { CompiledRule } from '../../src/config/place.ts';
import { compileRuleList } from '../../src/config/rule-list.ts';
import type { Condition } from '../../src/config/shapes.ts';
import type { ErrorFacts, Named } from '../../src/policy.ts';
import { compileCondition } from '../../src/rules/condition.ts';
import { factsWith } from '../pipeline/facts.ts';

const SOURCE = {
  body: { format: 'text', contentType: 'text/plain', render: () => '' },
  status: undefined,
} as const;

function ruleOf(when: Condition | undefined, index: number, active = true): CompiledRule {
  const fault = (pointer: string, problem: string): never => {
    throw new Error(`${pointer} ${problem}`);
  };
  const pointer = `/rules/${index}`;
  return {
    pointer,
    name: pointer,
    active,
    when,
    test: compileCondition(when, pointer, fault),
    source: SOURCE,
  };
}

type Asked = readonly [ErrorFacts, RequestFacts, Named | undefined];

/** What a list says is what asking one rule after another says. */
function walk(rules: readonly CompiledRule[], asked: Asked): CompiledRule | undefined {
  return rules.find(({ active, test }) => active && (test === undefined || test(...asked)));
}

function oneOrMore<T>(...values: readonly T[]): fc.Arbitrary<T | readonly T[]> {
  const one = fc.constantFrom(...values);
  return fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));
}

const PATHS = [
  '/',
  '/shop',
  '/Shop/',
  '/shop/items',
  '/shop/%7Ejoe',
  '/shop/~joe',
  '/caf%C3%A9',
  '/shop.txt',
];
const PATTERNS = [...PATHS, '/shop/*rest', '/shop/:id', '/shop{/:id}'];
const CODES = ['BUSY', 'NOT_FOUND', 'constructor', '__proto__'];
const expected = fc.oneof(
  oneOrMore('mobile', 'web', '', 'Web'),
  fc.constantFrom({ matches: '^m' }, { matches: 'b$' }),
);

const MEMBERS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  path: oneOrMore(...PATTERNS),
  method: oneOrMore('GET', 'POST', 'HEAD', 'OPTIONS'),
  header: fc.dictionary(fc.constantFrom('x-client', 'X-Client', 'X-Other', '__proto__'), expected, {
    maxKeys: 2,
  }),
  query: fc.dictionary(fc.constantFrom('lang', 'page'), expected, { maxKeys: 2 }),
  ip: oneOrMore('10.0.0.0/8', '10.1.2.3', '2001:db8::/32'),
  contentType: oneOrMore('application/json', 'text/*'),
  status: oneOrMore<number | string>(404, '404', 500, '4xx', '5xx'),
  code: oneOrMore(...CODES),
  api: oneOrMore('shop', 'users', 'constructor'),
};

const plain = fc
  .subarray(Object.keys(MEMBERS), { maxLength: 3 })
  .chain((names) =>
    fc.record(Object.fromEntries(names.map((name) => [name, MEMBERS[name]!]))),
  ) as fc.Arbitrary<Condition>;

const condition: fc.Arbitrary<Condition | undefined> = fc.oneof(
  { weight: 12, arbitrary: plain },
  { weight: 1, arbitrary: fc.record({ any: fc.array(plain, { minLength: 1, maxLength: 2 }) }) },
  {
    weight: 1,
    arbitrary: fc.tuple(plain, plain).map(([first, not]) => ({ ...first, not: { method: 'GET', ...not } })),
  },
  { weight: 1, arbitrary: fc.record({ all: fc.array(plain, { maxLength: 2 }) }) },
);

const rules = fc
  .array(fc.tuple(condition, fc.boolean(), fc.boolean()), { minLength: 13, maxLength: 60 })
  .map((list) => list.map(([when, one, other], index) => ruleOf(when, index, one || other)));

const HEADERS = fc.dictionary(
  fc.constantFrom('x-client', 'x-other', 'content-type', '__proto__'),
  fc.constantFrom('mobile', 'web', '', 'Web', 'application/json', 'text/plain;charset=utf-8'),
);

const asked: fc.Arbitrary<Asked> = fc.tuple(
  fc.record({
    code: fc.constantFrom(...CODES, 'OTHER'),
    name: fc.constantFrom('Error', 'toString'),
    status: fc.constantFrom(400, 404, 500, 503),
  }),
  fc
    .record({
      method: fc.constantFrom('GET', 'POST', 'HEAD', 'PUT'),
      path: fc.constantFrom(...PATHS, '/SHOP', '/shop//', '/shop/7', '*', 'http://a.b/shop'),
      query: fc.constantFrom('', '?lang=mobile', '?page&lang=web#shop'),
      remoteAddress: fc.constantFrom('10.1.2.3', '::ffff:10.9.9.9', '2001:db8::1', undefined),
      headers: HEADERS,
    })
    .map(({ headers, path, query, ...more }) => {
      const header = (name: string): string | undefined =>
        Object.hasOwn(headers, name) ? headers[name] : undefined;
      return { ...more, url: path + query, header };
    }),
  fc.constantFrom(undefined, { id: 'shop', name: 'Shop' }, { id: 'users', name: 'Users' }),
);

describe('R69 R70 R71 D37 the first rule that holds', () => {
  it('of a long list is that of a walk through all of them', () => {
    const found = new Map<boolean, number>();
    let late = 0;
    const property = fc.property(
      rules,
      fc.array(asked, { minLength: 1, maxLength: 10 }),
      (list, requests) => {
        const { first, rules: all } = compileRuleList(list);
        expect(all).toBe(list);
        for (const request of requests) {
          const rule = first(...request);
          expect(rule).toBe(walk(list, request));
          found.set(rule !== undefined, (found.get(rule !== undefined) ?? 0) + 1);
          if (rule !== undefined && list.indexOf(rule) > 3) late += 1;
        }
      },
    );
    fc.assert(property, { numRuns: 600 });
    expect(found.get(true)).toBeGreaterThan(500);
    expect(late).toBeGreaterThan(200);
  });

  const asking = (facts: Partial<RequestFacts>, headers: Readonly<Record<string, string>> = {}): Asked => [
    { code: 'BUSY', name: 'Error', status: 503 },
    factsWith(headers, facts),
    undefined,
  ];

  /** Rules that never hold here, in front of one. */
  function behind(when: Condition): readonly CompiledRule[] {
    const others = Array.from({ length: 20 }, (_, index) => ruleOf({ code: `OTHER_${index}` }, index));
    return [...others, ruleOf(when, 20)];
  }

  it.each<[string, Condition, Asked]>([
    ['GET includes HEAD', { method: 'GET' }, asking({ method: 'HEAD' })],
    ['a path in any case, with a slash at the end', { path: '/Shop' }, asking({ url: '/sHOP/' })],
    ['a path that was encoded for nothing', { path: '/shop' }, asking({ url: '/%73hop' })],
    ['a path of which only one is plain', { path: ['/shop', '/users/:id'] }, asking({ url: '/users/7' })],
    ['a header in any case', { header: { 'X-CLIENT': 'web' } }, asking({}, { 'x-client': 'web' })],
    [
      'a header behind one that is a pattern',
      { header: { a: { matches: '1' }, b: '2' } },
      asking({}, { a: '1', b: '2' }),
    ],
    ['a class of statuses', { status: [404, '5xx'] }, asking({})],
    ['a status as a text', { status: '503' }, asking({})],
    ['nothing to look up by', { ip: '10.0.0.0/8' }, asking({ remoteAddress: '10.0.0.1' })],
    ['an empty condition', {}, asking({})],
  ])('is found by %s', (_what, when, request) => {
    const list = behind(when);
    expect(compileRuleList(list).first(...request)).toBe(list[20]);
  });

  it('skips inactive ones, and has none where none holds', () => {
    const list = Array.from({ length: 20 }, (_, index) => ruleOf(undefined, index, false));
    expect(compileRuleList(list).first(...asking({}))).toBeUndefined();
    expect(compileRuleList([]).first(...asking({}))).toBeUndefined();
  });

  it('none holds that names no method at all', () => {
    const list = behind({ method: [] });
    expect(compileRuleList(list).first(...asking({}))).toBeUndefined();
  });

  it('of a short list, facts that throw make no rule hold that asks for them', () => {
    const list = [ruleOf({ path: '/' }, 0), ruleOf({ not: { method: 'GET' } }, 1)];
    expect(compileRuleList(list).first(...failing())).toBe(list[1]);
  });

  it('facts that throw, or are no text, make no rule hold that asks for them', () => {
    const list = [
      ...['/a', '/b', '/c', '/d'].map((path, index) => ruleOf({ path }, index)),
      ...['a', 'b', 'c', 'd'].map((name, index) => ruleOf({ header: { [name]: 'x' } }, index + 4)),
      ...['GET', 'PUT', 'HEAD', 'POST'].map((method, index) => ruleOf({ method }, index + 8)),
      ruleOf({ ip: '10.0.0.1' }, 12),
      ruleOf({ code: 'BUSY' }, 13),
    ];
    const odd = { method: 7, url: {}, header: () => ['x'] } as unknown as RequestFacts;
    expect(compileRuleList(list).first(...failing())).toBe(list[13]);
    expect(compileRuleList(list).first(asking({})[0], odd, undefined)).toBe(list[13]);
  });

  function failing(): Asked {
    const fail = (): never => {
      throw new Error('the request is gone');
    };
    const facts = Object.defineProperties(
      { header: fail },
      { method: { get: fail }, url: { get: fail }, remoteAddress: { get: fail } },
    ) as unknown as RequestFacts;
    return [asking({})[0], facts, undefined];
  }

  it('asks only those that could hold', () => {
    let count = 0;
    const list = Array.from({ length: 10_000 }, (_, index) => {
      const rule = ruleOf({ header: { 'x-tenant': `t${index}` } }, index);
      const test: CompiledRule['test'] = (...facts) => {
        count += 1;
        return rule.test!(...facts);
      };
      return { ...rule, test };
    });
    const { first } = compileRuleList(list);
    expect(first(...asking({}, { 'x-tenant': 't9999' }))).toBe(list[9999]);
    expect(first(...asking({}, { 'x-tenant': 'other' }))).toBeUndefined();
    expect(count).toBe(1);
  });
});
