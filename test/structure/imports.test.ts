/** Who may import whom: the table of CONTRIBUTING.md, held against every file. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Room -> rooms it may import. A room is a folder of `src`, or a file that stands in `src` itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  model: ['policy', 'recognition', 'detail', 'redact'],
  policy: ['model'],
  recognition: ['model'],
  near: [],
  slices: [],
  inherited: [],
  'is-record': [],
  codes: [],
  json: ['model'],
  'error-view': ['model', 'inherited', 'rejection'],
  rejection: [],
  once: [],
  'async-context': ['model', 'codes'],
  http: ['model', 'codes', 'inherited', 'once'],
  messages: ['model', 'policy', 'codes', 'once', 'near', 'http', 'renderers'],
  rules: ['slices', 'model', 'policy', 'codes', 'once', 'http', 'config'],
  config: ['slices', 'model', 'policy', 'codes', 'once', 'near', 'http', 'is-record', 'messages', 'rules'],
  detail: [
    'model',
    'codes',
    'near',
    'error-view',
    'http',
    'is-record',
    'json',
    'recognizers',
    'record',
    'redact',
  ],
  exceptions: ['model', 'codes', 'http', 'inherited', 'is-record'],
  recognizers: ['model', 'codes', 'error-view', 'exceptions', 'http', 'inherited', 'is-record', 'once'],
  renderers: ['model', 'codes', 'once', 'policy', 'http', 'is-record', 'rejection'],
  options: ['model', 'config', 'detail', 'redact', 'renderers'],
  'check-options': [
    'model',
    'codes',
    'detail',
    'http',
    'is-record',
    'near',
    'options',
    'redact',
    'renderers',
  ],
  define: ['model', 'codes', 'check-options', 'config'],
  redact: ['codes', 'inherited', 'is-record', 'once'],
  record: ['model', 'codes', 'json', 'http', 'error-view', 'rejection', 'redact'],
  pipeline: [
    'model',
    'codes',
    'json',
    'error-view',
    'http',
    'inherited',
    'exceptions',
    'recognizers',
    'prebuilt',
    'rejection',
    'policy',
    'messages',
    'detail',
  ],
  prebuilt: ['model', 'http', 'pipeline', 'renderers'],
  plan: [
    'model',
    'policy',
    'once',
    'options',
    'check-options',
    'detail',
    'exceptions',
    'http',
    'recognizers',
    'record',
    'redact',
    'renderers',
    'rejection',
  ],
  resolve: ['model', 'pipeline', 'prebuilt'],
  explanation: ['error-view', 'model', 'policy', 'config', 'resolve'],
  process: ['model', 'codes', 'error-view', 'http', 'pipeline', 'prebuilt', 'record'],
  faultline: [
    'model',
    'config',
    'explanation',
    'options',
    'plan',
    'resolve',
    'record',
    'redact',
    'process',
    'renderers',
    'exceptions',
    'http',
    'pipeline',
    'async-context',
  ],
  index: [
    'model',
    'codes',
    'config',
    'detail',
    'explanation',
    'renderers',
    'define',
    'exceptions',
    'faultline',
    'http',
    'options',
    'process',
    'record',
    'redact',
    'resolve',
  ],
  cli: ['codes', 'near', 'once', 'index', 'http', 'config', 'detail', 'slices'],
  adapters: ['index', 'http'],
};

/** The only files that may import a `node:` module, and that by type alone where the name says so. */
const NODE = new Set(['src/http/node.ts']);

const files = ['src', 'adapters'].flatMap((root) => {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(root, file));
});

function roomOf(file: string): string {
  const [root, first = ''] = file.split('/');
  return root === 'adapters' ? 'adapters' : first.replace(/\.ts$/, '');
}

function importsOf(file: string): { specifier: string; typeOnly: boolean }[] {
  const source = readFileSync(file, 'utf8');
  const found = source.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  return [...found].map(([, type, specifier]) => ({ specifier: specifier!, typeOnly: type !== undefined }));
}

describe.each(files)('%s', (file) => {
  const imports = importsOf(file);

  it('imports only what its room may', () => {
    for (const { specifier } of imports) {
      if (!specifier.startsWith('.')) continue;
      const target = normalize(join(dirname(file), specifier));
      const room = roomOf(target);
      const same = room === roomOf(file);
      const stage = dirname(file) === 'src/pipeline' && dirname(target) === 'src/pipeline';
      expect(stage, `${file} imports the stage ${target}`).toBe(false);
      if (!same) expect(ALLOWED[roomOf(file)], `${file} imports ${target}`).toContain(room);
    }
  });

  it('imports no Node module at run time', () => {
    const node = imports.filter(({ specifier, typeOnly }) => specifier.startsWith('node:') && !typeOnly);
    // The command line runs on Node only, in a file of its own.
    if (!NODE.has(file) && !file.startsWith('src/cli/')) expect(node).toEqual([]);
  });

  it('asks adapters to use the public doors only', () => {
    if (!file.startsWith('adapters/')) return;
    for (const { specifier } of imports) expect(specifier).not.toMatch(/^\.\.\/src\/(?!index\.ts$|http\/)/);
  });

  it('loads no library at run time', () => {
    const packages = imports.filter(
      ({ specifier, typeOnly }) => !specifier.startsWith('.') && !specifier.startsWith('node:') && !typeOnly,
    );
    expect(packages).toEqual([]);
  });

  it('stays below 250 lines', () => {
    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThanOrEqual(250);
  });
});

it('the stages are six, and their alphabetical order is the pipeline', () => {
  const stages = readdirSync('src/pipeline').map((file) => file.replace('.ts', ''));
  expect(stages).toEqual(['capture', 'classify', 'decide', 'disclose', 'render', 'verify']);
  const calls = [
    ...readFileSync('src/resolve.ts', 'utf8').matchAll(
      /\b(capture|classify|decide|disclose|render|verify)\(/g,
    ),
  ];
  expect(new Set(calls.map(([, stage]) => stage))).toEqual(new Set(stages));
});

it('vetted text is minted in one place', () => {
  const minting = files.filter((file) => /\bas (?:unknown as )?Vetted\b/.test(readFileSync(file, 'utf8')));
  expect(minting).toEqual(['src/pipeline/disclose.ts']);
  expect(readFileSync('src/pipeline/disclose.ts', 'utf8').match(/\bas Vetted\b/g)).toHaveLength(1);
});
