import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createExpressions } from '../../src/rules/expression/expressions.ts';
import { parse } from '../../src/rules/expression/parse.ts';
import { compileProgram, MAX_INSTRUCTIONS } from '../../src/rules/expression/program.ts';
import type { Report } from '../../src/policy.ts';
import { collect, refuse } from './reports.ts';

const compileExpression = (
  source: string,
  pointer: string,
  report: Report,
): ((value: string) => boolean) | undefined =>
  createExpressions().compile('header a', source, pointer, report);

const compile = (source: string): ((value: string) => boolean) => compileExpression(source, '', refuse)!;

describe('R71 an expression of a condition is found in a value', () => {
  it.each([
    ['', '', true],
    ['', 'a', true],
    ['a', 'bab', true],
    ['a', 'bAb', false],
    ['^a', 'ba', false],
    ['a$', 'ab', false],
    ['^a$', 'a', true],
    ['^a$', 'a\n', false],
    ['^$', '', true],
    ['^$', 'a', false],
    ['b^', 'ab', false],
    ['iPhone|Android', 'Mozilla/5.0 (Linux; Android 14)', true],
    ['iPhone|Android', 'Mozilla/5.0 (X11; Linux)', false],
    ['^v[2-4]\\.', 'v3.1', true],
    ['^v[2-4]\\.', 'v5.1', false],
    ['^(?<major>\\d+)\\.(?:\\d+)\\.(\\d+)$', '1.20.300', true],
    ['^a{2}$', 'aa', true],
    ['^a{2}$', 'aaa', false],
    ['^a{2,}$', 'aaaa', true],
    ['^a{2,3}$', 'aaaa', false],
    ['^a{0}$', '', true],
    ['^a{0,2}?b$', 'aab', true],
    ['^(ab+?|c*)+$', 'abbcab', true],
    ['^(a|)+$', 'aa', true],
    ['(){999}a', 'a', true],
    ['^(^a|b){2}$', 'ab', true],
    ['\\bcat\\b', 'a cat.', true],
    ['\\bcat\\b', 'concat', false],
    ['\\Bcat', 'concat', true],
    ['^\\B$', '', true],
    ['a.c', 'a\nc', false],
    ['a[^]c', 'a\nc', true],
    ['[]', 'a', false],
    ['[-a]{2}', '-a', true],
    ['[a-]{2}', '-a', true],
    ['[^a-c\\d]', 'ab1', false],
    ['[\\w.]+@', 'a.b@', true],
    ['[\\b]', '\b', true],
    ['[[(*+?.$|{}]', '{', true],
    ['[\\]\\\\-]{3}', ']\\-', true],
    ['[+--]', ',', true],
    ['\\x41\\u00e9\\t\\n\\v\\f\\r\\0', 'Aé\t\n\v\f\r\0', true],
    ['\\/\\-\\"\\ \\é', '/-" é', true],
    ['\\{\\}\\[\\]\\(\\)', '{}[]()', true],
    ['[а-я]', 'ж', true],
    ['\\ud83d\\udd25', '🔥', true],
    ['^..$', '🔥', true],
    ['[\\s\\S]', '\uffff', true],
  ])('%j in %j: %j', (source, value, expected) => {
    expect(new RegExp(source).test(value)).toBe(expected);
    expect(compile(source)(value)).toBe(expected);
    expect(compile(source)(value)).toBe(expected);
  });

  it('and classes hold what those of JavaScript hold, of all code units', () => {
    for (const source of [
      '\\d',
      '\\D',
      '\\w',
      '\\W',
      '\\s',
      '\\S',
      '.',
      '[^]',
      '[^\\s\\d]',
      '[\\W_]',
      '[à-ÿ\\s\\u2010-\\uffff]',
    ]) {
      const expected = new RegExp(source);
      const found = compile(source);
      for (let unit = 0; unit <= 0xffff; unit++) {
        const character = String.fromCharCode(unit);
        if (found(character) !== expected.test(character)) expect.fail(`${source} at ${unit}`);
      }
    }
  });

  it('of a long value in the first 1,024 characters', () => {
    expect(compile('b')(`${'a'.repeat(1023)}b`)).toBe(true);
    expect(compile('b')(`${'a'.repeat(1024)}b`)).toBe(false);
    expect(compile('^a+$')(`${'a'.repeat(1024)}b`)).toBe(true);
  });
});

