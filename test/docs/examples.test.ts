/** What the documents show is what the engine does: every configuration, every refusal, every answer. */

import { AxiosError } from 'axios';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, createFaultline, type Config, type FaultlineOptions } from 'faultline';
import { phraseOf } from 'faultline/http';
import { run } from '../../src/cli/run.ts';
import { VALUES } from '../../src/messages/values.ts';
import { answerOf, commandsOf, REFERENCE, requestOf, samplesOf, thrownBy, type Sample } from './samples.ts';

const NOW = Date.UTC(2026, 3, 5, 14, 30, 45);

const samples = [
  ...samplesOf('docs/configuration.md'),
  ...samplesOf('docs/templates.md'),
  ...samplesOf('README.md', /^Policy$/),
];

function ofKind<Kind extends Sample['kind']>(kind: Kind): readonly Extract<Sample, { kind: Kind }>[] {
  return samples.filter((sample): sample is Extract<Sample, { kind: Kind }> => sample.kind === kind);
}

function instance(options: FaultlineOptions): ReturnType<typeof createFaultline> {
  return createFaultline({ mode: 'release', logger: false, now: () => NOW, ...options });
}

it('the documents have samples of each kind', () => {
  for (const kind of ['accepted', 'refused', 'answered'] as const)
    expect(ofKind(kind).length).toBeGreaterThan(1);
});

it.each(ofKind('accepted'))('$title is accepted', ({ options }) => {
  expect(() => instance(options)).not.toThrow();
});

