import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathIn, queryIn } from '../../src/http/url.ts';
import { pathOf } from '../../src/rules/paths.ts';

describe('R71 the path that patterns see', () => {
  it.each([
    ['/', '/'],
    ['/a/b', '/a/b'],
    ['/a?b/c', '/a'],
    ['/a#b?c', '/a'],
    ['/a?b#c', '/a'],
    ['?a', '/'],
    ['', '/'],
    ['*', '*'],
    ['http://host/a?b', '/a'],
    ['HTTPS://user@host:80/a', '/a'],
    ['http://host', '/'],
    ['http://host?a=/b', '/'],
    ['http://host#/b', '/'],
    ['host:443', 'host:443'],
    ['//host/a', '//host/a'],
    ['/http://host/a', '/http://host/a'],
    ['/a/', '/a/'],
    ['/a//b/../c', '/a//b/../c'],
    // Unreserved characters, in either case of the digits.
    ['/%61%41%7A%7a%5a%30%39', '/aAzzZ09'],
    ['/%2d%2E%5F%7e', '/-._~'],
    ['/%2e%2e/a', '/../a'],
    // Nothing else, and nothing twice.
    ['/%2F%3f%23%25%40%5B%60%7B%7F%2c%3A%C3%A9', '/%2F%3f%23%25%40%5B%60%7B%7F%2c%3A%C3%A9'],
    ['/%2561', '/%2561'],
    ['/%6', '/%6'],
    ['/%%61', '/%a'],
    ['/%zz%00', '/%zz%00'],
    // What a URI cannot hold, as clients send it.
    ['/café/🔥', '/caf%C3%A9/%F0%9F%94%A5'],
    ['/a b\n"<>\\^`{|}~', '/a%20b%0A%22%3C%3E%5C%5E%60%7B%7C%7D~'],
    ['/\ud83d', '/%EF%BF%BD'],
    ["/!$&'()*+,;=:@[]", "/!$&'()*+,;=:@[]"],
  ])('%j is %j', (url, path) => {
    expect(pathOf(url)).toBe(path);
    expect(pathOf(url)).toBe(path);
  });

  it('is the same for every spelling of unreserved characters, and says the same again', () => {
    const unreserved = fc.constantFrom(...Array.from('abyzABYZ0189-._~'));
    const spelled = fc.array(fc.tuple(unreserved, fc.constantFrom('as it is', 'upper', 'lower')));
    fc.assert(
      fc.property(spelled, (characters) => {
        const url = characters.map(([character, how]) => {
          const octet = `%${character.charCodeAt(0).toString(16)}`;
          return how === 'as it is' ? character : how === 'upper' ? octet.toUpperCase() : octet;
        });
        const path = pathOf(`/${url.join('')}`);
        expect(path).toBe(`/${characters.map(([character]) => character).join('')}`);
      }),
    );
  });

  const encoded = (text: string): string => pathOf(`/${encodeURIComponent(text)}`);

  it.each([
    ['É', 'é'],
    ['ÉÀ', 'éà'],
    // By lower case: the signs of Kelvin and Ångström, and the one letter whose lower case is two.
    ['ban\u212a', 'bank'],
    ['\u212b', 'å'],
    ['ẞ', 'ß'],
    ['İ', 'i\u0307'],
    // By upper case: the micro sign, and sigma at the end of a word.
    ['\u00b5', 'μ'],
    ['ΑΣ', 'ας'],
    ['ας', 'ασ'],
    ['ǅ', 'ǆ'],
    ['\u{10400}', '\u{10428}'],
  ])('%j is %j in another case', (one, other) => {
    expect(encoded(one)).toBe(encoded(other));
  });

  it.each([
    ['maße', 'masse'],
    ['MAẞE', 'masse'],
    ['admın', 'admin'],
    ['admİn', 'admin'],
    ['uſers', 'users'],
    ['ﬁles', 'files'],
    ['ŉ', 'ʼn'],
    ['\u01f0', 'j\u030c'],
    ['ᾳ', 'αι'],
    ['և', 'եւ'],
  ])('%j is not %j', (one, other) => {
    expect(encoded(one)).not.toBe(encoded(other));
  });

  it('is as coarse as routers that ignore case, and takes no letter for ASCII but those whose lower case is', () => {
    const folded = (unit: string): string => decodeURIComponent(encoded(unit)).slice(1);
    const upper = new Map<string, string>();
    const wrong: string[] = [];
    for (let code = 0x80; code <= 0xffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const letter = String.fromCharCode(code);
      const found = folded(letter);
      // Of find-my-way.
      if (found !== folded(letter.toLowerCase()).toLowerCase()) wrong.push(letter);
      if (/[\0-\x7f]/.test(found) && !'\u212aİ'.includes(letter)) wrong.push(letter);
      // Of regular expressions with the flag `i` (ECMA-262, Canonicalize).
      const canonical = letter.toUpperCase();
      const key = canonical.length === 1 && canonical > '\x7f' ? canonical : letter;
      if ((upper.get(key) ?? found) !== found) wrong.push(letter);
      upper.set(key, found);
    }
    expect(wrong).toEqual([]);
  });

  it('never throws, is never empty, and has no query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (url) => {
        const path = pathOf(url);
        expect(path).not.toBe('');
        expect(path).not.toMatch(/[?#]/);
      }),
    );
  });
});

it.each([
  ['/a', ''],
  ['/a?', ''],
  ['/a?b=c&d', 'b=c&d'],
  ['/a?b?c', 'b?c'],
  ['/a?b#c?d', 'b'],
  ['/a#c?d', ''],
  ['http://host?a', 'a'],
])('R71 the query of %j is %j', (url, query) => {
  expect(queryIn(url)).toBe(query);
});

it.each([
  ['/a%7E?b', '/a%7E'],
  ['http://user:pw@host/é?b', '/é'],
  ['http://user:pw@host?b', '/'],
  ['/a#b?c', '/a'],
])('R71 the path of %j is %j as it stands', (url, path) => {
  expect(pathIn(url)).toBe(path);
});
