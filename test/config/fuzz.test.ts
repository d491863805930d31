/** Whatever is given as a configuration: it is loaded whole, or refused in words. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { loadConfig } from '../../src/config/load.ts';
import { openPolicy } from '../../src/config/open.ts';
import { placesOf } from '../../src/config/places.ts';
import { member } from '../../src/config/pointer.ts';
import { checkReferences } from '../../src/config/references.ts';
import { scan } from '../../src/config/scan.ts';
import { loadServerErrors } from '../../src/config/server-errors.ts';
import { checkShape } from '../../src/config/shape.ts';
import { runAtOnce } from '../../src/slices.ts';
import { whole } from './faults.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'fuzz.json');

/** Loaded, or the error with which it was refused; any other error fails. */
function outcome<T>(load: () => T): T | ConfigError {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.faults.length).toBeGreaterThan(0);
    const lines = error.message.split('\n');
    expect(lines).toHaveLength(Math.min(error.faults.length, 51));
    for (const { pointer, problem, cure } of error.faults) {
      expect(pointer).toMatch(/^(?:\/|$)/);
      expect(problem).not.toBe('');
      expect(problem).not.toMatch(/\.$/);
      expect(cure).not.toBe('');
    }
    return error;
  }
}

function expectWhole(given: unknown): void {
  const loaded = outcome(() => loadConfig(given as object));
  if (loaded instanceof ConfigError) return;
  expect(loaded.config).toEqual(given);
  // What was accepted can be walked by everything that follows.
  checkReferences(loaded.config, () => undefined);
}

const scalars = fc.constantFrom<unknown>(
  null,
  true,
  '',
  'x',
  '/x',
  'GET',
  '4xx',
  0,
  -1,
  404,
  700,
  1.5,
  'x'.repeat(5000),
);
const NAMES =
  'platform errors rules template templates body when status apis routes match groups group id name order locales ' +
  'env headers code 404 4xx constructor toString hasOwnProperty';
const names = fc.constantFrom('', ...NAMES.split(' '));
const { shaped } = fc.letrec<{ shaped: unknown }>((tie) => ({
  shaped: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    scalars,
    fc.array(tie('shaped'), { maxLength: 3 }),
    fc.dictionary(names, tie('shaped'), { maxKeys: 4 }),
  ),
}));

/** Every place of a value, as the names that lead to it. */
function placesIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, child]) => placesIn(child, [...path, name]))];
}

const places = placesIn(whole).slice(1);

interface Mutation {
  readonly kind: 'remove' | 'replace' | 'rename' | 'add';
  readonly path: readonly string[];
  readonly value: unknown;
  readonly name: string;
}

const mutations: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('remove', 'replace', 'rename', 'add'),
  path: fc.constantFrom(...places),
  value: fc.oneof(scalars, shaped),
  name: names,
});

function mutated(all: readonly Mutation[]): unknown {
  const config = structuredClone(whole) as unknown;
  // What was put there is looked at by nobody but the loader: it may run code.
  const put = new Set<unknown>();
  for (const { kind, path, value, name } of all) {
    let node = config as Record<string, unknown>;
    for (const step of path.slice(0, -1)) {
      const next = Object.hasOwn(node, step) ? node[step] : undefined;
      if (typeof next !== 'object' || next === null || put.has(next)) return config;
      node = next as Record<string, unknown>;
    }
    const last = path.at(-1)!;
    put.add(value);
    if (kind === 'add' && !Array.isArray(node)) node[name] = value;
    else if (kind === 'replace') node[last] = value;
    else if (Array.isArray(node)) node.splice(Number(last), 1);
    else {
      if (kind === 'rename') node[name] = node[last];
      delete node[last];
    }
  }
  return config;
}

