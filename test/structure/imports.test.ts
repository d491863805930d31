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
  'option-check': ['codes', 'is-record'],
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
  options: ['model', 'alerts', 'config', 'detail', 'record', 'redact', 'renderers', 'store'],
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
  record: ['model', 'policy', 'codes', 'json', 'http', 'error-view', 'rejection', 'redact'],
  keepers: ['model', 'alerts', 'options', 'record', 'rejection', 'store'],
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
    'keepers',
    'store',
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
    'alerts',
    'store',
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
  store: ['model', 'policy', 'codes', 'is-record', 'option-check', 'slices', 'http', 'record', 'rejection'],
  // Of `renderers`, how markup is escaped: a page that people read is one more that text must not break out of.
  report: ['model', 'codes', 'once', 'option-check', 'http', 'record', 'renderers', 'store'],
  dashboard: ['model', 'codes', 'http', 'record', 'renderers', 'store', 'report'],
  alerts: ['model', 'codes', 'is-record', 'option-check', 'record', 'store'],
  otel: ['model', 'codes', 'option-check', 'record'],
  prometheus: ['model', 'codes', 'option-check', 'record', 'store'],
  cli: [
    'codes',
    'near',
    'once',
    'index',
    'http',
    'config',
    'dashboard',
    'detail',
    'model',
    'record',
    'report',
    'slices',
    'store',
  ],
  adapters: ['index', 'http'],
};

/** What runs on Node only, in files of its own: only here `node:` modules are imported. */
const NODE = /^src\/(?:cli|dashboard|store\/(?:postgres|spool|sqlite))\//;
/** Doors that are of no use without their library. */
const WITH_LIBRARY = /^src\/otel\//;

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
    if (!NODE.test(file)) expect(node).toEqual([]);
  });

  it('asks adapters to use the public doors only', () => {
    if (!file.startsWith('adapters/')) return;
    for (const { specifier } of imports) expect(specifier).not.toMatch(/^\.\.\/src\/(?!index\.ts$|http\/)/);
  });

  it('loads no library at run time', () => {
    const packages = imports.filter(
      ({ specifier, typeOnly }) => !specifier.startsWith('.') && !specifier.startsWith('node:') && !typeOnly,
    );
    if (!WITH_LIBRARY.test(file)) expect(packages).toEqual([]);
  });

  it('stays below 250 lines', () => {
    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThanOrEqual(250);
  });
});

it('what answers reaches no Node module and no library', () => {
  const doors = ['src/index.ts', 'src/http/index.ts', 'src/recognizers/index.ts'];
  const reached = new Set([...doors, ...files.filter((file) => file.startsWith('adapters/'))]);
  for (const file of reached) {
    for (const { specifier, typeOnly } of importsOf(file)) {
      if (specifier.startsWith('.') && !typeOnly) reached.add(normalize(join(dirname(file), specifier)));
    }
  }
  expect([...reached].filter((file) => NODE.test(file) || WITH_LIBRARY.test(file))).toEqual([]);
  expect(reached).toContain('src/store/memory.ts');
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
