import type { RequestFacts } from 'faultline';
import { describe, expect, it } from 'vitest';
import { pathFrom } from '../../src/rules/facts.ts';
import { compilePolicy } from '../../src/config/compile.ts';
import type { Config } from '../../src/config/shapes.ts';
import type { Selection } from '../../src/policy.ts';
import { runAtOnce } from '../../src/slices.ts';
import { refuse } from './reports.ts';

const ERROR = { code: 'BUSY', name: 'Error', status: 503 };

function explode(): never {
  throw new Error('a getter');
}

/** Facts whose members are getters. */
function factsOf(members: Readonly<Record<string, () => unknown>>): RequestFacts {
  const facts = { header: () => undefined };
  for (const [name, get] of Object.entries(members)) Object.defineProperty(facts, name, { get });
  return facts as unknown as RequestFacts;
}

interface Asked {
  select(facts: RequestFacts): Selection;
  /** The body of the rule that holds. */
  source(facts: RequestFacts): string | undefined;
}

function policyOf(config: Config): Asked {
  const policy = runAtOnce(compilePolicy({ config, serverErrors: [], env: new Map() }, refuse));
  const select = (facts: RequestFacts): Selection => policy.select(ERROR, facts);
  return { select, source: (facts) => select(facts).source?.body.render({} as never) };
}

describe('R71 the path that patterns are compared with', () => {
  it.each<[string, Readonly<Record<string, () => unknown>>, string | undefined]>([
    ['the one that the framework routes by', { url: () => '/a\\b#', path: () => '/a/b' }, '/a/b'],
    ['which is path throughout', { url: () => '/', path: () => '/a?b#c d%7E' }, '/a%3Fb%23c%20d~'],
    ['that of the URL', { url: () => 'http://h/a%7Eb?c' }, '/a~b'],
    ['that of the URL, where the framework says nothing', { url: () => '/a', path: () => undefined }, '/a'],
    ['that of the URL, where it says what is no text', { url: () => '/a', path: () => 7 }, '/a'],
    ['that of the URL, where it throws', { url: () => '/a', path: explode }, '/a'],
    ['none', { url: explode }, undefined],
    ['none, for what is no text', { url: () => 7 }, undefined],
    ['the one that the framework routes by, without a URL', { url: explode, path: () => '/a' }, '/a'],
  ])('is %s', (_, members, expected) => {
    const facts = factsOf(members);
    expect(pathFrom(facts)).toBe(expected);
    expect(pathFrom(facts)).toBe(expected);
    const when = { path: ['/a', '/a/b', '/a~b', '/a\\?b#c d~'] };
    const { source } = policyOf({ platform: { rules: [{ order: 1, name: 'r', when, body: '""' }] } });
    expect(source(facts)).toBe(expected === undefined ? undefined : '""');
  });
});

describe('R63 the level of a request is found by that path', () => {
  const config = {
    apis: [
      {
        id: 'a',
        name: 'A',
        match: ['/a/*rest'],
        routes: [{ path: '/a/b', methods: ['GET'], errors: { BUSY: { code: 'ROUTE' } } }],
      },
    ],
  };
  const policy = policyOf(config);

  it.each<[string, Readonly<Record<string, () => unknown>>, string | undefined, string | undefined]>([
    ['and the method', { method: () => 'GET', path: () => '/a/b', url: () => '/' }, 'a', 'ROUTE'],
    ['whatever the URL', { method: () => 'PUT', path: () => '/a/b', url: () => '/' }, 'a', undefined],
    ['where the method throws too', { method: explode, path: () => '/a/b' }, 'a', undefined],
    ['the platform without one', { method: () => 'GET', url: explode }, undefined, undefined],
  ])('%s', (_, members, api, code) => {
    const selection = policy.select(factsOf(members));
    expect([selection.api?.id, selection.values.code]).toEqual([api, code]);
  });

  it('in long lists of rules too', () => {
    const paths = Array.from({ length: 20 }, (_, index) => `/a/${index}`);
    const rules = paths.map((path, order) => ({ order, name: path, when: { path }, body: `"${order}"` }));
    const long = policyOf({ platform: { rules } });
    expect(long.source(factsOf({ url: () => '/a\\7#', path: () => '/a/7' }))).toBe('"7"');
    expect(long.source(factsOf({ url: () => '/a\\7#' }))).toBeUndefined();
  });
});
