/** The published schema: what the types say, for editors, and the same as the code that checks. */

import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { faultsOf, whole } from './faults.ts';

interface Part {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly errorMessage?: string;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: boolean | Part;
  readonly $ref?: string;
}

const text = readFileSync('schema.json', 'utf8');
const schema = JSON.parse(text) as Part & { readonly definitions: Readonly<Record<string, Part>> };

/** Interface of `shapes.ts` -> definition; their members must be the same. */
const INTERFACES = {
  Platform: 'platform',
  Group: 'group',
  Api: 'api',
  Route: 'route',
  Row: 'row',
  Template: 'template',
  Rule: 'rule',
  Formats: 'formats',
  Condition: 'condition',
  Translation: 'translation',
} as const;

function interfacesOf(source: string): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [, name, parent, body] of source.matchAll(
    /export interface (\w+)(?: extends (\w+))? \{\n([^]*?)\n\}/g,
  )) {
    const own = [...body!.matchAll(/^ {2}readonly ([$\w]+)(\??):/gm)].map(
      ([, key, optional]) => key! + optional!,
    );
    found.set(name!, [...(found.get(parent ?? '') ?? []), ...own]);
  }
  return found;
}

function membersOf({ properties = {}, required = [] }: Part): readonly string[] {
  return Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`));
}

describe('schema.json', () => {
  const interfaces = interfacesOf(readFileSync('src/config/shapes.ts', 'utf8'));

  it.each(Object.entries(INTERFACES))('%s has the members of the type', (name, definition) => {
    const members = membersOf(schema.definitions[definition]!);
    expect(members.toSorted()).toEqual(interfaces.get(name)!.toSorted());
  });

  it('Config has the members of the type', () => {
    expect(membersOf(schema).toSorted()).toEqual(interfaces.get('Config')!.toSorted());
  });

  it('leaves nothing of the types out', () => {
    const known = [...Object.keys(INTERFACES), 'Config', 'Scope'];
    expect([...interfaces.keys()].toSorted()).toEqual(known.toSorted());
  });

  it('describes every member, and closes every object', () => {
    const parts = [schema, ...Object.values(schema.definitions)].filter(
      (part) => part.properties !== undefined,
    );
    expect(parts.length).toBeGreaterThan(10);
    for (const part of parts) {
      expect(part.additionalProperties).toBe(false);
      for (const [name, property] of Object.entries(part.properties!)) {
        const { description } = {
          ...schema.definitions[property.$ref?.split('/').at(-1) ?? ''],
          ...property,
        };
        expect(description, name).toMatch(/\.$/);
      }
    }
  });

  it('has a cure for whatever can be wrong', () => {
    const lacking: string[] = [];
    const look = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { type, pattern, errorMessage } = node as Part;
      if (
        (typeof type === 'string' || Array.isArray(type) || typeof pattern === 'string') &&
        errorMessage === undefined
      )
        lacking.push(path);
      for (const [name, child] of Object.entries(node)) look(child, `${path}/${name}`);
    };
    look(schema, '');
    expect(lacking).toEqual([]);
  });

  it('is compiled: the committed code is what the script makes, and needs no module', async () => {
    const script = '../../scripts/config-schema.mjs';
    const { validatorSource } = (await import(script)) as { validatorSource(): string };
    const committed = readFileSync('src/config/validate.cjs', 'utf8');
    expect(committed).toBe(validatorSource());
    expect(committed).not.toMatch(/\brequire\(|\beval\b|new Function/);
    expect(committed.length).toBeLessThan(150_000);
  });

  it('says of the whole example what the types say', () => {
    expect(loadConfig(whole).config).toEqual(whole);
  });
});

/** Pointer, value put there, problem, cure. */
const WRONG: readonly (readonly [string, unknown, string, string])[] = [
  ['', [], 'is an array', 'give an object with any of platform'],
  ['/platfrom', {}, 'is unknown here', 'did you mean "platform"?'],
  ['/colour', 1, 'is unknown here', 'use $schema, platform, groups, apis, env, language, locales'],
  ['/platform', 5, 'is 5', 'give an object with any of errors'],
  ['/platform/errors', [], 'is an array', 'give an object of rows'],
  ['/platform/errors/200', {}, 'has a name that cannot be', 'name it by a code'],
  ['/platform/errors/6xx', {}, 'has a name that cannot be', 'name it by a code'],
  ['/platform/errors/4XX', {}, 'has a name that cannot be', 'name it by a code'],
  ['/platform/errors/out of stock', {}, 'has a name that cannot be', 'name it by a code'],
  ['/platform/errors/NOT_FOUND/status', 700, 'is 700', 'give a status from 400 to 599'],
  ['/platform/errors/NOT_FOUND/status', 302, 'is 302', 'give a status from 400 to 599'],
  ['/platform/errors/NOT_FOUND/status', 404.5, 'is 404.5', 'give a status from 400 to 599'],
  ['/platform/errors/NOT_FOUND/status', '404', 'is "404"', 'give a status from 400 to 599'],
  ['/platform/errors/NOT_FOUND/code', 'not found', 'is "not found"', 'give a code of at most 64'],
  ['/platform/errors/NOT_FOUND/code', 'X'.repeat(65), `is "${'X'.repeat(60)}…"`, 'give a code of at most 64'],
  ['/platform/errors/NOT_FOUND/message', 5, 'is 5', 'give a text of at most 2048'],
  [
    '/platform/errors/NOT_FOUND/message',
    'x'.repeat(2049),
    'has 2049 characters',
    'give a text of at most 2048',
  ],
  ['/platform/errors/NOT_FOUND/title', '', 'is ""', 'give a text of 1 to 200'],
  ['/platform/errors/NOT_FOUND/retryable', 'yes', 'is "yes"', 'give true or false'],
  ['/platform/errors/NOT_FOUND/retryabel', true, 'is unknown here', 'did you mean "retryable"?'],
  ['/platform/errors/NOT_FOUND/headers/a b', 'x', 'has a name that cannot be', 'name it by a header'],
  ['/platform/errors/NOT_FOUND/headers/x-a', 'a\r\nb', 'is "a\\r\\nb"', 'give a text of one line'],
  ['/platform/errors/NOT_FOUND/headers/x-a', 5, 'is 5', 'give a text of one line'],
  ['/platform/template', {}, 'has no "body"', 'give a text, or JSON'],
  ['/platform/template/contentType', 5, 'is 5', 'give a media type'],
  ['/platform/rules', {}, 'is an object', 'give an array of rules'],
  ['/platform/rules/0/order', '1', 'is "1"', 'give a number'],
  ['/platform/rules/0/active', 1, 'is 1', 'give true or false'],
  ['/platform/rules/0/when/status', [404, '6xx'], 'is "6xx"', 'give a status from 400 to 599, "4xx"'],
  ['/platform/rules/0/when/status', 1e9, 'is 1000000000', 'give a status from 400 to 599, "4xx"'],
  ['/platform/rules/0/when/method', 'get', 'is "get"', 'give a method in capitals'],
  ['/platform/rules/0/when/method', [], 'is an empty array', 'give a method in capitals'],
  ['/platform/rules/0/when/header/x', 5, 'is 5', 'give a text, an array of texts, or { "matches"'],
  ['/platform/rules/0/when/header/x', { matches: 'a', flags: 'i' }, 'is unknown here', 'use matches'],
  ['/platform/rules/0/when/query/x', {}, 'has no "matches"', 'give a regular expression'],
  ['/platform/rules/0/when/any', [], 'is an empty array', 'give an array of at least one condition'],
  ['/platform/rules/0/when/not', { paht: '/x' }, 'is unknown here', 'did you mean "path"?'],
  ['/platform/templates/xml', {}, 'is an object', 'give a text of at most a million'],
  ['/groups', {}, 'is an object', 'give an array of groups'],
  ['/groups/0/id', '-', 'is "-"', 'give an id of at most 100'],
  ['/groups/0/match', ['/x'], 'is unknown here', 'use id, name, errors, rules, template, templates'],
  ['/apis/0/match', '/shop', 'is "/shop"', 'give an array of paths'],
  ['/apis/0/match', [], 'is an empty array', 'give an array of paths'],
  ['/apis/0/match', ['shop'], 'is "shop"', 'give a path that starts with "/"'],
  ['/apis/0/routes/0/methods', ['Get'], 'is "Get"', 'give a method in capitals'],
  ['/apis/0/routes/0/templates', {}, 'is unknown here', 'did you mean "template"?'],
  ['/env', ['NO-DASH'], 'is "NO-DASH"', 'give the name of an environment variable'],
  ['/language', 'german_', 'is "german_"', 'give a language'],
  ['/locales/german_', {}, 'has a name that cannot be', 'name it by a language'],
  ...['404', '599', '4xx', '5XX', 'out of stock', 'X'.repeat(65)].map(
    (name) =>
      [
        `/locales/de/${name}`,
        {},
        'has a name that cannot be',
        'translate by the code that is sent, such as NOT_FOUND',
      ] as const,
  ),
  [
    '/locales/de/OUT_OF_STOCK/message',
    'x'.repeat(2049),
    'has 2049 characters',
    'give a text of at most 2048',
  ],
  ['/locales/de/OUT_OF_STOCK/mesage', 'x', 'is unknown here', 'did you mean "message"?'],
];

describe('a value that cannot be is told with its place, what was received, and the cure', () => {
  it.each(WRONG)('%s = %j', (pointer, value, problem, cure) => {
    const faults = faultsOf(() => loadConfig(withValue(pointer, value)));
    expect(faults).toHaveLength(1);
    expect(faults[0]!.pointer.startsWith(pointer)).toBe(true);
    expect(faults[0]!.problem).toBe(problem);
    expect(faults[0]!.cure.startsWith(cure), faults[0]!.cure).toBe(true);
  });

  it('R37 translations go by the codes that can be sent', () => {
    const longest = { message: 'x'.repeat(2048) };
    const de = { NOT_FOUND: longest, 'ERR-035': {}, 'shop.empty:4xx': {}, '4711': {}, X: {} };
    expect(loadConfig({ locales: { de } }).config).toEqual({ locales: { de } });
  });

  it('all members that are missing are told at once', () => {
    expect(faultsOf(() => loadConfig({ apis: [{}], groups: [{ name: 'A' }] }))).toEqual([
      { pointer: '/apis/0', problem: 'has no "id"', cure: expect.stringMatching(/^give an id/) as string },
      { pointer: '/apis/0', problem: 'has no "name"', cure: expect.stringMatching(/^give a name/) as string },
      {
        pointer: '/apis/0',
        problem: 'has no "match"',
        cure: expect.stringMatching(/^give an array/) as string,
      },
      { pointer: '/groups/0', problem: 'has no "id"', cure: expect.stringMatching(/^give an id/) as string },
    ]);
  });

  it('agrees with ajv on the schema as it is published', () => {
    const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
    const validate = ajv.compile(JSON.parse(text) as object);
    for (const [pointer, value] of WRONG) {
      expect(validate(withValue(pointer, value)), pointer).toBe(false);
      expect((validate.errors as ErrorObject[]).length).toBeGreaterThan(0);
    }
    expect(validate(whole)).toBe(true);
  });
});

/** The whole example with another value somewhere. */
function withValue(pointer: string, value: unknown): object {
  if (pointer === '') return value as object;
  const config = structuredClone(whole) as unknown as Record<string, unknown>;
  const names = pointer.slice(1).split('/');
  const last = names.pop()!;
  let node = config;
  for (const name of names) node = (node[name] ??= {}) as Record<string, unknown>;
  node[last] = value;
  return config;
}
