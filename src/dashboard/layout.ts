/** The frame that every page has: its head, the navigation, and the field for references. */

import { ASSETS } from './assets.ts';
import { html, type Html } from './markup.ts';
import type { Links } from './links.ts';
import type { Page, Section } from './page.ts';
import { utcOf } from './time.ts';

export interface Frame {
  readonly links: Links;
  /** Name of the dashboard. */
  readonly name: string;
  readonly now: number;
  readonly user: string | undefined;
  /** Whoever is not let in sees no way in. */
  readonly isAdmitted: boolean;
}

const SECTIONS: readonly { readonly section: Section; readonly path: string; readonly label: string }[] = [
  { section: 'overview', path: '/', label: 'Overview' },
  { section: 'groups', path: '/groups', label: 'Groups' },
  { section: 'occurrences', path: '/occurrences', label: 'Occurrences' },
  { section: 'report', path: '/report', label: 'Report' },
  { section: 'health', path: '/health', label: 'Health' },
];

/** A line broken by an amber stroke. */
const ICON = [
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E",
  "%3Crect width='16' height='16' rx='4' fill='%231b2330'/%3E",
  "%3Cpath d='M2.5 8.5h4l1.5-4 1.5 7 1.2-3h2.8' fill='none' stroke='%23f2b455' stroke-width='1.5' stroke-linejoin='round'/%3E%3C/svg%3E",
].join('');

export function documentOf(page: Page, frame: Frame): string {
  const { links, name, isAdmitted } = frame;
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${page.title} · ${name}</title>
        <link rel="stylesheet" href="${links.to(ASSETS.style.path)}" />
        <link rel="icon" href="${ICON}" />
        <script src="${links.to(ASSETS.script.path)}" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
          <div class="bar">
            <a class="brand" href="${links.to('/')}">${MARK}<span>${name}</span></a>
            ${isAdmitted && navigation(page.section, links)}
            ${isAdmitted && page.hasLookup === undefined && lookupForm(links)}
          </div>
        </header>
        <main id="main" tabindex="-1">${page.main}</main>
        <footer class="foot">${foot(frame)}</footer>
      </body>
    </html> `;
  return document.text;
}

const MARK: Html = html`<svg class="mark" viewBox="0 0 24 16" aria-hidden="true">
  <path d="M0 9h7l3-7 4 12 2.5-5H24" />
</svg>`;

function navigation(current: Section | undefined, links: Links): Html {
  const entries = SECTIONS.map(({ section, path, label }) => {
    const mark = section === current && html` aria-current="page"`;
    return html`<li><a href="${links.to(path)}" ${mark}>${label}</a></li>`;
  });
  return html`<nav aria-label="Pages">
    <ul>
      ${entries}
    </ul>
  </nav>`;
}

function lookupForm(links: Links): Html {
  return html`<form class="lookup" role="search" action="${links.to('/lookup')}">
    <label class="unseen" for="reference">Reference</label>
    <input
      id="reference"
      name="reference"
      type="search"
      maxlength="200"
      placeholder="Reference"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      data-search
    />
    <button>Find</button>
  </form>`;
}

function foot({ user, now, isAdmitted }: Frame): Html {
  const who = user === undefined ? '' : html`<span>Signed in as <b>${user}</b></span>`;
  const keys =
    isAdmitted &&
    html`<span class="keys" hidden data-keys
      ><kbd>/</kbd> reference <kbd>j</kbd><kbd>k</kbd> next, previous <kbd>Enter</kbd> open</span
    >`;
  return html`<span>As of ${utcOf(now)}</span>${who}${keys}`;
}
