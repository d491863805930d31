/** Redaction and the JSON walk as the build compiles them: the package does not export them by themselves. */

import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';

export function importRedact() {
  const { outputFiles } = buildSync({
    stdin: {
      contents: "export * from './src/redact/index.ts'; export { toJson } from './src/json.ts';",
      resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node20',
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}
