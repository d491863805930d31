/** The pages in a real browser, as people use them. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dashboard } from '../../src/dashboard/index.ts';
import { memoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { anOccurrence, HOSTILE } from '../store/occurrences.ts';
import { CHROMIUM, launch, open, overflowOf } from './browser.ts';
import { fill, NOW, referenceOf, SHOWN } from './sample.ts';
import { listen, type Served } from './servers.ts';

const isSkipped = CHROMIUM === undefined && process.env['CI'] === undefined;
if (isSkipped)
  console.warn('test/dashboard/browser.test.ts is SKIPPED: there is no Chromium on this machine.');

const GROUP = `/groups/${SHOWN.fingerprint}`;
const OCCURRENCE = `/occurrences/${SHOWN.reference}`;
const PAGES = [
  '/',
  '/groups',
  GROUP,
  '/occurrences',
  OCCURRENCE,
  '/report',
  '/health',
  '/lookup?reference=nonsense!',
];

describe.skipIf(isSkipped)('in Chromium', { timeout: 60_000 }, () => {
  let browser: Browser;
  let served: Served;
  let store: Store;

  beforeAll(async () => {
    browser = await launch();
    store = memoryStore({ occurrences: 5000 });
    fill(store);
    served = await listen(
      dashboard(store, { authorize: () => ({ name: 'Ada' }), now: () => NOW, title: 'Shop errors' }),
    );
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  async function textOf(page: Page, selector: string): Promise<string> {
    return (await page.innerText(selector)).replace(/\s+/g, ' ').trim();
  }

  it.each(PAGES)('R44 %s breaks no policy, asks nobody else, and has one heading', async (path) => {
    const { page, troubles } = await open(browser, served.url);
    await page.goto(served.url + path);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('main').count()).toBe(1);
    const unnamed = await page.evaluate(
      `[...document.querySelectorAll('input:not([type=hidden]), select, textarea')].filter((field) => field.labels.length === 0).length`,
    );
    expect(unnamed).toBe(0);
    // The style is there, and so is the script.
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.top')).borderBottomStyle`)).toBe(
      'solid',
    );
    expect(await page.locator('[data-keys]').isVisible()).toBe(true);
    expect(troubles).toEqual([]);
  });

  it('R44 looks up a reference as it was heard, by the keyboard alone', async () => {
    const { page, troubles } = await open(browser, served.url);
    await page.goto(`${served.url}/groups`);
    await page.keyboard.press('/');
    await page.keyboard.type(SHOWN.reference.toLowerCase().replaceAll('-', ' ').replace('1', 'l'));
    await page.keyboard.press('Enter');
    await page.waitForURL(`${served.url}${OCCURRENCE}`);
    expect(await textOf(page, 'h1')).toContain(SHOWN.reference);
    expect(await textOf(page, '.client')).toContain('An unexpected error occurred');
    expect(await textOf(page, '.server')).toContain("Cannot read properties of undefined (reading 'rate')");
    expect(await textOf(page, '.client')).not.toContain('Cannot read properties');
    expect(troubles).toEqual([]);
  });

  it('R44 skips to the content, and begins with the reference on the first page', async () => {
    const { page } = await open(browser, served.url);
    await page.goto(`${served.url}/`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.name')).toBe('reference');
  });

  it('moves through a list by j and k, and opens by Enter', async () => {
    const { page } = await open(browser, served.url);
    await page.goto(`${served.url}/occurrences`);
    const references = await page.locator('[data-item]').allInnerTexts();
    const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await focused()).toBe(references[2]);
    await page.keyboard.press('k');
    expect(await focused()).toBe(references[1]);
    await page.keyboard.press('Enter');
    await page.waitForURL(({ pathname }) => pathname === `/occurrences/${references[1]}`);
  });

  it('types j, k and / into fields', async () => {
    const { page } = await open(browser, served.url);
    await page.goto(`${served.url}/occurrences`);
    await page.focus('[name=code]');
    await page.keyboard.type('/jk');
    expect(await page.inputValue('[name=code]')).toBe('/jk');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    expect(await page.inputValue('[name=code]')).toBe('/jk');
  });

  it('R45 resolves a group by the keyboard, and tells who did', async () => {
    const { page, troubles } = await open(browser, served.url);
    await page.goto(served.url + GROUP);
    await page.focus('[name=release]');
    await page.keyboard.type('5.2.2');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${served.url}${GROUP}?done=resolve`);
    expect(await textOf(page, '.marks')).toContain('resolved');
    expect(await textOf(page, '[role=status]')).toContain('Resolved.');
    expect(await textOf(page, '.history')).toContain('resolved with 5.2.2 by Ada');
    expect((await store.group(SHOWN.fingerprint))!.state).toBe('resolved');
    await page.fill('[name=note]', 'Only carts\nof XI.');
    await page.click('button[value=note]');
    await page.waitForURL(`${served.url}${GROUP}?done=note`);
    expect(await page.innerText('blockquote')).toBe('Only carts\nof XI.');
    await page.click('button[value=reopen]');
    await page.waitForURL(`${served.url}${GROUP}?done=reopen`);
    expect((await store.group(SHOWN.fingerprint))!.state).toBe('open');
    expect(troubles).toEqual([]);
  });

  it('R44 takes no form of another site', async () => {
    const evil = await listen((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(
        `<form method="post" action="${served.url}/groups/19ce6fa0d2b7435f"><input name="action" value="ignore"><button>You won</button></form>
<iframe src="${served.url}/"></iframe>`,
      );
    });
    try {
      const { page } = await open(browser, served.url);
      await page.goto(evil.url.replace('127.0.0.1', 'localhost'));
      expect(await page.frames()[1]!.locator('.hero').count()).toBe(0);
      await page.click('button');
      await page.waitForURL(`${served.url}/**`);
      expect(await textOf(page, 'h1')).toBe('Not changed');
      expect((await store.group('19ce6fa0d2b7435f'))!.state).toBe('open');
    } finally {
      await evil.close();
    }
  });

  it('copies a reference', async () => {
    const { page } = await open(browser, served.url, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(served.url + OCCURRENCE);
    await page.click('[data-copy]');
    await page.locator('[data-copy]', { hasText: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(SHOWN.reference);
  });

  it('narrows a list by its form, and goes on to the next page', async () => {
    const { page, troubles } = await open(browser, served.url);
    await page.goto(`${served.url}/occurrences`);
    await page.fill('[name=status]', '404');
    await page.fill('[name=from]', '2026-11-20T00:00');
    await page.click('text=Apply');
    await page.waitForURL(/status=404/);
    expect(await page.inputValue('[name=from]')).toBe('2026-11-20T00:00');
    const first = await page.locator('[data-item]').allInnerTexts();
    await page.click('[rel=next]');
    await page.waitForURL(/cursor=/);
    const second = await page.locator('[data-item]').allInnerTexts();
    expect(first).toHaveLength(50);
    expect(second.some((reference) => first.includes(reference))).toBe(false);
    expect(new Set(await page.locator('td .tag.status').allTextContents())).toEqual(new Set(['404']));
    expect(troubles).toEqual([]);
  });

  it('R58 gives a report as a file', async () => {
    const { page, troubles } = await open(browser, served.url);
    await page.goto(`${served.url}/report`);
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('text=CSV')]);
    expect(file.suggestedFilename()).toBe('api_backend_errors.csv');
    expect(troubles).toEqual([]);
  });

  it('works without a script', async () => {
    const { page, troubles } = await open(browser, served.url, { javaScriptEnabled: false });
    await page.goto(`${served.url}/`);
    await page.fill('[name=reference]', SHOWN.reference);
    await page.click('button.main');
    await page.waitForURL(`${served.url}${OCCURRENCE}`);
    expect(await page.locator('[data-copy]').isVisible()).toBe(false);
    await page.click('.folded summary >> nth=0');
    await page.goto(served.url + GROUP);
    await page.click('button[value=mute]');
    await page.waitForURL(`${served.url}${GROUP}?done=mute`);
    expect(await textOf(page, '.marks')).toContain('muted');
    await page.click('button[value=reopen]');
    await page.waitForURL(`${served.url}${GROUP}?done=reopen`);
    expect(troubles).toEqual([]);
  });

  it.each(PAGES)('fits the width of a phone: %s', async (path) => {
    const { page, troubles } = await open(browser, served.url, { viewport: { width: 390, height: 844 } });
    await page.goto(served.url + path);
    expect(await overflowOf(page)).toBe(0);
    expect(
      await page.evaluate(
        `[...document.querySelectorAll('.scroll')].filter((box) => box.scrollWidth > box.clientWidth).length`,
      ),
    ).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('R45 tells of which time the counts of frequent groups are, also on a phone', async () => {
    for (const width of [1280, 390]) {
      const { page } = await open(browser, served.url, { viewport: { width, height: 844 } });
      await page.goto(`${served.url}/?span=7d`);
      const frequent = 'section[aria-labelledby=frequent]';
      expect(await textOf(page, `${frequent} h2`)).toBe('Most frequent server errors past 7 days');
      const [heading, cell] = ['thead th.count >> nth=0', 'tbody tr:first-child td.number >> nth=0'];
      expect(await textOf(page, `${frequent} ${heading}`)).toBe('Past 7 days');
      expect(await textOf(page, `${frequent} ${cell}`)).toMatch(/^\d+$/);
      expect(await page.locator(`${frequent} ${cell}`).isVisible()).toBe(true);
    }
  });

  it('is dark where the system is', async () => {
    const backgrounds = await Promise.all(
      (['light', 'dark'] as const).map(async (colorScheme) => {
        const { page } = await open(browser, served.url, { colorScheme });
        await page.goto(`${served.url}/`);
        return page.evaluate('getComputedStyle(document.body).backgroundColor');
      }),
    );
    expect(backgrounds).toEqual(['rgb(244, 246, 249)', 'rgb(17, 21, 27)']);
  });

  it('R44 runs nothing that is stored, and holds long texts', async () => {
    const hostile = memoryStore();
    const markup = `"'><img src=x onerror="window.hit=1"><script>window.hit=1</script>`;
    const reference = referenceOf(9);
    const text = [markup, ...HOSTILE, 'x'.repeat(4000)].join('');
    hostile.put(
      anOccurrence({
        at: NOW,
        correlationId: reference,
        fingerprint: 'f1',
        code: markup,
        error: { name: markup, message: text, stack: `at ${text}` },
        request: { path: `/${text}`, route: text, headers: { [markup]: text } },
        api: { id: markup, name: text },
        answer: { status: 500, contentType: text, body: text },
        release: text,
      }),
    );
    await hostile.updateGroup('f1', { note: markup, by: markup, at: NOW });
    const board = await listen(
      dashboard(hostile, { authorize: () => ({ name: markup }), title: '<b>', now: () => NOW }),
    );
    try {
      for (const path of [
        '/',
        '/groups',
        '/groups/f1',
        '/occurrences',
        `/occurrences/${reference}`,
        '/report',
      ]) {
        const { page, troubles } = await open(browser, board.url, { viewport: { width: 390, height: 844 } });
        await page.goto(board.url + path);
        expect(await page.evaluate('window.hit')).toBeUndefined();
        expect(await page.locator('img').count()).toBe(0);
        expect([path, await overflowOf(page)]).toEqual([path, 0]);
        expect(troubles).toEqual([]);
      }
    } finally {
      await board.close();
    }
  });
});