it.each(ofKind('refused'))('$title is refused for the reasons shown', ({ options, message }) => {
  let refused: unknown;
  try {
    instance(options);
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(ConfigError);
  expect((refused as Error).message).toBe(message);
});

it.each(ofKind('answered'))('$title is answered as shown', ({ options, failure, answer }) => {
  const { reply } = instance(options).resolve(thrownBy(failure.code), requestOf(failure.request));
  const { status, headers, body } = answerOf(answer);
  expect(`${reply.status} ${reply.phrase ?? phraseOf(reply.status)}`).toBe(status);
  expect(reply.headers).toMatchObject(headers);
  // Laid out to be read; one that is a text is shown as it is.
  const isLaidOut = reply.format === 'json' && body !== reply.body;
  expect(isLaidOut ? compact(reply.body) : reply.body).toBe(isLaidOut ? compact(body) : body);
});

const FOLDER = mkdtempSync(join(tmpdir(), 'faultline-docs-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

it.each(commandsOf('docs/configuration.md'))(
  '$title prints what is shown',
  async ({ config, argv, printed }) => {
    const file = join(FOLDER, 'faultline.json');
    writeFileSync(file, config);
    let output = '';
    const out = { write: (text: string) => (output += text) };
    const io = { stdout: out, stderr: out, env: {}, isTTY: false, now: () => NOW };
    await run(
      argv.map((word) => (word === 'faultline.json' ? file : word)),
      io,
    );
    const shown = output
      .replaceAll(file, 'faultline.json')
      .replace(/\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}\b/g, REFERENCE);
    expect(shown.trimEnd()).toBe(printed);
  },
);

function compact(json: string): string {
  return JSON.stringify(JSON.parse(json));
}

describe('docs/templates.md', () => {
  const rows = [...readFileSync('docs/templates.md', 'utf8').matchAll(/^\| `(#[^`|]+)` +\| (.*)$/gm)];

  it('R73 R74 R75 R76 R77 has a row for each placeholder', () => {
    expect(rows.map(([, placeholder]) => placeholder)).toEqual([...VALUES().keys()]);
    expect(rows).toHaveLength(31);
  });

  it.each(rows.map(([, placeholder, cells]) => ({ placeholder: placeholder!, cells: cells! })))(
    '$placeholder is what its example says',
    ({ placeholder, cells }) => {
      const example = /\| `([^`]*)` +\|$/.exec(cells)?.[1];
      expect(example).toBeDefined();
      expect(exampleOf(placeholder)).toBe(example);
    },
  );
});

/** What the table shows an example of. */
function exampleOf(placeholder: string): string {
  const template = { body: placeholder, contentType: 'text/plain' };
  const row = { code: 'ERR-017', status: 410, message: 'This order is gone.' };
  const fl = instance({
    config: {
      apis: [
        {
          id: 'orders',
          name: 'Orders',
          match: ['/shop/*rest'],
          errors: { ORDER_NOT_FOUND: row },
          template,
        },
      ],
    },
    detail: { response: true, allowInProduction: true },
  });
  const thrown = thrownBy(
    "throw new NotFoundException('There is no order 7', { code: 'ORDER_NOT_FOUND', expose: true })",
  );
  // What an upstream answered is there only on errors of its clients.
  const upstream = Object.assign(new AxiosError('x', 'ERR_BAD_RESPONSE'), {
    response: { data: 'no such row' },
  });
  const facts = requestOf('// POST /shop/orders/7?notify=1\n// content-type: application/json');
  const shown = placeholder.includes('RESPONSEFROMAPI') ? upstream : thrown;
  return fl.resolve(shown, { ...facts, mount: '/shop' }).reply.body;
}

describe('docs/configuration.md', () => {
  const shown = ofKind('accepted')
    .filter(({ title }) => title.startsWith('docs/configuration.md'))
    .flatMap(({ options: { config } }) => (typeof config === 'object' ? [config] : []));

  it.each([1, 2, 3, 4, 5])('R79 R80 R81 R82 R83 scenario %i is the file in examples/policy', (number) => {
    const file = readFileSync(`examples/policy/scenario-${number}.json`, 'utf8');
    const { $schema, ...config } = laidOut(JSON.parse(file) as Config);
    expect(shown.map(laidOut)).toContainEqual(number === 1 ? { $schema, ...config } : config);
  });

  const document = readFileSync('docs/configuration.md', 'utf8');

  it.each(['row', 'rule', 'condition', 'config'])('its tables have every member of a %s', (part) => {
    const { definitions, properties } = JSON.parse(readFileSync('schema.json', 'utf8')) as Schema;
    const members = Object.keys(part === 'config' ? properties : definitions[part]!.properties);
    expect(members.filter((name) => !document.includes(`\n| \`${name}\` `))).toEqual([]);
  });

  it('R51 R52 R53 R54 its tables have every option of detail', () => {
    expect(membersOf('src/detail/options.ts', 'DetailOptions')).toContain('allowInProduction');
    for (const name of membersOf('src/detail/options.ts', 'DetailOptions'))
      expect(document).toContain(`\n| \`detail.${name}\` `);
  });

  it('its first sample names the schema as it is published', () => {
    const { $schema = '' } = shown[0]!;
    const [, published] = /^\.\/node_modules\/faultline\/(.*)$/.exec($schema)!;
    const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: readonly string[] };
    expect(files).toContain(published);
    expect(existsSync(published!)).toBe(true);
  });
});

interface Schema {
  readonly properties: object;
  readonly definitions: Readonly<Record<string, { readonly properties: object }>>;
}

/** The members of an interface in a file. */
function membersOf(file: string, name: string): readonly string[] {
  const [, body = ''] = readFileSync(file, 'utf8').split(`export interface ${name} {\n`);
  const members = body.slice(0, body.indexOf('\n}')).matchAll(/^ {2}readonly (\w+)\??:/gm);
  return [...members].map(([, member]) => member!);
}

it('the README has every option', () => {
  const [, block = ''] = /\n## Options\n\n```js\n([^]*?)```/.exec(readFileSync('README.md', 'utf8'))!;
  const shown = [...block.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
  expect(new Set(shown)).toEqual(new Set(membersOf('src/options.ts', 'FaultlineOptions')));
});

/** Bodies that are JSON as a text, as the JSON that they are. */
function laidOut(config: Config): Config {
  return JSON.parse(JSON.stringify(config), (key, value: unknown) => {
    const isJson = key === 'body' && typeof value === 'string' && value.startsWith('{');
    return isJson ? (JSON.parse(value) as unknown) : value;
  }) as Config;
}
