// Where the library runs from its source, as in its tests: threads of Node 20 read no TypeScript by themselves.
import { buildSync } from 'esbuild';

const { outputFiles } = buildSync({
  entryPoints: [new URL('worker.ts', import.meta.url).pathname],
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  define: { 'import.meta.url': JSON.stringify(import.meta.url) },
  write: false,
});
await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
