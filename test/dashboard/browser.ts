/** Debian's Chromium, as people have it: nothing is downloaded. */

import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const CHROMIUM: string | undefined = PLACES.find((place) => existsSync(place));

export async function launch(): Promise<Browser> {
  if (CHROMIUM === undefined)
    throw new Error(`There is no Chromium in ${PLACES.join(', ')}; install the package chromium.`);
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
}

export interface Opened {
  readonly page: Page;
  /** Errors of the page, what its policy refused, and requests to anywhere else. */
  readonly troubles: readonly string[];
}

/** @param url of the server that may be asked */
export async function open(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const troubles: string[] = [];
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('console', (message) => {
    // What browsers say of a page that says 404 itself.
    const isOurs = message.text().startsWith('Failed to load resource');
    if (!isOurs && ['error', 'warning'].includes(message.type())) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('data:'))
      troubles.push(`asked ${request.url()}`);
  });
  return { page, troubles };
}

/** Whether all that is there fits into the width. */
export async function overflowOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
