/** One source file as the build compiles it: the built package bundles its parts, and exports few of them. */

import { transformSync } from 'esbuild';
import { readFileSync } from 'node:fs';

/** @param {string} path below src/, of a file that imports nothing at run time */
export function importInternal(path) {
  const source = readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');
  const { code } = transformSync(source, { loader: 'ts', format: 'esm', target: 'node20' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
