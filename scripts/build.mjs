/**
 * The package as it is published, in `dist`: types by tsc; all code that answers in one file by esbuild, since Node
 * spends more on each file that it loads than on what stands in it; what only some apps need in files of their own,
 * which take everything else from there; and for each door a few lines that lead to its code.
 */

import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { build } from 'esbuild';
import { keepDeclarations } from './build/declarations.mjs';
import { contentsOf, lazy, LAZY, sharing } from './build/plugins.mjs';

/** Doors that answering needs nothing of, and what belongs to them: bundle -> its source. */
const APART = {
  sqlite: 'src/store/sqlite/index.ts',
  'sqlite-worker': 'src/store/sqlite/worker.ts',
  postgres: 'src/store/postgres/index.ts',
  report: 'src/report/index.ts',
  dashboard: 'src/dashboard/index.ts',
  otel: 'src/otel/index.ts',
  prometheus: 'src/prometheus/index.ts',
  cli: 'src/cli/main.ts',
};

/** Where a door's source is -> where it is published. */
const doors = Object.values(JSON.parse(readFileSync('package.json', 'utf8')).exports)
  .filter((door) => typeof door === 'object')
  .map((door) => ({ source: door['@faultline/source'], published: door.default, types: door.types }))
  .map((door, index) => ({ ...door, prefix: `door${index}_`, bundle: bundleOf(door.source) }));

const common = {
  bundle: true,
  format: 'esm',
  outdir: 'dist',
  packages: 'external',
  platform: 'neutral',
  sourcemap: true,
  // They are in the package.
  sourcesContent: false,
  splitting: true,
  target: 'node20',
};

rmSync('dist', { recursive: true, force: true });
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
keepDeclarations(
  'dist',
  doors.map(({ types }) => types),
);

// Required by this name, beside the code that requires it.
copyFileSync('src/config/validate.cjs', 'dist/validate.cjs');

const named = await Promise.all(doors.map(async (door) => ({ ...door, names: await namesOf(door.source) })));
const answering = named.filter(({ bundle }) => bundle === 'faultline');
const homes = contentsOf(await buildAnswering([]));
const shared = sharing(homes, namesOf);
await build({
  ...common,
  entryPoints: APART,
  chunkNames: 'apart-[hash]',
  plugins: [shared.plugin],
});
await buildAnswering(shared.exports());
chmodSync('dist/cli.js', 0o755);

for (const { published, names, prefix, bundle } of named) {
  mkdirSync(dirname(published), { recursive: true });
  const target = relative(dirname(published), `dist/${bundle}.js`);
  const lines = names
    .map((name) => (bundle === 'faultline' ? `  ${prefix}${name} as ${name},\n` : `  ${name},\n`))
    .join('');
  writeFileSync(published, `export {\n${lines}} from '${target}';\n`);
}

/** @param wanted what other bundles take from here: the source of a module, its names and their prefix */
function buildAnswering(wanted) {
  const exports = (bundle, more) =>
    [...more, ...wanted.filter((module) => module.bundle === bundle)]
      .map(({ source, names, prefix }) => `export { ${renamed(names, prefix)} } from './${source}';`)
      .join('\n');
  const policy = `export * from './${LAZY}';\n${exports('policy', [])}`;
  return build({
    ...common,
    entryPoints: { faultline: 'entry:faultline', policy: 'entry:policy' },
    chunkNames: 'shared',
    metafile: true,
    plugins: [lazy({ faultline: exports('faultline', answering), policy })],
  });
}

function bundleOf(source) {
  const apart = Object.entries(APART).find(([, entry]) => `./${entry}` === source);
  return apart?.[0] ?? 'faultline';
}

/** What a module exports at run time. */
async function namesOf(source) {
  const { metafile } = await build({
    ...common,
    entryPoints: [source],
    splitting: false,
    sourcemap: false,
    write: false,
    metafile: true,
  });
  return Object.values(metafile.outputs)[0].exports;
}

/** Modules may have the same names. */
function renamed(names, prefix) {
  return names.map((name) => `${name} as ${prefix}${name}`).join(', ');
}
