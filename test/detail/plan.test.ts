import type { Mode, RequestFacts } from 'faultline';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compileDetail, type Opening } from '../../src/detail/plan.ts';
import { createDetailToken } from '../../src/detail/token.ts';
import { checkDetailOptions, type DetailOptions } from '../../src/detail/options.ts';
import { factsWith } from '../pipeline/facts.ts';

const SECRET = 'a secret of thirty-two characters';
const OTHER = 'another of thirty-two characters.';
const NOW = Date.UTC(2026, 10, 21);

const ALL = { explanation: true, path: true, stack: true, attributes: true, response: true };
const GUARDED = ['path', 'stack', 'attributes', 'response'] as const;

function openingOf(options: DetailOptions, mode: Mode, facts: RequestFacts = factsWith()): Opening {
  return compileDetail(options, mode).openingFor(facts, () => NOW);
}

/** The names of what is open. */
function opened(opening: Opening): string {
  const { token: _token, isBlocked: _isBlocked, ...others } = opening;
  return Object.entries(others)
    .filter(([, isOpen]) => isOpen)
    .map(([name]) => name)
    .join(' ');
}

afterEach(() => void vi.restoreAllMocks());

describe('what is shown', () => {
  it.each<[string, DetailOptions, Mode, string]>([
    ['R47 nothing by default', {}, 'release', ''],
    ['R51 the explanation in debug mode, and stacks as before', {}, 'debug', 'explanation stack response'],
    ['R51 the explanation in release mode when asked for', { explanation: true }, 'release', 'explanation'],
    ['R55 D14 nothing more in release mode', ALL, 'release', 'explanation'],
    [
      'R55 D14 all in release mode when that is allowed',
      { ...ALL, allowInProduction: true },
      'release',
      'explanation path stack attributes response',
    ],
    ['D14 only what is asked for', { allowInProduction: true }, 'release', ''],
    ['R52 the path', { path: true }, 'debug', 'explanation path stack response'],
    ['R53 no stack', { stack: false }, 'debug', 'explanation response'],
    ['R54 attributes', { attributes: true }, 'debug', 'explanation stack attributes response'],
    ['D35 no upstream', { response: false, explanation: false }, 'debug', 'stack'],
  ])('%s', (_what, options, mode, expected) => {
    expect(opened(openingOf(options, mode))).toBe(expected);
    expect(openingOf(options, mode).token).toBeUndefined();
  });

  it.each(GUARDED)('R55 D14 warns that %s is ignored in release mode', (name) => {
    const message = `Option "detail.${name}" is ignored in release mode; give "detail.allowInProduction" to show it to every client.`;
    expect(compileDetail({ [name]: true }, 'release').warnings).toEqual([message]);
    expect(compileDetail({ [name]: true }, 'debug').warnings).toEqual([]);
    expect(compileDetail({ [name]: false }, 'release').warnings).toEqual([]);
    expect(compileDetail({ [name]: true, allowInProduction: true }, 'release').warnings).toEqual([]);
  });

  it('R51 R55 does not warn of the explanation', () => {
    expect(compileDetail({ explanation: true }, 'release').warnings).toEqual([]);
  });

  it('R51 the reason is blocked where the explanation is switched off, and nowhere else', () => {
    const token = { secret: SECRET };
    const facts = factsWith({ 'x-faultline-detail': 'no token' });
    for (const mode of ['release', 'debug'] as const) {
      for (const options of [{}, { explanation: true }, { token }])
        expect(openingOf(options, mode, facts).isBlocked).toBe(false);
      expect(openingOf({ explanation: false }, mode).isBlocked).toBe(true);
      expect(openingOf({ explanation: false, token }, mode, facts).isBlocked).toBe(true);
    }
  });

  it.each<[DetailOptions, Mode, boolean]>([
    [{}, 'debug', false],
    [{ path: true }, 'debug', true],
    [{ path: true }, 'release', false],
    [{ path: true, allowInProduction: true }, 'release', true],
    [{ token: { secret: SECRET } }, 'release', true],
    [{ path: false, token: { secret: SECRET } }, 'release', false],
  ])('R52 %j in %s mode has trails recorded: %s', (options, mode, traces) => {
    expect(compileDetail(options, mode).traces).toBe(traces);
  });

  it('takes no member of Object.prototype for an option', () => {
    try {
      Object.assign(Object.prototype, ALL, { allowInProduction: true });
      expect(opened(openingOf({}, 'release'))).toBe('');
    } finally {
      for (const name of [...Object.keys(ALL), 'allowInProduction']) {
        delete (Object.prototype as Record<string, unknown>)[name];
      }
    }
  });
});

