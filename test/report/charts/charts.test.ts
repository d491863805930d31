import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barList } from '../../../src/report/charts/bar-list.ts';
import { columnChart } from '../../../src/report/charts/column-chart.ts';
import type { ChartOptions } from '../../../src/report/charts/frame.ts';
import { lineChart } from '../../../src/report/charts/line-chart.ts';
import { sparkline } from '../../../src/report/charts/sparkline.ts';
import { statusTones, tones } from '../../../src/report/charts/tones.ts';
import { hostileText } from '../../store/occurrences.ts';
import { attributeOf, readFragment } from './page.ts';

const HOUR = 3_600_000;
const FROM = Date.UTC(2026, 10, 21, 8);

const chart = (overrides: Partial<ChartOptions> = {}): ChartOptions => ({
  title: 'Errors per hour',
  from: FROM,
  step: HOUR,
  lines: [
    { label: '500', tone: 1, counts: [4, 0, 0, 0, 2] },
    { label: '404', tone: 4, counts: [0, 1200, 0, 0, 2] },
  ],
  ...overrides,
});

const paths = (svg: string, name: string): readonly (string | undefined)[] =>
  readFragment(svg)
    .elements.filter((element) => attributeOf(element, 'class')?.startsWith(name))
    .map((element) => attributeOf(element, 'd'));

describe.each([
  ['lineChart', lineChart],
  ['columnChart', columnChart],
])('%s', (_name, draw) => {
  it('says what it shows to those who do not see it', () => {
    const { all, elements } = readFragment(draw(chart()));
    expect(
      attributeOf(
        elements.find(({ tagName }) => tagName === 'svg')!,
        'role',
      ),
    ).toBe('img');
    expect(all('title')[0]).toBe('Errors per hour');
    expect(all('desc')).toEqual([
      'From 21 Nov 08:00 to 21 Nov 13:00 UTC: 1,208 in all, at most 1,200 at once, at 21 Nov 09:00.',
    ]);
    expect(all('li')).toEqual(['500 6', '404 1,202']);
  });

  it('tells the numbers of a bucket where the pointer rests, and of empty ones nothing', () => {
    expect(readFragment(draw(chart())).all('title').slice(1)).toEqual([
      '21 Nov 08:00 UTC\n500: 4',
      '21 Nov 09:00 UTC\n404: 1,200',
      '21 Nov 12:00 UTC\n500: 2\n404: 2',
    ]);
  });

  it('has marks on both axes', () => {
    expect(readFragment(draw(chart())).all('text')).toEqual([
      '08:00',
      '09:00',
      '10:00',
      '11:00',
      '12:00',
      '500',
      '1,000',
      '1,500',
    ]);
  });

  it.each([
    ['no lines', { lines: [] }],
    ['no lines, but buckets', { lines: [], buckets: 12 }],
    ['only zeros', { lines: [{ label: 'a', tone: 'rest' as const, counts: [0, 0, 0] }] }],
    ['lines without buckets', { lines: [{ label: 'a', tone: 'rest' as const, counts: [] }] }],
  ])('says that there are none: %s', (_what, overrides) => {
    const { all, errors } = readFragment(draw(chart(overrides)));
    expect(errors).toEqual([]);
    expect(all('text')).toContain('none');
    expect(all('desc')[0]).toMatch(/: none\.$/);
    expect(draw(chart(overrides))).not.toContain('NaN');
  });

  it('R44 holds any text as text, and has no style, id, link or script', () => {
    const outline = (text: string): readonly string[] => {
      const page = readFragment(
        draw(chart({ title: text, lines: [{ label: text, tone: 2, counts: [1, 3] }] })),
      );
      expect(page.errors).toEqual([]);
      return page.outline;
    };
    const harmless = outline('plain');
    for (const attribute of ['style', 'id', 'href', 'on'])
      expect(harmless.join('\n')).not.toMatch(` ${attribute}`);
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(outline(text)).toEqual(harmless);
      }),
    );
  });

  it('makes finite coordinates of any counts', () => {
    const counts = fc.array(fc.nat({ max: 2 ** 48 }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 7 }), (lines) => {
        const svg = draw(chart({ lines: lines.map((each) => ({ label: 'x', tone: 1, counts: each })) }));
        expect(svg).not.toMatch(/NaN|Infinity|undefined|\de[+-]?\d/);
      }),
    );
  });

  it('keeps marks at both ends within the plot', () => {
    const lines: ChartOptions['lines'] = [
      { label: 'a', tone: 1, counts: Array.from({ length: 97 }, () => 1) },
    ];
    const { elements } = readFragment(draw(chart({ lines, step: HOUR / 4 })));
    const anchors = elements
      .filter((element) => attributeOf(element, 'y') === '215')
      .map((element) => [attributeOf(element, 'x'), attributeOf(element, 'text-anchor')]);
    expect(anchors[0]).toEqual(['16.49%', 'middle']);
    expect(anchors.at(-1)).toEqual(['90.72%', 'middle']);
    expect(draw(chart({ from: FROM - 2 * HOUR, lines, step: HOUR / 4 }))).toContain(
      'text-anchor="end">06:00',
    );
    const { all } = readFragment(draw(chart({ from: FROM + 4 * HOUR, lines, step: HOUR / 4 })));
    expect(all('text')[0]).toBe('12:00');
    expect(draw(chart({ from: FROM + 4 * HOUR, lines, step: HOUR / 4 }))).toContain(
      'text-anchor="start">12:00',
    );
  });

  it('is as high as it is told to be', () => {
    expect(draw(chart())).toContain(' height="220"');
    expect(draw(chart({ height: 120 }))).toContain(' height="120"');
  });

  it('leaves out every second mark of time where there is little room', () => {
    const { elements } = readFragment(draw(chart()));
    const minor = elements.filter((element) => attributeOf(element, 'class') === 'fl-axis fl-minor');
    expect(minor).toHaveLength(2);
  });
});

