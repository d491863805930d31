/**
 * The package as it is published, in `dist`: types by tsc; all code in one file by esbuild, since Node spends more on
 * each file that it loads than on what stands in it; and for each door a few lines that lead there.
 */

import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { build } from 'esbuild';

const BUNDLE = 'dist/faultline.js';

/** What is loaded when it is first needed, and what stands in its place until then. */
const LAZY = 'src/config/policy-code.ts';
const LOADER = `
import { FaultlineError } from '../codes.ts';
import { once } from '../once.ts';

const code = once(() => {
  try {
    return process.getBuiltinModule('node:module').createRequire(import.meta.url)('./policy.js');
  } catch {
    throw new FaultlineError(
      'FLT_CONFIG_UNAVAILABLE',
      'This runtime cannot load the code of configurations; where the application is bundled, mark "faultline" as external.',
    );
  }
});

export const considerSources = (...given) => code().considerSources(...given);
export const openPolicy = (...given) => code().openPolicy(...given);
`;

/** Where a door's source is -> where it is published. */
const doors = Object.values(JSON.parse(readFileSync('package.json', 'utf8')).exports)
  .filter((door) => typeof door === 'object')
  .map((door) => ({ source: door['@faultline/source'], published: door.default }));

const common = { bundle: true, format: 'esm', platform: 'neutral', packages: 'external', target: 'node20' };

rmSync('dist', { recursive: true, force: true });
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });

// Required by this name, beside the code that requires it.
copyFileSync('src/config/validate.cjs', 'dist/validate.cjs');

const named = await Promise.all(
  doors.map(async (door, index) => ({ ...door, names: await namesOf(door.source), prefix: `door${index}_` })),
);
const all = named
  .map(({ source, names, prefix }) => `export { ${renamed(names, prefix)} } from '${source}';`)
  .join('\n');
await build({
  ...common,
  entryPoints: { faultline: 'all-doors', policy: LAZY },
  outdir: 'dist',
  splitting: true,
  sourcemap: true,
  // They are in the package.
  sourcesContent: false,
  chunkNames: 'shared',
  plugins: [
    {
      name: 'lazy',
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^all-doors$/ }, ({ path }) => ({ path, namespace: 'doors' }));
        onLoad({ filter: /.*/, namespace: 'doors' }, () => ({ contents: all, resolveDir: '.' }));
        onResolve({ filter: /\/policy-code\.ts$/ }, ({ path, kind }) =>
          kind === 'entry-point' ? undefined : { path, namespace: 'loader' },
        );
        onLoad({ filter: /.*/, namespace: 'loader' }, () => ({
          contents: LOADER,
          resolveDir: dirname(LAZY),
        }));
      },
    },
  ],
});
// By itself, so that no app loads it.
await build({ ...common, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', minifyWhitespace: true });
chmodSync('dist/cli.js', 0o755);

for (const { published, names, prefix } of named) {
  mkdirSync(dirname(published), { recursive: true });
  const bundle = relative(dirname(published), BUNDLE);
  const lines = names.map((name) => `  ${prefix}${name} as ${name},\n`).join('');
  writeFileSync(published, `export {\n${lines}} from '${bundle}';\n`);
}

/** What a module exports at run time. */
async function namesOf(source) {
  const { metafile } = await build({ ...common, entryPoints: [source], write: false, metafile: true });
  return Object.values(metafile.outputs)[0].exports;
}

/** Doors may have the same names. */
function renamed(names, prefix) {
  return names.map((name) => `${name} as ${prefix}${name}`).join(', ');
}