describe('R71 an expression says what that of JavaScript says', () => {
  const letter = fc.constantFrom('a', 'b', '-', ' ', '_', '1', 'é', '\n', ',');
  const range = fc.constantFrom(
    'a-c',
    '0-9',
    ' -/',
    'a',
    'b',
    '1',
    '\\w',
    '\\d',
    '\\s',
    '\\W',
    '\\D',
    '\\S',
    '\\n',
    '\\-',
    '\\]',
  );
  const set = fc
    .tuple(fc.constantFrom('', '', '^'), fc.array(range, { maxLength: 3 }), fc.constantFrom('', '', '-'))
    .map(([not, ranges, end]) => `[${not}${ranges.join('')}${end}]`);
  const escaped = fc.constantFrom(
    '\\d',
    '\\D',
    '\\w',
    '\\W',
    '\\s',
    '\\S',
    '.',
    '\\.',
    '\\x61',
    '\\u0062',
    '\\n',
    '\\-',
  );
  const quantifier = fc.constantFrom(
    '*',
    '+',
    '?',
    '*?',
    '+?',
    '??',
    '{0}',
    '{2}',
    '{1,}',
    '{0,2}',
    '{2,3}?',
    '{0,}',
  );
  const { source } = fc.letrec<{ source: string; term: string; atom: string }>((tie) => ({
    source: fc
      .array(fc.array(tie('term'), { maxLength: 4 }), { minLength: 1, maxLength: 3 })
      .map((choices) => choices.map((terms) => terms.join('')).join('|')),
    term: fc.oneof(
      { maxDepth: 4 },
      { weight: 4, arbitrary: tie('atom') },
      { weight: 2, arbitrary: fc.tuple(tie('atom'), quantifier).map(([atom, times]) => `${atom}${times}`) },
      { weight: 1, arbitrary: fc.constantFrom('^', '$', '\\b', '\\B') },
    ),
    atom: fc.oneof(
      { maxDepth: 4 },
      { weight: 3, arbitrary: letter },
      { weight: 1, arbitrary: escaped },
      { weight: 1, arbitrary: set },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom('(', '(?:'), tie('source'))
          .map(([open, inner]) => `${open}${inner})`),
      },
    ),
  }));
  const value = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', '-', ' ', '_', '1', '\n', '.', ',', 'é', '\u2028'),
    maxLength: 9,
  });

  it('over generated expressions and values', () => {
    const seen = { true: 0, false: 0, refused: 0 };
    const property = fc.property(
      source,
      fc.array(value, { minLength: 6, maxLength: 6 }),
      (written, values) => {
        const { reported, report } = collect();
        const found = compileExpression(written, '', report);
        if (found === undefined) {
          expect(reported[0]?.problem).toMatch(/ has too many (?:parts|groups)| can go on in too many ways/);
          seen.refused += 1;
          return;
        }
        const expression = new RegExp(written);
        for (const text of values) {
          const expected = expression.test(text);
          expect(found(text), JSON.stringify(text)).toBe(expected);
          seen[`${expected}`] += 1;
        }
      },
    );
    fc.assert(property, { numRuns: 5000 });
    expect(seen.true).toBeGreaterThan(3000);
    expect(seen.false).toBeGreaterThan(3000);
    expect(seen.refused).toBeLessThan(100);
  });

  it('and is refused where that of JavaScript is', () => {
    const piece = fc.constantFrom(...Array.from('ab1-^$.*+?()[]{}|\\,:<=!dbxuk'), '(?:', '{2}', '\\u0061');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), value, (pieces, text) => {
        const found = compileExpression(pieces.join(''), '', () => undefined);
        if (found !== undefined) expect(found(text)).toBe(new RegExp(pieces.join('')).test(text));
      }),
      { numRuns: 5000 },
    );
  });
});

