import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDetailToken, isDetailToken, type NewDetailToken } from '../../src/detail/token.ts';

const SECRET = 'a secret of thirty-two characters';
const OTHER = 'another of thirty-two characters.';
const NOW = Date.UTC(2026, 10, 21);
const MINUTE = 60_000;

const asked = { secret: SECRET, path: '/orders/7', minutes: 5, now: NOW };

function tokenFor(more: Partial<NewDetailToken> = {}): string {
  return createDetailToken({ ...asked, ...more });
}

function opens(token: string, path = '/orders/7', now = NOW, secrets: readonly string[] = [SECRET]): boolean {
  return isDetailToken(token, { secrets, path, now });
}

/** Any text, signed as a token is. */
function signed(text: string, secret = SECRET): string {
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

afterEach(() => void vi.restoreAllMocks());

describe('R55 D14 a detail token', () => {
  it('says what it opens, until when, and by whom', () => {
    const token = tokenFor();
    expect(token).toBe(signed(`fl1.${NOW / 1000 + 300}./orders/7`));
    expect(token).toMatch(/^[!-~]+$/);
    expect(token).not.toContain(SECRET);
  });

  it.each([
    ['its path', '/orders/7', '/orders/7', true],
    ['another path', '/orders/7', '/orders/8', false],
    ['a path beneath', '/orders/7', '/orders/7/items', false],
    ['another case', '/orders/7', '/Orders/7', false],
    ['another encoding', '/orders/7', '/orders/%37', false],
    ['a path beneath a prefix', '/orders/*', '/orders/7/items', true],
    ['the prefix itself', '/orders/*', '/orders', false],
    ['the prefix with a slash', '/orders/*', '/orders/', true],
    ['what begins alike', '/orders/*', '/orders-of-others', false],
    ['everything', '/*', '/anything', true],
    ['the root', '/', '/', true],
    ['dots that climb out', '/orders/*', '/orders/../users', false],
    ['dots at the end', '/orders/*', '/orders/..', false],
    ['encoded dots', '/orders/*', '/orders/%2E%2e/users', false],
    ['a dot and an encoded one', '/orders/*', '/orders/.%2e/users', false],
    ['dots in a name', '/orders/*', '/orders/a..b', true],
    ['a path with dots', '/a.b.c', '/a.b.c', true],
  ])('is bound to its path: %s', (_what, path, requested, expected) => {
    expect(opens(tokenFor({ path }), requested)).toBe(expected);
  });

  it.each([
    ['at once', 0, true],
    ['just before it expires', 5 * MINUTE - 1, true],
    ['when it expires', 5 * MINUTE, false],
    ['later', 24 * 60 * MINUTE, false],
    ['earlier, as on a clock that is behind', -MINUTE, true],
    ['more than a day before it expires', -24 * 60 * MINUTE, false],
  ])('expires: %s', (_what, later, expected) => {
    expect(opens(tokenFor(), undefined, NOW + later)).toBe(expected);
  });

  it('holds for a day at most, whoever signed it', () => {
    const day = 24 * 60 * 60;
    expect(opens(tokenFor({ minutes: 1440 }))).toBe(true);
    expect(opens(signed(`fl1.${NOW / 1000 + day}./orders/7`))).toBe(true);
    expect(opens(signed(`fl1.${NOW / 1000 + day + 1}./orders/7`))).toBe(false);
  });

  it('is accepted under any of several secrets, and under no other', () => {
    expect(opens(tokenFor(), undefined, NOW, [OTHER, SECRET])).toBe(true);
    expect(opens(tokenFor(), undefined, NOW, [OTHER])).toBe(false);
    expect(opens(tokenFor(), undefined, NOW, [])).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['one character', 'x'],
    ['a signature only', tokenFor().slice(-43)],
    ['no signature', `fl1.${NOW / 1000 + 300}./orders/7`],
    ['an empty signature', `fl1.${NOW / 1000 + 300}./orders/7.`],
    ['another version', signed(`fl2.${NOW / 1000 + 300}./orders/7`)],
    ['no time', signed('fl1../orders/7')],
    ['a time that is none', signed('fl1.1e99./orders/7')],
    ['a time too long', signed('fl1.9999999999999./orders/7')],
    ['no path', signed(`fl1.${NOW / 1000 + 300}.`)],
    ['a path that is none', signed(`fl1.${NOW / 1000 + 300}.orders/7`)],
    ['two tokens, as of two headers', `${tokenFor()}, ${tokenFor()}`],
    ['another separator', tokenFor().replace(/\.(?=[\w-]{43}$)/, ':')],
    ['a signature in other letters', tokenFor().slice(0, -43) + 'ä'.repeat(43)],
    ['a long text', `fl1.${'9'.repeat(100_000)}`],
    ['a long path', signed(`fl1.${NOW / 1000 + 300}./${'x'.repeat(100_000)}`)],
  ])('is none: %s', (_what, token) => {
    expect(opens(token)).toBe(false);
  });

  it('is none after any change of one character', () => {
    const token = tokenFor({ path: '/orders/*' });
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ maxLength: 2 }), (at, text) => {
        const changed = token.slice(0, at) + text + token.slice(at + 1);
        expect(opens(changed)).toBe(changed === token);
      }),
      { numRuns: 2000 },
    );
  });

  it('is none, and throws nothing, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(opens(text)).toBe(false);
        expect(opens(`fl1.${text}`)).toBe(false);
      }),
    );
    expect(isDetailToken(undefined as never, { secrets: [SECRET], path: '/', now: NOW })).toBe(false);
  });

  it.each<[string, Partial<Record<keyof NewDetailToken, unknown>>, string]>([
    [
      'secret',
      { secret: 'short' },
      '"secret" of a detail token is a string of 5 characters; give a string of at least 32 characters.',
    ],
    [
      'secret',
      { secret: undefined },
      '"secret" of a detail token is undefined; give a string of at least 32 characters.',
    ],
    ...['orders', '', '/a?b', '/a#b', '/a b', '/straße', '/a*', '/a*/b', '/*/b', `/${'x'.repeat(1024)}`].map(
      (path): [string, object, string] => [
        path.slice(0, 20),
        { path },
        'give a path as requests have it, percent-encoded and without a query; it may end in "/*".',
      ],
    ),
    ['path', { path: 7 }, '"path" of a detail token is 7; give a path'],
    ...[0, 0.5, -1, 1441, Infinity, NaN, undefined].map((minutes): [string, object, string] => [
      String(minutes),
      { minutes },
      `"minutes" of a detail token is ${minutes}; give a number from 1 to 1440.`,
    ]),
  ])('is refused to whoever asks for a wrong %s', (_what, more, message) => {
    expect(() => tokenFor(more as never)).toThrow(
      expect.objectContaining({ code: 'FLT_OPTION_INVALID', message: expect.stringContaining(message) }),
    );
  });

  it('can be made for every path that it accepts', () => {
    const segment = fc.stringMatching(/^[!-~]*$/).map((text) => text.replace(/[?#*]/g, ''));
    fc.assert(
      fc.property(segment, fc.boolean(), (text, isPrefix) => {
        const path = `/${text}`.slice(0, 1000);
        if (/\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) return;
        const token = tokenFor({ path: isPrefix ? `${path}/*` : path });
        expect(opens(token, isPrefix ? `${path}/x` : path)).toBe(true);
        expect(opens(token, `${path}x`)).toBe(false);
      }),
    );
  });

  it('cannot be made or accepted where the runtime has no node:crypto', () => {
    const token = tokenFor();
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
    expect(opens(token)).toBe(false);
    expect(() => tokenFor()).toThrow(expect.objectContaining({ code: 'FLT_OPTION_INVALID' }));
  });
});
