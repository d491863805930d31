import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compilePaths } from '../../src/rules/paths.ts';
import { refuse } from './reports.ts';

const compile = (pattern: string): number =>
  compilePaths([{ pattern }], () => '', refuse).first('/a.b', 'GET');

describe('R71 path-to-regexp is loaded when a pattern first needs it', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each([
    ['no process', undefined],
    ['no getBuiltinModule', {}],
    ['no such module', { getBuiltinModule: () => undefined }],
    [
      'no such package',
      {
        getBuiltinModule: () => ({
          createRequire: () => () => {
            throw new Error('none');
          },
        }),
      },
    ],
  ])('and refused with a cure in a runtime with %s', (_, process) => {
    vi.stubGlobal('process', process);
    expect(() => compile('/:name.:type')).toThrow(
      expect.objectContaining({
        code: 'FLT_CONFIG_UNAVAILABLE',
        message: expect.stringContaining('mark "faultline" and "path-to-regexp" as external') as string,
      }),
    );
  });

  it('which usual patterns do not', () => {
    vi.stubGlobal('process', undefined);
    expect(['/a.b', '/:a', '/*rest', '/A.b/'].map(compile)).toEqual([0, 0, 0, -1]);
  });

  it('and found where it is', () => {
    expect(compile('/:name.:type')).toBe(0);
  });

  it('never by a static import', () => {
    expect(readFileSync('src/rules/path-to-regexp.ts', 'utf8')).not.toMatch(
      /^import (?!type)[^;]*'path-to-regexp'/m,
    );
  });
});
