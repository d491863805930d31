import * as fc from 'fast-check';
import { pathToRegexp } from 'path-to-regexp';
import { describe, expect, it } from 'vitest';
import { compilePaths, pathOf, type PathIndex, type PathPattern } from '../../src/rules/paths.ts';
import { collect, refuse } from './reports.ts';

const index = (...patterns: readonly (string | PathPattern)[]): PathIndex =>
  compilePaths(
    patterns.map((pattern) => (typeof pattern === 'string' ? { pattern } : pattern)),
    () => '',
    refuse,
  );

const matches = (pattern: string, path: string): boolean => index(pattern).first(path, 'GET') === 0;

/** As paths are compared; names of parameters stay. */
function encoded(pattern: string): string {
  return pattern.replaceAll('é', '%C3%A9').replaceAll('ß', '%C3%9F');
}

/** What the index must agree with. */
function createTrial(patterns: readonly PathPattern[]): PathIndex {
  const expressions = patterns.map(({ pattern }) => pathToRegexp(encoded(pattern)).regexp);
  return {
    first: (path, method) =>
      patterns.findIndex(({ methods = [] }, i) => {
        const isMethod =
          methods.length === 0 || methods.includes(method) || (method === 'HEAD' && methods.includes('GET'));
        return isMethod && expressions[i]!.test(path);
      }),
  };
}

