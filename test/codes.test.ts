import { readFileSync } from 'node:fs';
import { CODES, FaultlineError, type FaultlineCode } from 'faultline';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAsyncContext } from '../src/async-context.ts';
import { show } from '../src/codes.ts';
import { revoked } from './exceptions/wrong-options.ts';

const ROW = /^\| `(FLT_[A-Z_]+)` *\| (.+?) *\| (.+?) *\|$/gm;
const text = readFileSync(new URL('../docs/codes.md', import.meta.url), 'utf8');
const documented = [...text.matchAll(ROW)].map(([, code, meaning, cure]) => ({ code, meaning, cure }));

describe('docs/codes.md', () => {
  it('has every code with its meaning, and no other', () => {
    expect(Object.fromEntries(documented.map(({ code, meaning }) => [code, meaning]))).toEqual(CODES);
    expect(documented).toHaveLength(Object.keys(CODES).length);
  });

  it.each(documented)('$code has a meaning and a cure of its own', ({ code, meaning, cure }) => {
    expect(code).toMatch(/^FLT_[A-Z]+(?:_[A-Z]+)*$/);
    expect(cure).not.toBe(meaning);
    expect(cure).toMatch(/\.$/);
  });
});

it('FaultlineError carries its code, name and message', () => {
  const code: FaultlineCode = 'FLT_OPTION_INVALID';
  const error = new FaultlineError(code, 'Option "mode" is 4; give "debug".');
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ code, name: 'FaultlineError', message: 'Option "mode" is 4; give "debug".' });
});

describe('a received value is shown', () => {
  it.each([
    ['', '""'],
    ['a\n"b', '"a\\n\\"b"'],
    ['x'.repeat(60), `"${'x'.repeat(60)}"`],
    ['x'.repeat(61), `"${'x'.repeat(60)}…"`],
    [undefined, 'undefined'],
    [null, 'null'],
    [-0.5, '-0.5'],
    [true, 'true'],
    [12n, '12n'],
    [Symbol('s'), 'Symbol(s)'],
    [(secret: string) => secret, 'a function'],
    [{ secret: 1 }, 'an object'],
    [['secret'], 'an array'],
  ])('%o as %s', (value, shown) => {
    expect(show(value)).toBe(shown);
  });

  it('a revoked Proxy', () => {
    expect(show(revoked())).toBe('a revoked Proxy');
  });
});

describe('FLT_ASYNC_CONTEXT_UNAVAILABLE', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each([
    ['no process', undefined],
    ['no getBuiltinModule', {}],
    ['no such module', { getBuiltinModule: () => undefined }],
  ])('a runtime with %s', (_, process) => {
    vi.stubGlobal('process', process);
    expect(createAsyncContext).toThrow(expect.objectContaining({ code: 'FLT_ASYNC_CONTEXT_UNAVAILABLE' }));
  });
});