describe('R55 D14 a token opens detail for one request', () => {
  const options: DetailOptions = { token: { secret: SECRET } };
  const tokenFor = (path = '/orders/7', secret = SECRET): string =>
    createDetailToken({ secret, path, minutes: 5, now: NOW });
  const asking = (url: string, token: string): RequestFacts =>
    factsWith({ 'x-faultline-detail': token }, { url });

  it('in release mode, and tells that it did', () => {
    const opening = openingOf(options, 'release', asking('/orders/7?q=1', tokenFor()));
    expect([opened(opening), opening.token]).toEqual(['explanation path stack attributes', 'accepted']);
    expect(openingOf(options, 'release')).toMatchObject({ stack: false, token: undefined });
  });

  it.each([
    ['of an absolute URL', 'http://shop.example/orders/7', true],
    ['with a query', '/orders/7?path=/orders/8', true],
    ['with a fragment', '/orders/7#x', true],
    ['that is another', '/orders/8', false],
    ['in the query only', '/x?/orders/7', false],
  ])('for its path %s', (_what, url, isOpen) => {
    const { stack, token } = openingOf(options, 'release', asking(url, tokenFor()));
    expect([stack, token]).toEqual([isOpen, isOpen ? 'accepted' : 'refused']);
  });

  it('from the header only, never from the URL', () => {
    const url = `/orders/7?x-faultline-detail=${tokenFor()}`;
    expect(openingOf(options, 'release', factsWith({}, { url })).token).toBeUndefined();
  });

  it('but what is false, and the upstream only where it is true', () => {
    const facts = asking('/orders/7', tokenFor());
    const off = { explanation: false, path: false, stack: false, attributes: false, response: false };
    expect(opened(openingOf({ ...options, ...off }, 'release', facts))).toBe('');
    expect(opened(openingOf({ ...options, response: true }, 'release', facts))).toBe(
      'explanation path stack attributes response',
    );
    expect(opened(openingOf(options, 'debug', facts))).toBe('explanation path stack attributes response');
  });

  it('of any of several secrets', () => {
    const token = { secret: [OTHER, SECRET] };
    expect(openingOf({ token }, 'release', asking('/orders/7', tokenFor())).token).toBe('accepted');
    expect(openingOf({ token: { secret: OTHER } }, 'release', asking('/orders/7', tokenFor())).token).toBe(
      'refused',
    );
  });

  it('and not after it has expired', () => {
    const { openingFor } = compileDetail(options, 'release');
    expect(openingFor(asking('/orders/7', tokenFor()), () => NOW + 300_000).token).toBe('refused');
  });

  it('and nothing where the request cannot be read', () => {
    const facts = factsWith({ 'x-faultline-detail': tokenFor() });
    Object.defineProperty(facts, 'url', {
      get() {
        throw new Error('canary');
      },
    });
    expect(opened(openingOf(options, 'release', facts))).toBe('');
  });

  it('and warns of what only a token opens', () => {
    expect(compileDetail({ ...options, stack: true }, 'release').warnings).toEqual([
      'Option "detail.stack" is ignored in release mode except for requests with a detail token; give "detail.allowInProduction" to show it to every client.',
    ]);
  });

  it('and is refused at start where the runtime has no node:crypto', () => {
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
    expect(() => compileDetail(options, 'release')).toThrow(
      expect.objectContaining({
        code: 'FLT_OPTION_INVALID',
        message: expect.stringContaining('node:crypto'),
      }),
    );
  });
});

describe('the options of detail', () => {
  it.each<[unknown, string]>([
    [null, 'Option "detail" of createFaultline is null; give an object.'],
    [[], 'Option "detail" of createFaultline is an array; give an object.'],
    ...Object.keys({ ...ALL, allowInProduction: true }).map((name): [unknown, string] => [
      { [name]: 1 },
      `Option "detail.${name}" of createFaultline is 1; give true or false.`,
    ]),
    [{ token: SECRET }, 'Option "detail.token" of createFaultline is'],
    [
      { token: {} },
      'Option "detail.token.secret" of createFaultline is undefined; give a string of at least 32 characters, or several.',
    ],
    [{ token: { secret: [] } }, 'Option "detail.token.secret" of createFaultline is an array;'],
    [{ token: { secret: [SECRET, 7] } }, 'Option "detail.token.secret" of createFaultline is an array;'],
    [
      { token: { secret: 'canary' } },
      'Option "detail.token.secret" of createFaultline is a string of 6 characters;',
    ],
    [
      { token: { secret: [SECRET, 'canary'] } },
      'Option "detail.token.secret" of createFaultline is a string of 6 characters;',
    ],
  ])('refuse %j', (value, message) => {
    const check = (): void => checkDetailOptions(value);
    expect(check).toThrow(
      expect.objectContaining({ code: 'FLT_OPTION_INVALID', message: expect.stringContaining(message) }),
    );
    expect(check).not.toThrow(/canary|thirty-two/);
  });

  it.each([
    [{ stak: true }, 'createFaultline has no option "detail.stak"; did you mean "detail.stack"?'],
    [
      { token: { secrets: SECRET } },
      'createFaultline has no option "detail.token.secrets"; did you mean "detail.token.secret"?',
    ],
    [
      { everything: true },
      'createFaultline has no option "detail.everything"; use one of detail.explanation, detail.path, detail.stack, detail.attributes, detail.response, detail.allowInProduction, detail.token',
    ],
  ])('refuse what they do not know: %j', (value, message) => {
    expect(() => checkDetailOptions(value)).toThrow(
      expect.objectContaining({ code: 'FLT_OPTION_UNKNOWN', message }),
    );
  });

  it.each<[unknown]>([
    [undefined],
    [{}],
    [{ ...ALL, allowInProduction: false }],
    [{ stack: undefined, token: undefined }],
    [{ token: { secret: SECRET } }],
    [{ token: { secret: [SECRET, OTHER] } }],
  ])('accept %j', (value) => {
    expect(() => checkDetailOptions(value)).not.toThrow();
  });
});