describe('R71 a pattern matches', () => {
  it.each([
    ['/', '/', true],
    ['/', '//', true],
    ['/', '/a', false],
    ['/atmapp', '/atmapp', true],
    ['/atmapp', '/atmapp/', true],
    ['/atmapp', '/atmapp//', false],
    ['/atmapp', '/ATMapp', true],
    ['/AtmApp', '/atmapp', true],
    ['/atmapp', '/atmapp/zipcode', false],
    ['/atmapp', 'atmapp', false],
    ['/a/', '/a', false],
    ['/a/', '/a/', true],
    ['/a/', '/a//', true],
    ['/atmapp/*rest', '/atmapp/a/b', true],
    ['/atmapp/*rest', '/atmapp/', false],
    ['/atmapp/*rest', '/atmapp', false],
    ['/atmapp/*rest', '/atmapp//', true],
    ['/*rest', '/', false],
    ['/*rest', '/a', true],
    ['/users/:id', '/users/42', true],
    ['/users/:id', '/users/42/', true],
    ['/users/:id', '/users//', false],
    ['/users/:id', '/users/', false],
    ['/users/:id', '/users/42/books', false],
    ['/users/:id/books', '/users/42/books', true],
    ['/users{/:id}', '/users', true],
    ['/users{/:id}', '/users/42', true],
    ['/api{/v:version}/users', '/api/v1/users', true],
    ['/api{/v:version}/users', '/api/users', true],
    ['/api{/v:version}/users', '/api/x1/users', false],
    ['/files/:name.:type', '/files/a.b', true],
    ['/files/:name.:type', '/Files/ab', false],
    ['/files/*path/raw', '/files/a/b/raw', true],
    ['/files/*path/raw', '/files/raw', false],
    ['{/:language}/users', '/users', true],
    ['{/:language}/users', '/de/users', true],
    ['{/:language}', '/', true],
    ['*all', '*', true],
    ['\\*', '*', true],
    ['/v1/items\\:batch', '/v1/items:batch', true],
    ['/:"user id"', '/42', true],
    ['/caf%C3%A9', '/caf%c3%a9', true],
    // Case is that of regular expressions without `u`: these are not K, i and s.
    ['/k', '/\u212a', false],
    ['/i', '/\u0130', false],
    ['/s', '/\u017f', false],
    ['/a/b', '/a/b\n', false],
    ['/:a', '/\n', true],
  ])('%j: %j: %j', (pattern, path, expected) => {
    expect(pathToRegexp(pattern).regexp.test(path)).toBe(expected);
    expect(matches(pattern, path)).toBe(expected);
  });

  it.each([
    ['the first declared of two that are alike', ['/a', '/A'], '/a', 0],
    ['a parameter before a text', ['/:a', '/b'], '/b', 0],
    ['a text before a parameter', ['/b', '/:a'], '/b', 0],
    ['a wildcard before all', ['/*a', '/b', '/:c'], '/b', 0],
    ['one beneath a parameter before one beneath a text', ['/:a/x', '/b/x'], '/b/x', 0],
    ['one beneath a text before one beneath a parameter', ['/b/y', '/b/x', '/:a/x'], '/b/x', 1],
    ['one that needs its expression before others', ['/b/:x.:y', '/b/:x'], '/b/1.2', 0],
    ['one that needs its expression after others', ['/b/:x', '/b/:x.:y'], '/b/1.2', 0],
    ['the second of those that need their expressions', ['/b/:x.:y', '/b/:x-:y', '/b/:x'], '/b/1-2', 1],
    ['none', ['/a', '/b/:c', '/d/*e'], '/f', -1],
  ])('R65 the first declared has the request: %s', (_, patterns, path, expected) => {
    expect(index(...patterns).first(path, 'GET')).toBe(expected);
  });

  it('R71 only for its methods; GET includes HEAD', () => {
    const { first } = index(
      { pattern: '/a', methods: ['POST', 'post'] },
      { pattern: '/a', methods: ['GET'] },
      { pattern: '/a', methods: [] },
      { pattern: '/b/:x.:y', methods: ['PUT'] },
      { pattern: '/b/:x', methods: ['HEAD'] },
      { pattern: '/c/*rest', methods: ['get'] },
    );
    const asked = ['POST', 'GET', 'HEAD', 'PUT', 'get'].map((method) => [
      first('/a', method),
      first('/b/1.2', method),
      first('/c/d', method),
    ]);
    expect(asked).toEqual([
      [0, -1, -1],
      [1, -1, 5],
      [1, 4, 5],
      [2, 3, -1],
      [2, -1, -1],
    ]);
  });

  it('however deep it is', () => {
    for (const depth of [63, 64, 65, 66, 67, 68, 200]) {
      const { first } = index('/a'.repeat(depth), `${'/:b'.repeat(depth)}/*rest`);
      expect(first('/A'.repeat(depth), 'GET')).toBe(0);
      expect(first(`${'/A'.repeat(depth)}/`, 'GET')).toBe(0);
      expect(first(`${'/A'.repeat(depth)}//`, 'GET')).toBe(1);
      expect(first('/b'.repeat(depth), 'GET')).toBe(-1);
      expect(first('/a'.repeat(depth + 1), 'GET')).toBe(1);
      expect(first('/a'.repeat(depth + 50), 'GET')).toBe(1);
    }
  });

  it('paths of any length, but for those that need its expression: up to 8,192 characters', () => {
    const { first } = index('/a/:x-:y', '/b/:x', '/c/*rest');
    const long = (length: number): string => `${'1'.repeat(length - 5)}-2`;
    expect(first(`/a/${long(8192)}`, 'GET')).toBe(0);
    expect(first(`/a/${long(8193)}`, 'GET')).toBe(-1);
    expect(first(`/b/${long(100_000)}`, 'GET')).toBe(1);
    expect(first(`/c${'/'.repeat(100_000)}`, 'GET')).toBe(2);
    expect(first('/'.repeat(100_000), 'GET')).toBe(-1);
  });
});