describe('lineChart', () => {
  it('draws through the middle of buckets, and nothing where nothing happens for a while', () => {
    expect(
      paths(lineChart(chart({ lines: [{ label: 'a', tone: 1, counts: [2, 0, 0, 0, 0, 1] }] })), 'fl-line'),
    ).toEqual(['M0.5 0L1.5 1000M4.5 1000L5.5 500']);
  });

  it('draws a single bucket as a dot', () => {
    expect(paths(lineChart(chart({ lines: [{ label: 'a', tone: 1, counts: [1] }] })), 'fl-line')).toEqual([
      'M0.5 0h0',
    ]);
  });

  it('has the first line on top', () => {
    const { elements } = readFragment(lineChart(chart()));
    const drawn = elements
      .map((element) => attributeOf(element, 'class'))
      .filter((name) => name?.startsWith('fl-line'));
    expect(drawn).toEqual(['fl-line fl-tone-4', 'fl-line fl-tone-1']);
  });
});

describe('columnChart', () => {
  it('puts the second line on the first', () => {
    const lines: ChartOptions['lines'] = [
      { label: 'a', tone: 1, counts: [1, 0, 2] },
      { label: 'b', tone: 2, counts: [1, 3, 0] },
    ];
    expect(paths(columnChart(chart({ lines })), 'fl-column')).toEqual([
      'M0.08 1000v-333.33h.84v333.33zM2.08 1000v-666.67h.84v666.67z',
      'M0.08 666.67v-333.33h.84v333.33zM1.08 1000v-1000h.84v1000z',
    ]);
  });
});

describe('sparkline', () => {
  it('draws columns, the highest as high as the line, and shows what is little beside it', () => {
    expect(sparkline([0, 1, 50])).toContain('<path d="M1.1 100v-8h.8v8zM2.1 100v-100h.8v100z"/>');
  });

  it('is hidden from readers who do not see it, unless it has a title', () => {
    expect(sparkline([1])).toContain('aria-hidden="true"');
    const { all, elements } = readFragment(sparkline([1], 'one <b>'));
    expect(all('title')).toEqual(['one <b>']);
    expect(attributeOf(elements[0]!, 'role')).toBe('img');
  });

  it('draws nothing of nothing', () => {
    expect(sparkline([])).toContain('viewBox="0 0 1 100"');
    expect(sparkline([0, 0])).toContain('<path d=""/>');
  });
});

describe('barList', () => {
  it('reads as a list of names and counts', () => {
    const html = barList([
      { label: '404 Not Found', count: 1500, tone: 4 },
      { label: '500', count: 300, note: 'TypeError' },
    ]);
    const { all, elements } = readFragment(html);
    expect(all('li')).toEqual(['404 Not Found1,500', '500TypeError300']);
    expect(
      elements.filter(({ tagName }) => tagName === 'rect').map((each) => attributeOf(each, 'width')),
    ).toEqual(['100%', '20%']);
  });

  it('leads where it is told to', () => {
    const { elements } = readFragment(barList([{ label: 'a', count: 0, href: '/errors?q="&x=1' }]));
    expect(
      attributeOf(
        elements.find(({ tagName }) => tagName === 'a')!,
        'href',
      ),
    ).toBe('/errors?q="&x=1');
  });

  it('R44 holds any text as text', () => {
    const outline = (text: string): readonly string[] => {
      const page = readFragment(barList([{ label: text, note: text, href: text, count: 1 }]));
      expect(page.errors).toEqual([]);
      return page.outline;
    };
    const harmless = outline('plain');
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(outline(text)).toEqual(harmless);
      }),
    );
  });
});

describe('tones', () => {
  it('are the same for the same status', () => {
    expect(statusTones(['403', '404', '500', '503', '504'])).toEqual([5, 4, 1, 2, 3]);
    expect(statusTones(['504', null, '500'])).toEqual([3, 'rest', 1]);
  });

  it('are different as long as there are any', () => {
    expect(statusTones(['429', '500', '502', '404', '409', '410', '411', null])).toEqual([
      6,
      1,
      5,
      4,
      3,
      2,
      'rest',
      'rest',
    ]);
  });

  it('go by the place for all else', () => {
    expect(tones(['a', 'b', null])).toEqual([1, 2, 'rest']);
    expect(tones(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toEqual([1, 2, 3, 4, 5, 6, 'rest']);
  });
});
