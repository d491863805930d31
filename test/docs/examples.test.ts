/** What the documents show is what the engine does: every configuration, every refusal, every answer. */

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError, createFaultline, type FaultlineOptions } from 'faultline';
import { phraseOf } from 'faultline/http';
import { VALUES } from '../../src/messages/values.ts';
import { answerOf, requestOf, samplesOf, thrownBy, type Sample } from './samples.ts';

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
    expect(ofKind(kind).length).toBeGreaterThan(3);
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

it.each(ofKind('answered'))('$title is answered as shown', ({ options, request, code, answer }) => {
  const { reply } = instance(options).resolve(thrownBy(code), requestOf(request));
  const { status, headers, body } = answerOf(answer);
  expect(`${reply.status} ${reply.phrase ?? phraseOf(reply.status)}`).toBe(status);
  expect(reply.headers).toMatchObject(headers);
  // Laid out to be read; one that is a text is shown as it is.
  const isLaidOut = reply.format === 'json' && body !== reply.body;
  expect(isLaidOut ? compact(reply.body) : reply.body).toBe(isLaidOut ? compact(body) : body);
});

function compact(json: string): string {
  return JSON.stringify(JSON.parse(json));
}

describe('docs/templates.md', () => {
  const rows = [...readFileSync('docs/templates.md', 'utf8').matchAll(/^\| `(#[^`|]+)` +\| (.*)$/gm)];

  it('R73 R74 R75 R76 R77 has a row for each placeholder', () => {
    expect(rows.map(([, placeholder]) => placeholder).toSorted()).toEqual([...VALUES().keys()].toSorted());
    expect(VALUES().size).toBe(31);
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
  Object.assign(thrown as object, { response: { data: 'no such row' } });
  const facts = requestOf('// POST /shop/orders/7?notify=1\n// content-type: application/json');
  return fl.resolve(thrown, { ...facts, mount: '/shop' }).reply.body;
}

it.each(samples.filter(({ options }) => typeof options.config === 'object'))(
  '$title names its schema where editors find it, or none',
  ({ options }) => {
    const { $schema } = options.config as { $schema?: string };
    if ($schema === undefined) return;
    const [, published] = /^\.\/node_modules\/faultline\/(.*)$/.exec($schema)!;
    const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: readonly string[] };
    expect(files).toContain(published);
    expect(existsSync(published!)).toBe(true);
  },
);