describe('R71 a pattern is written as a path is sent, or as it is read', () => {
  it.each([
    ['/%7Euser', '/~user', true],
    ['/~user', '/%7euser', true],
    ['/%61%2E:b', '/a.c', true],
    ['/:a%62', '/xb', true],
    ['/:a%62', '/xc', false],
    ['/:a.%7e{%7e}', '/x.~~', true],
    ['/\\%61', '/a', true],
    ['/x/%7Euser/*path/raw', '/X/~user/a/raw', true],
    ['/%2Fa', '/%2fa', true],
    ['/%2Fa', '//a', false],
    ['/%2561', '/a', false],
    ['/café', '/caf%C3%A9', true],
    ['/caf%c3%a9', '/café', true],
    ['/café/:x.:y', '/caf%C3%A9/1.2', true],
    ['/é:x', '/%C3%A9a', true],
    ['/:é', '/a', true],
    ['/:é-é', '/a-%c3%a9', true],
    ['/*é', '/a/b', true],
    ['/🔥{/é}', '/%F0%9F%94%A5/%C3%A9', true],
    ['/a b', '/a%20b', true],
    ['/a"b', '/a%22b', true],
    ['/a\\"b', '/a%22b', true],
    ['/a\\{b\\}', '/a%7Bb%7D', true],
    ['/a\\?b', '/a%3Fb', true],
    ['/a\\?b', '/a?b', false],
    ['/a#b', '/a%23b', true],
    // Letters beyond ASCII too have two cases, and some have more.
    ['/É', '/%C3%A9', true],
    ['/é', '/%C3%89', true],
    ['/bank', '/ban%E2%84%AA', true],
    ['/\u00b5', '/%CE%9C', true],
    ['/\u1e9e', '/%C3%9F', true],
    ['/ΟΔΟΣ', '/%CE%BF%CE%B4%CE%BF%CF%83', true],
    ['/\u{10400}', '/%F0%90%90%A8', true],
    ['/é', '/%C3%A8', false],
  ])('%j: %j: %j', (pattern, url, expected) => {
    const { first } = compilePaths(
      [{ pattern }],
      () => '',
      () => undefined,
    );
    expect(first(pathOf(url), 'GET') === 0).toBe(expected);
  });

  it('whatever character it is', () => {
    const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(character, (text) => {
        const escaped = Array.from(text, (one) => (/[\w/]/.test(one) ? one : `\\${one}`)).join('');
        expect(matches(`/${escaped}`, pathOf(`/${text.split('/').map(encodeURIComponent).join('/')}`))).toBe(
          true,
        );
      }),
    );
  });
});

describe('R71 the index says what trying one pattern after another says', () => {
  const text = fc.constantFrom('', 'a', 'B', 'ab', 'b', 'a.b', '%C3%A9', 'é', 'k', 'ß', '\\:', '-');
  const segment = fc.oneof(
    { weight: 4, arbitrary: text },
    { weight: 4, arbitrary: fc.constantFrom(':x', ':y', ':"z"') },
    {
      weight: 2,
      arbitrary: fc.constantFrom(':x.:y', 'a-:x', ':x-b', ':x{-b}', '{a}', 'a{b}', '*w', 'a*w', ':ü'),
    },
  );
  const part = fc.oneof(
    { weight: 6, arbitrary: segment.map((written) => `/${written}`) },
    { weight: 2, arbitrary: segment.map((written) => `{/${written}}`) },
    { weight: 1, arbitrary: fc.tuple(segment, segment).map(([a, b]) => `{/${a}{/${b}}}`) },
  );
  const start = fc.constantFrom('', '', '', '', '*w', '{/:l}');
  const pattern = fc
    .tuple(start, fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '', '/', '/*w'))
    .map(([first, parts, end]) => `${first}${parts.join('')}${end}`)
    .filter(isPattern);
  const methods = fc.constantFrom(undefined, undefined, [], ['GET'], ['POST'], ['HEAD', 'PUT']);
  const patterns = fc.array(fc.record({ pattern, methods }), { maxLength: 12 });
  const pathSegment = fc.oneof(
    fc.constantFrom(
      '',
      'a',
      'A',
      'b',
      'AB',
      'a.B',
      'a-b',
      'b-b',
      '%c3%A9',
      'É',
      'é',
      'K',
      '\u212a',
      'ß',
      ':',
      '\n',
    ),
    fc.string({ maxLength: 3 }),
  );
  const path = fc.oneof(
    { weight: 20, arbitrary: fc.array(pathSegment, { maxLength: 6 }).map((parts) => `/${parts.join('/')}`) },
    { weight: 1, arbitrary: fc.constantFrom('', '*', 'a', 'a/b') },
  );
  const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE');

  function isPattern(written: string): boolean {
    try {
      return pathToRegexp(written).regexp instanceof RegExp;
    } catch {
      return false;
    }
  }

  it('over generated patterns, paths and methods', () => {
    let found = 0;
    const property = fc.property(
      patterns,
      fc.array(path, { minLength: 12, maxLength: 12 }),
      method,
      (all, paths, by) => {
        const { first } = index(...all);
        const trial = createTrial(all);
        for (const asked of paths.map(pathOf)) {
          const expected = trial.first(asked, by);
          expect(first(asked, by), asked).toBe(expected);
          if (expected >= 0) found += 1;
        }
      },
    );
    fc.assert(property, { numRuns: 2000 });
    // A comparison of nothing with nothing would prove nothing.
    expect(found).toBeGreaterThan(5000);
  });
});

