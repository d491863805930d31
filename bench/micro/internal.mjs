/** A module of `src` that no door exports, as the build writes it. */

import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';

export function importInternal(path) {
  const source = fileURLToPath(new URL(`../../src/${path}`, import.meta.url));
  const { outputFiles } = buildSync({
    entryPoints: [source],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    packages: 'external',
    target: 'node20',
    write: false,
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}
