import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReport, renderReport } from '../../src/report/index.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { anOccurrence, DAY, hostileText, MINUTE, NOON } from '../store/occurrences.ts';
import { attributeOf, readPage, textOf, type Element } from './charts/page.ts';
import { reportWith } from './hostile.ts';
import { FROM, sample, TO } from './sample.ts';
import { OPTIONS, sourceStore } from './source.ts';

const SHOP = { api: 'shop', from: FROM, to: TO };

function shop(): ReturnType<typeof memoryStore> {
  const store = memoryStore({ occurrences: 10_000 });
  for (const occurrence of sample()) store.put(occurrence);
  return store;
}

describe('text/html', () => {
  it('R44 is one file that loads nothing, runs nothing and leads nowhere', async () => {
    const html = renderReport(await createReport(shop(), SHOP), 'html');
    const { elements, errors } = readPage(html);
    expect(errors).toEqual([]);
    expect(html).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
    );
    const names = new Set(elements.map(({ tagName }) => tagName));
    for (const name of ['script', 'link', 'img', 'iframe', 'form', 'a', 'object', 'base', 'use'])
      expect(names).not.toContain(name);
    const attributes = new Set(elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
    for (const name of attributes) expect(name).not.toMatch(/^on|src|href|style|action/);
  });

  it('R58 has every section, and a table or list for what is drawn', async () => {
    const { all, elements } = readPage(renderReport(await createReport(shop(), SHOP), 'html'));
    expect(all('h1')).toEqual(['Backend errors The shop']);
    expect(all('h2')).toEqual([
      'Errors per hour, by status',
      'By status',
      'Top routes',
      'Top groups',
      '403 Forbidden',
      '404 Not Found',
      '500 Internal Server Error',
      '503 Service Unavailable',
      '504 Gateway Timeout',
      '429 Too Many Requests',
      '502 Bad Gateway',
    ]);
    expect(all('summary')).toEqual(['Numbers of this plot']);
    const images = elements.filter((element) => attributeOf(element, 'role') === 'img');
    expect(images.length).toBe(1 + 7);
    for (const { childNodes } of images) expect(childNodes[0]!.nodeName).toBe('title');
    for (const element of elements.filter(({ tagName }) => tagName === 'th'))
      expect(attributeOf(element, 'scope')).toMatch(/^(?:row|col)$/);
  });

  it('R60 R61 has the counts and the details', async () => {
    const html = renderReport(await createReport(sourceStore(), { ...OPTIONS, details: 2 }), 'html');
    const { all } = readPage(html);
    expect(all('dd')).toEqual(['3', '3', '0']);
    expect(all('li')).toContain('404 Not Found0');
    expect(all('li')).toContain('500 Internal Server Error3');
    expect(all('tr')).toContain(
      'K7QF-2MXD-9TRB2017-02-05T13:19:59.999Z\n/atmapp/zipcode\n100.64.5.183:24078\n192.168.11.164:3001',
    );
    expect(all('p')).toContain('The newest 2, newest first. 1 more occurred.');
    expect(all('p')).toContain('2017-02-01T08:20:00.000Z – 2017-02-05T13:20:00.000Z');
  });

  it('says where all are listed', async () => {
    const { all } = readPage(renderReport(await createReport(sourceStore(), OPTIONS), 'html'));
    expect(all('p')).toContain('All 3, newest first.');
  });

  it('D22 has the dates of the source document, where told to', async () => {
    const html = renderReport(await createReport(sourceStore(), OPTIONS), 'html', { legacyDates: true });
    const { all, elements } = readPage(html);
    expect(all('time')).toContain('Sun Feb 05 13:20:00:000 2017');
    for (const text of all('time')) expect(text).not.toContain('Z');
    for (const element of elements.filter(({ tagName }) => tagName === 'time'))
      expect(attributeOf(element, 'datetime')).toMatch(/^2017-02-0\dT/);
  });

  it('gives a status the same colour in every plot', async () => {
    const store = memoryStore();
    for (const status of [502, 502, 429, 404, 403, 499, 410, 411, 500]) store.put(anOccurrence({ status }));
    const { elements } = readPage(
      renderReport(await createReport(store, { from: NOON, to: NOON + MINUTE }), 'html'),
    );
    const colours = new Map<string, Set<string>>();
    for (const element of elements) {
      if (element.tagName !== 'li') continue;
      const status = /^\d{3}/.exec(textOf(element))?.[0];
      if (status !== undefined) colours.set(status, (colours.get(status) ?? new Set()).add(toneOf(element)));
    }
    expect(colours.size).toBeGreaterThan(8);
    for (const [status, tones] of colours) expect([status, tones.size]).toEqual([status, 1]);
  });

  it('is drawn without the plots where there are none', async () => {
    const report = await createReport(sourceStore(), { ...OPTIONS, plots: false });
    const { all, errors } = readPage(renderReport(report, 'html'));
    expect(errors).toEqual([]);
    expect(all('h2')).toEqual(['By status', '500 Internal Server Error']);
    const copy = { ...(await createReport(sourceStore(), OPTIONS)) };
    expect(readPage(renderReport(copy, 'html')).all('h2')).toEqual(all('h2'));
  });

  it('says that nothing happened', async () => {
    const report = await createReport(memoryStore(), { from: NOON, to: NOON + DAY });
    const { all, errors } = readPage(renderReport(report, 'html'));
    expect(errors).toEqual([]);
    expect(all('h1')).toEqual(['Backend errors (all)']);
    expect(all('text')).toContain('none');
    expect(all('text')).toContain('18:00');
    expect(all('p')).toContain('None.');
    expect(all('details')).toEqual([]);
  });

  it('names what has no route, and what is beyond the lists', async () => {
    const store = memoryStore();
    for (let route = 0; route < 12; route += 1)
      store.put(anOccurrence({ request: { route: `/r${route}` }, fingerprint: `g${route}` }));
    for (let count = 0; count < 3; count += 1)
      store.put(anOccurrence({ request: null, fingerprint: 'none' }));
    await store.updateGroup('none', { state: 'muted', by: 'ann', at: NOON });
    const { all } = readPage(renderReport(await createReport(store, { from: NOON, to: NOON + 1 }), 'html'));
    expect(all('li')).toContain('No route3');
    expect(all('li')).toContain('All others5');
    expect(all('small')).toContain('INTERNAL_ERROR · muted');
  });

  it('leaves a phrase open that the report has none for', async () => {
    const report = { ...(await createReport(sourceStore(), OPTIONS)), backend_error_summary: [] };
    expect(readPage(renderReport(report, 'html')).all('h2')).toEqual(['By status', '500 ']);
  });

  it('R44 holds any text as text', async () => {
    const outline = async (text: string): Promise<readonly string[]> => {
      const { errors, elements, outline: found } = readPage(renderReport(await reportWith(text), 'html'));
      expect(errors).toEqual([]);
      expect(elements.filter(({ tagName }) => tagName === 'script')).toEqual([]);
      return found;
    };
    const harmless = await outline('plain');
    await fc.assert(
      fc.asyncProperty(
        hostileText.filter((text) => text !== ''),
        async (text) => {
          expect(await outline(text)).toEqual(harmless);
        },
      ),
      { numRuns: 50 },
    );
    expect(await outline('</style></title><script>alert(1)</script>')).toEqual(harmless);
  });

  it('R44 has nothing that turns text around, or breaks its line', async () => {
    const html = renderReport(await reportWith('a\u202egpj.\u2066exe\u200f\u061c\u2028\u2029'), 'html');
    expect(html).not.toMatch(/[\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
    expect(html).toContain('a\\u202egpj.\\u2066exe\\u200f\\u061c\\u2028\\u2029');
  });

  it('is made whatever a clock told when a group failed last, and whatever its status is', async () => {
    const store = memoryStore();
    for (const at of [NOON, 1e15]) store.put(anOccurrence({ at, status: '<b>' as never }));
    const options = { from: NOON, to: NOON + MINUTE };
    const html = renderReport(await createReport(store, options), 'html', { legacyDates: true });
    expect(html).toContain('Fri Dec 31 23:59:59:999 9999');
    expect(html).not.toContain('<b>&');
    expect(html).not.toContain('><b><');
  });
});

/** Of what it is drawn with. */
function toneOf(element: Element): string {
  const own = /fl-tone-\w+/.exec(attributeOf(element, 'class') ?? '')?.[0];
  const parts = element.childNodes.filter((node): node is Element => 'tagName' in node);
  return own ?? parts.map(toneOf).find((tone) => tone !== '') ?? '';
}