/** The names of robots, as configurations have them. */
const ROBOTS =
  'Googlebot|bingbot|Slurp|DuckDuckBot|Baiduspider|YandexBot|facebookexternalhit|Twitterbot|rogerbot|linkedinbot|' +
  'embedly|quora link preview|showyoubot|outbrain|pinterest|slackbot|vkShare|W3C_Validator|redditbot|Applebot|' +
  'WhatsApp|flipboard|tumblr|bitlybot|SkypeUriPreview|nuzzel|Discordbot|Qwantify|pinterestbot|TelegramBot';

describe('R71 a request costs one look at a table for each character of a value, whatever the expression', () => {
  /** The characters that a test looks at. */
  function looksOf(source: string, value: string): number {
    const { prototype } = String;
    const original = prototype.charCodeAt;
    let looks = 0;
    const found = compile(source);
    prototype.charCodeAt = function charCodeAt(this: string, at: number): number {
      looks += 1;
      return original.call(this, at);
    };
    try {
      found(value);
    } finally {
      prototype.charCodeAt = original;
    }
    return looks;
  }

  it.each([
    ['(a+)+$', 'a', '!'],
    ['(a|a)*b', 'a', ''],
    ['(.*)*x', 'a', ''],
    ['a*a*a*a*b', 'a', ''],
    ['(a*)*$', 'a', '!'],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a', ''],
    ['(x+x+)+y', 'x', ''],
    ['(?:a?){50}a{50}b', 'a', ''],
    ['^(\\w+\\s?)*$', 'aa ', '!'],
    ['(a|b)*a(a|b){7}c', 'abbabaab', ''],
  ])('%s', (source, unit, end) => {
    const value = unit.repeat(100) + end;
    expect(looksOf(source, value)).toBeLessThanOrEqual(value.length);
    expect(looksOf(source, unit.repeat(5000))).toBeLessThanOrEqual(1024);
  });

  it('and none for what can no longer be found', () => {
    expect(looksOf('^curl/', 'Mozilla/5.0 (X11; Linux)')).toBe(1);
    expect(looksOf('^ab', 'aaaa')).toBe(2);
  });

  it.each([
    '(a|b)*a(a|b){30}c',
    '(a|b)*a(a|b){115}c',
    'a.{30}b',
    'iPhone.{1,50}Version',
    `[${Array.from({ length: 400 }, (_, i) => String.fromCharCode(0x400 + 2 * i)).join('')}].{7}b`,
  ])('so that one of which the table would be too large is refused: %s', (source) => {
    const { reported, report } = collect();
    expect(compileExpression(source, '/p', report)).toBeUndefined();
    expect(reported.map(({ problem }) => problem)).toEqual([
      expect.stringMatching(/can go on in too many ways$/),
    ]);
    expect(reported[0]?.cure).toMatch(/^begin it with/);
  });

  it.each([
    [ROBOTS, 'Mozilla/5.0 (compatible; bingbot/2.0)', true],
    [ROBOTS, 'Mozilla/5.0 (X11; Linux x86_64) Chrome/120', false],
    ['\\b(?:bot|spider|crawler)\\b', 'a spider!', true],
    ['Chrome/\\d{2,3}\\..*Safari', 'Chrome/120.0 Safari/537', true],
    ['^[\\w.+-]{1,64}@[\\w-]+(\\.[\\w-]+)+$', 'a.b@example.com', true],
    [
      '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
      'x 123e4567-e89b-12d3-a456-426614174000',
      true,
    ],
    ['^.{1,190}$', 'a'.repeat(191), false],
    [
      `[${Array.from({ length: 400 }, (_, i) => String.fromCharCode(0x400 + 2 * i)).join('')}]b`,
      '\u0402b',
      true,
    ],
  ])('and what people write is not: %s in %s: %j', (source, value, expected) => {
    expect(new RegExp(source).test(value)).toBe(expected);
    expect(compile(source)(value)).toBe(expected);
  });
});