describe('R71 a wrong pattern is reported with its place and a cure', () => {
  const SYNTAX = /^write ":name" for a segment/;

  it.each([
    ['/users/:id?', 'unexpected ? at index 10', 'write "/users{/:id}"'],
    ['/users/:id(\\d+)?', 'unexpected ( at index 10', 'write "/users{/:id}"'],
    ['/users/:id(\\d+)', 'unexpected ( at index 10', 'write "/users/:id"'],
    ['/a:id?', 'unexpected ? at index 5', 'write "/a{:id}"'],
    ['/files/*', 'missing parameter name at index 8', 'write "/files/*rest"'],
    ['/files/(.*)', 'unexpected ( at index 7', 'write "/files/*rest"'],
    ['(.*)', 'unexpected ( at index 0', 'write "*rest"'],
    ['/files/:path(.*)', 'unexpected ( at index 12', 'write "/files/*path"'],
    ['/files/:path*', 'missing parameter name at index 13', 'write "/files{/*path}"'],
    ['/files/:path+', 'unexpected + at index 12', 'write "/files/*path"'],
    ['/users/?', 'unexpected ? at index 7', 'write "/users"'],
    ['/users[0]', 'unexpected [ at index 6', SYNTAX],
    ['/users{/:id', 'unexpected end at index 11, expected }', SYNTAX],
    ['/:', 'missing parameter name at index 2', SYNTAX],
    ['/:a:b', 'missing text before "b" param', SYNTAX],
    ['{/a}'.repeat(9), 'too many path combinations', SYNTAX],
    ['http://host/:id?', 'missing parameter name at index 5', SYNTAX],
  ])('%j', (pattern, problem, cure) => {
    const { reported, report } = collect();
    const { first } = compilePaths(
      [{ pattern: '/a' }, { pattern }, { pattern: '/b' }],
      (i) => `/apis/0/match/${i}`,
      report,
    );
    expect(reported).toEqual([
      {
        pointer: '/apis/0/match/1',
        problem: `${JSON.stringify(pattern)} is not a path pattern: ${problem}`,
        cure: typeof cure === 'string' ? cure : (expect.stringMatching(cure) as string),
      },
    ]);
    expect(first('/b', 'GET')).toBe(2);
  });

  it.each(['', 'users', ':id', 'users/*rest'])('one that no path can match: %j', (pattern) => {
    const { reported, report } = collect();
    compilePaths([{ pattern }], () => '/p', report);
    expect(reported).toEqual([
      {
        pointer: '/p',
        problem: `the path pattern ${JSON.stringify(pattern)} does not start with "/"`,
        cure: `write ${JSON.stringify(`/${pattern}`)}`,
      },
    ]);
  });

  it('all of them at once', () => {
    const { reported, report } = collect();
    compilePaths([{ pattern: '/*' }, { pattern: '/a' }, { pattern: 'b' }], String, report);
    expect(reported.map(({ pointer }) => pointer)).toEqual(['0', '2']);
  });
});
