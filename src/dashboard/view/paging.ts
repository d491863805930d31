import { html, type Html } from '../markup.ts';
import type { Parameters } from '../links.ts';
import type { Visit } from '../page.ts';

/** To the page after this one, and to the first. */
export function paging(
  path: string,
  parameters: Parameters,
  next: string | undefined,
  { links, query }: Visit,
): Html | undefined {
  const isFirst = !query.has('cursor');
  if (isFirst && next === undefined) return undefined;
  return html`<nav class="paging" aria-label="Pages of the list">
    ${isFirst ? '' : html`<a href="${links.to(path, parameters)}">First page</a>`}
    ${next === undefined ? html`<span class="soft">This is the last page.</span>` : html`<a rel="next" href="${links.to(path, { ...parameters, cursor: next })}">Next page</a>`}
  </nav>`;
}
