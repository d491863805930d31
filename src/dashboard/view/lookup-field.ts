import { html, type Html } from '../markup.ts';
import type { Visit } from '../page.ts';

/** The field that a reference is typed into, as the main part of a page. */
export function lookupField({ links }: Pick<Visit, 'links'>, value: string): Html {
  return html`<form class="card hero" role="search" action="${links.to('/lookup')}">
    <h1><label for="reference">Look up a reference</label></h1>
    <div class="line">
      <input
        id="reference"
        name="reference"
        type="search"
        value="${value}"
        required
        maxlength="200"
        placeholder="K7QF-2MXD-9TRP"
        aria-describedby="reference-hint"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        data-search
      />
      <button class="main">Look up</button>
    </div>
    <p class="soft" id="reference-hint">
      As it was read to you: small or capital letters, with hyphens, spaces or neither.
    </p>
  </form>`;
}
