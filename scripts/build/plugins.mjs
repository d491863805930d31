/** How the bundles of the package lead to each other. */

import { dirname, relative, resolve } from 'node:path';

/** What is loaded when it is first needed, and what stands in its place until then. */
export const LAZY = 'src/config/policy-code.ts';
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
export const usedSources = (...given) => code().usedSources(...given);
`;

/** @param entries name -> the text of a module that stands for it, as if it were in the root */
export function lazy(entries) {
  return {
    name: 'lazy',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'entry' }));
      onLoad({ filter: /.*/, namespace: 'entry' }, ({ path }) => ({
        contents: entries[path],
        resolveDir: '.',
      }));
      onResolve({ filter: /\/policy-code\.ts$/ }, ({ path, namespace }) =>
        namespace === 'entry' ? undefined : { path, namespace: 'loader' },
      );
      onLoad({ filter: /.*/, namespace: 'loader' }, () => ({ contents: LOADER, resolveDir: dirname(LAZY) }));
    },
  };
}

/** Which bundle has a module, by its path: what both share is exported by the one that every app loads. */
export function contentsOf({ metafile }) {
  const homes = new Map();
  for (const [output, { inputs }] of Object.entries(metafile.outputs)) {
    const bundle = output === 'dist/policy.js' ? 'policy' : 'faultline';
    for (const input of Object.keys(inputs)) if (!input.includes(':')) homes.set(input, bundle);
  }
  return homes;
}

/**
 * Modules that a bundle has already are taken from there: an error class or a table must not be there twice.
 * `exports()` tells what those bundles must export for it.
 */
export function sharing(homes, namesOf) {
  const taken = new Map();
  const plugin = {
    name: 'sharing',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
        const source = relative('.', resolve(resolveDir, path));
        return kind !== 'entry-point' && homes.has(source) ? { path: source, namespace: 'taken' } : undefined;
      });
      onResolve({ filter: /^bundle:/ }, ({ path }) => ({ path: `./${path.slice(7)}.js`, external: true }));
      onLoad({ filter: /.*/, namespace: 'taken' }, async ({ path: source }) => {
        const names = await namesOf(source);
        const prefix = `${source.replace(/\W/g, '_')}_`;
        const bundle = homes.get(source);
        taken.set(source, { source, names, prefix, bundle });
        const list = names.map((name) => `${prefix}${name} as ${name}`).join(', ');
        return { contents: `export { ${list} } from 'bundle:${bundle}';` };
      });
    },
  };
  return { plugin, exports: () => [...taken.values()] };
}
