import { html, join, type Html } from '../markup.ts';

/** What is known of a place, in one line, each part of it unbroken. */
export function whereLine(...parts: readonly (string | undefined)[]): Html {
  const known = parts.filter((part) => part !== undefined && part !== '');
  const pieces = known.map((part) => html`<span>${part}</span>`);
  return html`<span class="where">${join(pieces, ' · ')}</span>`;
}
