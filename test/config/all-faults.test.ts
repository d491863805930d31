/** Faults of different kinds in one configuration: all of them are told, and none that follow from others. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { openPolicy } from '../../src/config/open.ts';
import { runAtOnce } from '../../src/slices.ts';
import { refusal, whole } from './faults.ts';

const MAPPED = { server_error: [{ error_code: '500', error_def: 'Internal Server Error', msg_body: 'No.' }] };

/** Whose templates are right, too. */
const sound = JSON.parse(JSON.stringify(whole).replaceAll('"body":"x"', '"body":null')) as typeof whole;

interface Both {
  readonly config: Record<string, unknown>;
  readonly serverErrors: Record<string, unknown>;
}

type Path = readonly (string | number)[];

/** `undefined` removes it. */
function put(root: unknown, path: Path, value: unknown): void {
  const owner = path.slice(0, -1).reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], root);
  const last = path.at(-1)!;
  if (value === undefined) delete (owner as Record<string, unknown>)[last];
  else (owner as Record<string, unknown>)[last] = value;
}

function told({ config, serverErrors }: Both): readonly string[] {
  const { faults, source } = refusal(() => runAtOnce(openPolicy({ config, serverErrors })));
  return faults.map((fault) => `${fault.source ?? source} ${fault.pointer}`).toSorted();
}

interface Broken {
  readonly path: Path;
  readonly value: unknown;
  /** Where it is told, if not where it stands. */
  readonly at?: string;
  readonly inServerErrors?: true;
}

/** None is within another one. */
const FAULTS: readonly Broken[] = [
  // Shape.
  { path: ['platform', 'errors', '404'], value: 5 },
  { path: ['platform', 'errors', '4xx'], value: { satus: 5 }, at: '/platform/errors/4xx/satus' },
  { path: ['platform', 'errors', 'NOT_FOUND', 'status'], value: 200 },
  { path: ['platform', 'template'], value: 'x' },
  { path: ['platform', 'rules', 1, 'order'], value: 'first' },
  { path: ['platform', 'templates', 'xml'], value: [] },
  { path: ['groups', 0, 'name'], value: undefined, at: '/groups/0' },
  { path: ['groups', 0, 'rules', 1], value: null },
  { path: ['groups', 0, 'template', 'body'], value: undefined, at: '/groups/0/template' },
  { path: ['apis', 0, 'name'], value: 7 },
  { path: ['apis', 0, 'match', 1], value: 7 },
  { path: ['apis', 0, 'routes', 1, 'path'], value: undefined, at: '/apis/0/routes/1' },
  { path: ['apis', 0, 'rules', 0, 'when', 'method'], value: 5 },
  { path: ['apis', 0, 'rules', 0, 'when', 'path', 0], value: 5 },
  { path: ['apis', 0, 'rules', 0, 'when', 'any', 0], value: 5 },
  { path: ['env', 1], value: 5 },
  { path: ['locales', 'pt-BR'], value: [] },
  // Templates.
  { path: ['platform', 'errors', 'NOT_FOUND', 'message'], value: '#{request.methud}' },
  { path: ['platform', 'errors', 'NOT_FOUND', 'headers', 'x-error'], value: '#{nope}' },
  { path: ['apis', 0, 'routes', 0, 'template', 'body'], value: '{"a": ' },
  { path: ['locales', 'de', 'OUT_OF_STOCK', 'message'], value: '#{nope}' },
  // Patterns and conditions.
  { path: ['apis', 0, 'routes', 0, 'path'], value: '/shop/{' },
  { path: ['apis', 0, 'match', 2], value: '/shop/{' },
  { path: ['groups', 0, 'rules', 0, 'when', 'ip', 0], value: 'here' },
  { path: ['apis', 0, 'rules', 0, 'when', 'query', 'page', 'matches'], value: '(' },
  // References.
  { path: ['apis', 0, 'group'], value: 'nobody' },
  { path: ['groups', 0, 'rules', 0, 'when', 'api'], value: 'nobody' },
  { path: ['locales', 'de-DE-x'], value: {} },
  // Server errors.
  { path: ['server_error', 0, 'error_code'], value: '200', inServerErrors: true },
  { path: ['server_error', 0, 'msg_body'], value: undefined, at: '/server_error/0', inServerErrors: true },
  { path: ['server_eror'], value: [], inServerErrors: true },
];

function pointerOf({ path, at = `/${path.join('/')}`, inServerErrors }: Broken): string {
  return `${inServerErrors === true ? 'serverErrors' : 'config'} ${at}`;
}

function withAll(broken: readonly Broken[]): Both {
  const both = { config: structuredClone(sound), serverErrors: structuredClone(MAPPED) };
  for (const { path, value, inServerErrors } of broken)
    put(inServerErrors === true ? both.serverErrors : both.config, path, value);
  return both as unknown as Both;
}