describe('R71 an expression that cannot be matched so is refused with a cure', () => {
  it.each([
    ['(a)\\1', 'has a back-reference, which cannot be matched in bounded time'],
    ['(?<a>b)\\k<a>', 'has a back-reference, which cannot be matched in bounded time'],
    ['(?=a)', 'has a look-around, which cannot be matched in bounded time'],
    ['(?!a)', 'has a look-around, which cannot be matched in bounded time'],
    ['(?<=a)', 'has a look-around, which cannot be matched in bounded time'],
    ['(?<!a)', 'has a look-around, which cannot be matched in bounded time'],
    ['(?i:a)', 'has a group of an unknown kind'],
    ['(?i)a', 'has a group of an unknown kind'],
    ['(?P<a>b)', 'has a group of an unknown kind'],
    ['(?<1>b)', 'has a group of an unknown kind'],
    ['\\p{L}', 'has a class of Unicode properties'],
    ['[\\P{L}]', 'has a class of Unicode properties'],
    ['🔥', 'has a character beyond U+FFFF'],
    ['\\u{61}', 'has an incomplete escape "\\u"'],
    ['\\x6', 'has an incomplete escape "\\x"'],
    ['\\07', 'has an incomplete escape "\\0"'],
    ['\\A', 'has an unknown escape "\\A"'],
    ['\\cA', 'has an unknown escape "\\c"'],
    ['[\\B]', 'has an unknown escape "\\B"'],
    ['a\\', 'ends with a backslash'],
    ['*a', 'has a "*" with nothing to repeat'],
    ['a|+', 'has a "+" with nothing to repeat'],
    ['(?)', 'has a group of an unknown kind'],
    ['a**', 'has a "*" with nothing to repeat'],
    ['a++', 'has a "+" with nothing to repeat'],
    ['^*', 'has a "*" with nothing to repeat'],
    ['a{', 'has a "{" that means nothing'],
    ['a{,2}', 'has a "{" that means nothing'],
    ['a}', 'has a "}" that means nothing'],
    ['[[:alpha:]]', 'has a "]" that means nothing'],
    ['a{3,2}', 'has counts in the wrong order'],
    ['[b-a]', 'has a range in the wrong order'],
    ['[\\w-z]', 'has a range from or to a set of characters'],
    ['[a-\\d]', 'has a range from or to a set of characters'],
    ['[a', 'has a class without end'],
    ['[a-', 'has a class without end'],
    ['(a', 'has a "(" without ")"'],
    ['a)', 'has a ")" without "("'],
    ['a{501}', 'has too many parts, counts included'],
    ['(a{100}){100}', 'has too many parts, counts included'],
    ['(((((a+)+b){15})+c){15})+', 'has too many parts, counts included'],
    ['(){9999999999999999999999}(){0,9999999999}', 'has too many parts, counts included'],
    [`${'('.repeat(101)}${')'.repeat(101)}`, 'has too many groups within each other'],
    ['a'.repeat(1001), 'has 1001 characters'],
  ])('%j', (source, problem) => {
    const { reported, report } = collect();
    expect(compileExpression(source, '/when/header/a/matches', report)).toBeUndefined();
    expect(reported).toHaveLength(1);
    expect(reported[0]?.pointer).toBe('/when/header/a/matches');
    expect(reported[0]?.problem).toMatch(/^the expression "/);
    expect(reported[0]?.problem.endsWith(problem)).toBe(true);
    expect(reported[0]?.cure).toMatch(/^[a-z].*[^.]$/);
  });

  it('and the longest that is not', () => {
    expect(compileProgram(parse(`a{${MAX_INSTRUCTIONS - 1}}`))).toHaveLength(MAX_INSTRUCTIONS);
    expect(compile(`${'('.repeat(100)}a${')'.repeat(100)}`)('a')).toBe(true);
  });

  it('whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), fc.string(), (written, value) => {
        compileExpression(written, '', () => undefined)?.(value);
      }),
      { numRuns: 2000 },
    );
  });
});
