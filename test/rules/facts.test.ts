import type { RequestFacts } from 'faultline';
import { describe, expect, it } from 'vitest';
import { pathFrom, sharePath } from '../../src/rules/facts.ts';
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

describe('R71 the path is read once for all that ask for it', () => {
  const rules = Array.from({ length: 1000 }, (_, order) => {
    const when = { path: order % 2 === 0 ? `/a/${order}/:x` : `/a/${order}` };
    return { order, name: `r${order}`, when, body: `"${order}"` };
  });
  const apis = [{ id: 'a', name: 'A', match: ['/a/*rest'] }];
  const policy = policyOf({ apis, platform: { rules } });

  it.each([
    ['of the framework', { url: '/', path: '/a/998/y' }, { path: 1, url: 0 }],
    ['of the URL', { url: '/a/998/y', path: undefined }, { path: 1, url: 1 }],
    ['of none', { url: undefined, path: undefined }, { path: 1, url: 1 }],
  ])('%s, whatever the number of rules', (_, members, expected) => {
    const read = { path: 0, url: 0 };
    const facts = factsOf({
      path: () => ((read.path += 1), members.path),
      url: () => ((read.url += 1), members.url),
    });
    expect(policy.source(facts)).toBe(members.url === undefined ? undefined : '"998"');
    expect(read).toEqual(expected);
  });

  it('not where nothing asks', () => {
    const config = { platform: { errors: { BUSY: { code: 'B' } } } };
    expect(policyOf(config).select(factsOf({ path: explode, url: explode })).values.code).toBe('B');
    let reads = 0;
    policyOf(config).select(factsOf({ path: () => (reads += 1) }));
    expect(reads).toBe(0);
  });

  it('and again for the next selection, when another route may have been chosen', () => {
    let path = '/a/2/y';
    const facts = factsOf({ path: () => path });
    expect(policy.source(facts)).toBe('"2"');
    path = '/a/4/y';
    expect(policy.source(facts)).toBe('"4"');
    expect(pathFrom(facts)).toBe('/a/4/y');
  });

  it('of each request by itself, where reading one fails another', () => {
    const inner = factsOf({ path: () => '/a/2/y' });
    const outer = factsOf({ path: () => `${policy.source(inner) === '"2"' ? '/a/4' : ''}/y` });
    expect(policy.source(outer)).toBe('"4"');
    const other = sharePath(outer, () => pathFrom(inner));
    expect(other).toBe('/a/2/y');
  });

  it('and what fails meanwhile ends it', () => {
    let path = '/a';
    const facts = factsOf({ path: () => path });
    const ask = (): never => {
      pathFrom(facts);
      throw new Error('asked');
    };
    expect(() => sharePath(facts, ask)).toThrow('asked');
    path = '/b';
    expect(pathFrom(facts)).toBe('/b');
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