describe('D3 faults of a configuration', () => {
  it('are none to begin with', () => {
    expect(() => runAtOnce(openPolicy(withAll([])))).not.toThrow();
  });

  it.each(FAULTS.map((broken) => [pointerOf(broken), broken] as const))('%s alone is told', (at, broken) => {
    expect(told(withAll([broken]))).toEqual([at]);
  });

  it('are all told at once, each with its pointer, and nothing else', () => {
    fc.assert(
      fc.property(fc.subarray([...FAULTS], { minLength: 2, maxLength: 4 }), (broken) => {
        expect(told(withAll(broken))).toEqual(broken.map(pointerOf).toSorted());
      }),
      { numRuns: 300 },
    );
    expect(told(withAll(FAULTS))).toEqual(FAULTS.map(pointerOf).toSorted());
  });

  it('name their source where there are two, in the message too', () => {
    const error = refusal(() =>
      runAtOnce(
        openPolicy({ config: { env: 1, platform: { template: { body: '#{x}' } } }, serverErrors: '{' }),
      ),
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message.split('\n').map((line) => line.split(':')[0])).toEqual([
      'serverErrors',
      'config /env',
      'config /platform/template/body',
    ]);
    expect(error.faults.map(({ source }) => source)).toEqual(['serverErrors', 'config', 'config']);
  });

  it('have no source where only one has any', () => {
    const faults = refusal(() => runAtOnce(openPolicy({ config: { env: 1 }, serverErrors: MAPPED }))).faults;
    expect(faults).toEqual([expect.not.objectContaining({ source: expect.anything() as unknown })]);
    expect(refusal(() => runAtOnce(openPolicy({ config: {}, serverErrors: {} }))).source).toBe(
      'serverErrors',
    );
  });

  it('that are no faults of the configuration are thrown as they are', () => {
    const work = openPolicy({ config: {} });
    work.next();
    expect(() => work.throw(new TypeError('not of the configuration'))).toThrow(TypeError);
  });

  const rules = (when: unknown): unknown => [{ order: 1, name: 'r', body: 'x', contentType: 'a/b', when }];
  const api = { id: 'a', name: 'A', match: ['/a'] };
  const text = { message: '#{request.uri}', code: 'X' };

  it.each<[string, unknown, readonly string[]]>([
    [
      'an api without a name',
      { apis: [{ ...api, name: 1 }], platform: { rules: rules({ api: 'a' }) } },
      ['/apis/0/name'],
    ],
    [
      'an api without an id',
      { apis: [{ name: 'A', match: ['/a'] }], platform: { rules: rules({ api: 'a' }) } },
      ['/apis/0'],
    ],
    ['apis that are no list', { apis: {}, platform: { rules: rules({ api: ['a'] }) } }, ['/apis']],
    ['groups that are no list', { groups: 5, apis: [{ ...api, group: 'g' }] }, ['/groups']],
    ['a group that is none', { groups: [5], apis: [{ ...api, group: 'g' }] }, ['/groups/0']],
    ['env that is no list', { env: 'A', platform: { errors: { X: { message: '${A}' } } } }, ['/env']],
    [
      'a row whose message cannot be read',
      {
        platform: { errors: { X: { ...text, code: 5 } } },
        locales: { de: { X: { message: 'x' }, INTERNAL_ERROR: { message: 'x' } } },
      },
      ['/platform/errors/X/code'],
    ],
    [
      'a row named as a list',
      { platform: { errors: { template: { body: 1 }, rules: { '0': 5 } } } },
      ['/platform/errors/template/body', '/platform/errors/rules/0'],
    ],
    [
      'items of a list that nothing can stand for',
      { platform: { rules: rules({ api: [5, 6], header: { a: [5] }, code: [5], all: [5] }) } },
      [
        '/platform/rules/0/when/api/0',
        '/platform/rules/0/when/api/1',
        '/platform/rules/0/when/header/a/0',
        '/platform/rules/0/when/code/0',
        '/platform/rules/0/when/all/0',
      ],
    ],
    ['what is no object', [], ['']],
    [
      'a misspelt name at the top',
      {
        group: [{ id: 'g', name: 'G' }],
        api: [api],
        envs: ['REGION'],
        apis: [{ ...api, id: 'b', group: 'g' }],
        platform: { errors: { X: { message: '${REGION}' } }, rules: rules({ api: 'a' }) },
      },
      ['/group', '/api', '/envs'],
    ],
    ...[
      ['misspelt rows of an api', { erors: { X: text } }, '/apis/0/erors'],
      ['routes that are no list', { routes: { path: '/a', errors: { X: text } } }, '/apis/0/routes'],
    ].map(([what, more, pointer]): [string, unknown, readonly string[]] => [
      what as string,
      {
        apis: [{ ...api, ...(more as object) }],
        platform: { errors: { X: { code: 'X', message: 'x' } } },
        locales: { de: { X: { message: '#{request.uri}' } } },
      },
      [pointer as string],
    ]),
  ])('%s has no others in its wake', (_what, config, pointers) => {
    const { faults } = refusal(() => runAtOnce(openPolicy({ config: config as object })));
    expect(faults.map(({ pointer }) => pointer).toSorted()).toEqual(pointers.toSorted());
  });

  it('leave what translations are held against, where it can be read', () => {
    const locales = { de: { X: { message: 'ohne' } } };
    const config = { platform: { errors: { X: { message: '#{request.uri}' } } }, locales };
    const pointers = (more: object): readonly string[] =>
      refusal(() => runAtOnce(openPolicy({ config: { ...config, ...more } }))).faults.map(
        ({ pointer }) => pointer,
      );
    expect(pointers({})).toEqual(['/locales/de/X/message']);
    expect(pointers({ apis: [{ ...api, rules: [1], template: 'x' }] })).toEqual([
      '/locales/de/X/message',
      '/apis/0/rules/0',
      '/apis/0/template',
    ]);
  });

  it('do not change what was handed in', () => {
    const config = { apis: [{ id: 1 }], platform: { errors: { A: 5 } } };
    const before = structuredClone(config);
    refusal(() => runAtOnce(openPolicy({ config })));
    expect(config).toEqual(before);
  });
});