describe('an object', () => {
  it('of any JSON is loaded whole or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), shaped), (given) => expectWhole(given)),
      { numRuns: 1000 },
    );
  });

  it('that was right has all its faults told, those of its shape among them, and is never half compiled', () => {
    fc.assert(
      fc.property(fc.array(mutations, { minLength: 1, maxLength: 4 }), (changes) => {
        const given = mutated(changes) as object;
        const loaded = outcome(() => loadConfig(given));
        const opened = outcome(() => runAtOnce(openPolicy({ config: given })));
        if (!(loaded instanceof ConfigError)) return;
        expect(opened).toBeInstanceOf(ConfigError);
        const pointers = (opened as ConfigError).faults.map(({ pointer }) => pointer);
        expect(pointers).toEqual(expect.arrayContaining(loaded.faults.map(({ pointer }) => pointer)));
      }),
      { numRuns: 300 },
    );
  });

  it('that was right before some of it changed is loaded whole or refused', () => {
    fc.assert(
      fc.property(fc.array(mutations, { minLength: 1, maxLength: 4 }), (all) => expectWhole(mutated(all))),
      { numRuns: 1000 },
    );
  });

  it('is checked part by part as the whole schema would', () => {
    const ajv = new Ajv({
      strict: false,
      unicodeRegExp: false,
      unicode: false,
      allErrors: true,
      logger: false,
    });
    const validate = ajv.compile(JSON.parse(readFileSync('schema.json', 'utf8')) as object);
    fc.assert(
      fc.property(fc.array(mutations, { minLength: 1, maxLength: 4 }), (all) => {
        const given = mutated(all);
        const reported = new Set<string>();
        runAtOnce(checkShape(given, (pointer) => void reported.add(pointer)));
        validate(given);
        const expected = (validate.errors ?? []).filter(({ propertyName }) => propertyName === undefined);
        expect(reported).toEqual(new Set(expected.map(pointerOfError)));
      }),
      { numRuns: 1000 },
    );
  });

  it('of anything that JavaScript has is loaded or refused, and nothing of it is run', () => {
    let ran = 0;
    const run = (): never => {
      ran += 1;
      throw new Error('ran');
    };
    const proxied = (value: object): object =>
      new Proxy(value, { get: run, ownKeys: run, getPrototypeOf: run });
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withObjectString: true,
      withTypedArray: true,
      withSparseArray: true,
      key: names,
    });
    const hostile = fc.oneof(
      anything,
      fc.object({ key: names }).map(proxied),
      names.map((name) => Object.defineProperty({}, name, { enumerable: true, get: run })),
      names.map((name) => {
        const cyclic: Record<string, unknown> = {};
        cyclic[name] = [{ [name]: cyclic }];
        return cyclic;
      }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(names, hostile),
        fc.array(mutations, { maxLength: 2 }),
        hostile,
        (given, all, value) => {
          const first = outcome(() => loadConfig(given));
          if (!(first instanceof ConfigError))
            expect(JSON.parse(JSON.stringify(first.config))).toEqual(first.config);
          const changed = mutated(all.map((mutation) => ({ ...mutation, kind: 'replace', value })));
          outcome(() => loadConfig(changed as object));
          outcome(() => loadServerErrors(given));
          outcome(() => loadServerErrors({ server_error: [given, value] }));
        },
      ),
      { numRuns: 300 },
    );
    expect(ran).toBe(0);
  });
});

describe('a file', () => {
  const right = JSON.stringify(whole, null, 1);
  const edits = fc.record({
    at: fc.nat(right.length),
    length: fc.nat(5),
    text: fc.oneof(
      fc.string(),
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '//', '\u0000', '1e999', '-'),
    ),
  });

  it('whose text was changed anywhere is loaded whole or refused', () => {
    fc.assert(
      fc.property(fc.array(edits, { minLength: 1, maxLength: 3 }), (all) => {
        const text = all.reduce((before, { at, length, text: put }) => {
          return before.slice(0, at) + put + before.slice(at + length);
        }, right);
        writeFileSync(file, text);
        const loaded = outcome(() => loadConfig(file));
        if (loaded instanceof ConfigError) return;
        expect(loaded.config).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('of any bytes is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        writeFileSync(file, bytes);
        outcome(() => loadConfig(file));
        outcome(() => loadServerErrors(file));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the walk through a JSON text', () => {
  const numbers = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
  const TOKENS = '{ } [ ] , : " \\ "a" "b": true false null nul 1 01 -0 1. .5 1e5 1e +1 \\u0041 \\u00 / \' é';
  const parts = fc.constantFrom(
    '\n',
    ' ',
    '\t',
    '\u00a0',
    '\ufeff',
    '\u2028',
    '\u0001',
    ...TOKENS.split(' '),
  );

  it('takes what JSON.parse takes, but for numbers without end', () => {
    const texts = fc.oneof(
      fc.array(parts, { maxLength: 12 }).map((all) => all.join('')),
      fc.json(),
      fc.tuple(fc.json(), fc.nat(), parts).map(([text, at, part]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + part + text.slice(place + 1);
      }),
      numbers.map(String),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(verdict(() => runAtOnce(scan(text, () => undefined)))).toBe(
          verdict(() => JSON.parse(text, finite) as unknown),
        );
      }),
      { numRuns: 5000 },
    );
  });

  it('finds each value where it starts', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const paths = placesIn(value);
        const pointers = paths.map((path) => {
          return path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
        });
        for (const [index, offset] of placesOf(text, pointers).entries()) {
          const part = paths[index]!.reduce<unknown>(
            (node, name) => (node as Record<string, unknown>)[name],
            value,
          );
          const shown = JSON.stringify(part, null, indent).split('\n')[0]!;
          expect(text.slice(offset)).toSatisfy((rest: string) => rest.startsWith(shown));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes the place around it for what is not there', () => {
    const text = '{"a": {"b": [1]}}';
    expect(placesOf(text, ['/a/b/7', '/a/c/d', '/x', '', '/a/b/0'])).toEqual([12, 6, 0, 0, 13]);
  });
});

function pointerOfError({ instancePath, params }: ErrorObject): string {
  const name = (params['additionalProperty'] ?? params['propertyName']) as string | undefined;
  return name === undefined ? instancePath : member(instancePath, name);
}

/** A number that becomes none is refused too. */
function finite(_: string, value: unknown): unknown {
  if (value === Infinity || value === -Infinity) throw new RangeError('too large');
  return value;
}

function verdict(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
