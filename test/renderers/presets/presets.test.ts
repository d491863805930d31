import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Renderer } from '../../../src/model.ts';
import { renderers } from '../../../src/renderers/index.ts';
import { PRESETS } from '../../../src/renderers/presets/index.ts';
import { anyParts, anyShown, anyText, problemOf } from '../problems.ts';
import { parseXml } from '../xml.ts';
import { faultsOf } from './schemas.ts';
import { TABLE } from './table.ts';

const names = Object.keys(PRESETS) as (keyof typeof PRESETS)[];

const jsonOf = (name: keyof typeof PRESETS): Renderer => PRESETS[name].renderers.json!;

/** Text where a language tag or a code would be, too. */
const anyProblem = fc
  .record({
    parts: anyParts,
    shown: fc.option(anyShown, { nil: undefined }),
    language: fc.option(anyText, { nil: undefined }),
    after: fc.option(fc.constantFrom('30', '0', 'Thu, 01 Jan 2026 00:00:00 GMT', ''), { nil: undefined }),
  })
  .map(({ parts, shown, language, after }) => {
    const headers = after === undefined ? undefined : { 'retry-after': after };
    return problemOf({ ...parts, shown, language, headers });
  });

describe.each(names)('preset %s', (name) => {
  const preset = PRESETS[name];

  it('is named as it is chosen, each renderer under its format', () => {
    expect(preset.name).toBe(name);
    expect(Object.entries(preset.renderers).map(([format, renderer]) => [format, renderer.format])).toEqual(
      Object.keys(preset.renderers).map((format) => [format, format]),
    );
  });

  it.each(TABLE)('R84 is valid JSON of its schema with %s', (_, parts) => {
    expect(faultsOf(name, JSON.parse(jsonOf(name).render(problemOf(parts))))).toEqual([]);
  });

  it('R84 is valid whatever the texts', () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const body = jsonOf(name).render(problem);
        expect(body).not.toMatch(/\p{Surrogate}|[\r\n]/u);
        expect(faultsOf(name, JSON.parse(body))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('R43 has the reference, whatever else is shown', () => {
    for (const renderer of Object.values(preset.renderers)) {
      for (const [, parts] of TABLE) expect(renderer.render(problemOf(parts))).toContain('K7QF-2MXD-9TRB');
    }
  });

  it('says how it writes a text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const problem = problemOf({ detail: text, shown: EXPLAINED });
        for (const renderer of Object.values(preset.renderers))
          expect(renderer.render(problem)).toContain(renderer.escape(text));
      }),
    );
  });

  it.each(TABLE)('R84 is well-formed XML with %s', (_, parts) => {
    const { xml = renderers.xml } = preset.renderers;
    expect(() => parseXml(xml.render(problemOf(parts)))).not.toThrow();
  });
});

const EXPLAINED = { explanation: true, trail: undefined, stack: undefined, attributes: undefined };

it('R84 has JSON in every preset, and XML where the standard has it', () => {
  expect(names.map((name) => [name, Object.keys(PRESETS[name].renderers)])).toEqual([
    ['problem', ['json', 'xml', 'text', 'html']],
    ['reasons', ['json', 'xml', 'text', 'html']],
    ['aip-193', ['json']],
    ['json-api', ['json']],
    ['plain', ['json', 'xml', 'text']],
  ]);
  expect(PRESETS.problem.renderers).toBe(renderers);
});

it.each([
  ['problem', 'application/problem+json; charset=utf-8'],
  ['reasons', 'application/json; charset=utf-8'],
  ['aip-193', 'application/json; charset=utf-8'],
  ['json-api', 'application/vnd.api+json'],
  ['plain', 'application/json; charset=utf-8'],
] as const)('R84 %s is typed %s', (name, contentType) => {
  expect(jsonOf(name).contentType).toBe(contentType);
});

it.each(['reasons', 'aip-193', 'json-api', 'plain'])('the schema of %s refuses the others', (name) => {
  for (const other of names.filter((candidate) => candidate !== name)) {
    const document: unknown = JSON.parse(jsonOf(other).render(problemOf()));
    expect(faultsOf(name, document), other).not.toEqual([]);
  }
});
