import { html, type Content, type Html } from '../markup.ts';

/** A term, and what it is; `undefined`: there is none, and the term is left out. */
export type Fact = readonly [term: string, value: Content];

export function factList(facts: readonly Fact[]): Html {
  const items = facts
    .filter(([, value]) => value !== undefined && value !== '')
    .map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    );
  return html`<dl class="facts">${items}</dl>`;
}

export function code(text: string | number | undefined): Html | undefined {
  return text === undefined ? undefined : html`<code>${text}</code>`;
}

/** Parsers drop the first line break of a `pre`. */
const FIRST_BREAK = '\n';

/** With a tab stop, so that a keyboard can scroll it. */
export function block(text: string, label: string): Html {
  return html`<pre tabindex="0" role="region" aria-label="${label}">${FIRST_BREAK}${text}</pre>`;
}
