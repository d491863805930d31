/** The report as a browser shows it, opened from a file as a mail would give it. */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReport, renderReport } from '../../src/report/index.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { anOccurrence } from '../store/occurrences.ts';
import { FROM, sample, TO } from './sample.ts';

const CHROMIUM = '/usr/bin/chromium';
const isMissing = !existsSync(CHROMIUM) && process.env['CI'] === undefined;
if (isMissing) console.warn(`No browser at ${CHROMIUM}: the report is not looked at.`);

const LONG = `/orders/${'x'.repeat(400)}/${encodeURIComponent('<script>'.repeat(40))}`;

describe.skipIf(isMissing)('the report in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const address = pathToFileURL(join(folder, 'report.html')).href;
  const requests = new Set<string>();
  const complaints: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const store = memoryStore({ occurrences: 10_000 });
    for (const occurrence of sample()) store.put(occurrence);
    store.put(
      anOccurrence({
        at: TO - 1,
        code: 'X'.repeat(200),
        correlationId: 'R'.repeat(128),
        error: { name: 'E'.repeat(300), message: 'm'.repeat(8000) },
        request: { path: LONG, route: LONG, cookie: `${'c'.repeat(900)}=[cookie 6d1f0c2a]` },
      }),
    );
    const html = renderReport(await createReport(store, { from: FROM, to: TO, details: 20 }), 'html');
    writeFileSync(join(folder, 'report.html'), html);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    page = await browser.newPage();
    page.on('request', (request) => requests.add(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['a wide screen', 1280, 'light', 'screen', 'rgb(244, 246, 249)'],
    ['a wide screen at night', 1280, 'dark', 'screen', 'rgb(17, 21, 27)'],
    ['a phone', 390, 'light', 'screen', 'rgb(244, 246, 249)'],
    ['a small phone at night', 320, 'dark', 'screen', 'rgb(17, 21, 27)'],
    ['paper', 794, 'dark', 'print', 'rgb(255, 255, 255)'],
  ] as const)('R44 fits %s, and loads nothing', async (_what, width, colorScheme, media, ground) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, media });
    await page.goto(address);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(ground);
    expect(complaints).toEqual([]);
    expect([...requests]).toEqual([address]);
  });

  it('names its plots, and has tables where a wide screen shows tables', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ media: 'screen' });
    expect(await page.getByRole('img', { name: 'Errors per hour, by status' }).count()).toBe(1);
    expect(await page.getByRole('table').count()).toBe(8);
  });

  it('opens the numbers of a plot by keyboard', async () => {
    await page.goto(address);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate("document.querySelector('details').open")).toBe(true);
  });
});
