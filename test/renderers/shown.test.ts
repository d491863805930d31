import * as fc from 'fast-check';
import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, it } from 'vitest';
import type { Shown } from '../../src/model.ts';
import { html } from '../../src/renderers/html.ts';
import { problemJson } from '../../src/renderers/problem-json.ts';
import { problemXml } from '../../src/renderers/problem-xml.ts';
import { text } from '../../src/renderers/text.ts';
import { INJECTIONS } from './injections.ts';
import { anyShown, problemOf, shownWith } from './problems.ts';
import { childOf, dataOf, held, parseXml } from './xml.ts';

type Node = DefaultTreeAdapterTypes.Node;

/** What a body shows of it. */
function expected({ trail, stack, attributes }: Shown): Record<string, unknown> {
  const filters = trail?.steps.map(({ name, status }) => {
    return status === 'Fail' ? { name, status, filterMessage: 'Filter failed' } : { name, status };
  });
  const path = trail && { policy: trail.policy, filters };
  return Object.fromEntries(
    Object.entries({ path, stack, attributes }).filter(([, value]) => value !== undefined),
  );
}

const NOTHING: Shown = { explanation: true, trail: undefined, stack: undefined, attributes: undefined };
const SAMPLE: Shown = {
  explanation: false,
  trail: {
    policy: 'orders',
    steps: [
      { name: 'authenticate', status: 'Pass' },
      { name: 'GET /orders/:id', status: 'Fail' },
    ],
  },
  stack: ['Error: a', '    at f'],
  attributes: [{ name: 'http.response.status', value: '500' }],
};

describe('application/problem+json', () => {
  const shownIn = (shown: Shown): unknown => {
    const body = JSON.parse(problemJson.render(problemOf({ shown }))) as Record<string, unknown>;
    const { path, stack, attributes } = body;
    return JSON.parse(JSON.stringify({ path, stack, attributes }));
  };

  it('R52 R53 R54 shows path, stack and attributes, whatever the texts', () => {
    fc.assert(
      fc.property(anyShown, (shown) => {
        expect(shownIn(shown)).toEqual(expected(shown));
      }),
    );
  });

  it('has them between `retryable` and `debug`', () => {
    const debug = { name: 'Error', message: 'a', causes: [] };
    const body = problemJson.render(problemOf({ retryable: true, shown: SAMPLE, debug }));
    expect(Object.keys(JSON.parse(body) as object).slice(-5)).toEqual([
      'retryable',
      'path',
      'stack',
      'attributes',
      'debug',
    ]);
  });

  it('R52 has `filterMessage` on what failed only', () => {
    expect(problemJson.render(problemOf({ shown: { ...SAMPLE, stack: undefined } }))).toContain(
      '"path":{"policy":"orders","filters":[{"name":"authenticate","status":"Pass"},' +
        '{"name":"GET /orders/:id","status":"Fail","filterMessage":"Filter failed"}]},"attributes":',
    );
  });
});

describe('application/problem+xml', () => {
  it.each(INJECTIONS)('holds %j as one string wherever it stands', (payload) => {
    const { root } = parseXml(problemXml.render(problemOf({ shown: shownWith(payload) })));
    const shown = held(payload);
    expect(dataOf(childOf(root, 'path')!)).toEqual({
      policy: shown,
      filters: [
        { name: shown, status: 'Pass' },
        { name: shown, status: 'Fail', filterMessage: 'Filter failed' },
      ],
    });
    expect(dataOf(childOf(root, 'stack')!)).toEqual([shown]);
    expect(dataOf(childOf(root, 'attributes')!)).toEqual([{ name: shown, value: shown }]);
  });

  it('shows nothing where nothing was let through', () => {
    expect(problemXml.render(problemOf({ shown: NOTHING }))).toBe(problemXml.render(problemOf()));
  });
});

describe('text/plain', () => {
  const HEAD = '409 Conflict\nCode: STOCK_TOO_LOW\nReference: K7QF-2MXD-9TRB\n\nOnly 3 of A1 are left\n';

  it('shows them in blocks', () => {
    expect(text.render(problemOf({ shown: SAMPLE }))).toBe(
      `${HEAD}\nPath: orders\nPass: authenticate\nFail: GET /orders/:id (Filter failed)\n` +
        '\nError: a\n    at f\n\nhttp.response.status: 500\n',
    );
  });

  it.each(INJECTIONS)('holds %j on the lines where it belongs', (payload) => {
    const lines = text.render(problemOf({ shown: shownWith(payload) })).split('\n');
    const shown = text.escape(payload);
    expect(lines.slice(6)).toEqual([
      `Path: ${shown}`,
      `Pass: ${shown}`,
      `Fail: ${shown} (Filter failed)`,
      '',
      shown,
      '',
      `${shown}: ${shown}`,
      '',
    ]);
  });

  it('shows nothing where nothing was let through', () => {
    expect(text.render(problemOf({ shown: NOTHING }))).toBe(HEAD);
  });
});

describe('text/html', () => {
  interface Outline {
    readonly tags: readonly string[];
    readonly texts: readonly string[];
    readonly errors: readonly string[];
  }

  function outlineOf(shown: Shown): Outline {
    const tags: string[] = [];
    const texts: string[] = [];
    const errors: string[] = [];
    const visit = (node: Node): void => {
      if (defaultTreeAdapter.isElementNode(node)) tags.push(node.tagName);
      if (defaultTreeAdapter.isTextNode(node)) texts.push(node.value);
      if ('childNodes' in node) node.childNodes.forEach(visit);
    };
    const body = html.render(problemOf({ shown }));
    visit(parse(body, { onParseError: ({ code }) => errors.push(code) }));
    return { tags, texts, errors: errors.filter((code) => !code.startsWith('control-character')) };
  }

  it.each(INJECTIONS.filter((payload) => !/[\ufdfa\ufffe]/.test(payload)))(
    'holds %j as text, in the same elements',
    (payload) => {
      const page = outlineOf(shownWith(payload));
      expect(page.errors).toEqual([]);
      expect(page.tags).toEqual(outlineOf(shownWith('x')).tags);
      expect(page.texts.filter((part) => part.includes(held(payload))).length).toBeGreaterThanOrEqual(6);
    },
  );

  it('has a section for each, below headings', () => {
    const { tags, texts } = outlineOf(SAMPLE);
    expect(tags.slice(tags.indexOf('dl')).join(' ')).toBe(
      'dl dt dd code dt dd code h2 ol li code li code h2 pre h2 dl dt dd',
    );
    expect(texts.join('')).toContain(
      'Path: orders\n\nauthenticate Pass\nGET /orders/:id Fail: Filter failed\n\nStack\nError: a\n    at f',
    );
  });

  it('is wide where there is something to show', () => {
    expect(html.render(problemOf({ shown: SAMPLE }))).toContain('<main class="wide">');
    expect(html.render(problemOf({ shown: NOTHING }))).toBe(html.render(problemOf()));
  });
});
