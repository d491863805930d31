import { html, type Content, type Html } from '../markup.ts';

/** `kind`: its classes, if any. */
export type Column = readonly [name: Content, kind?: string];

/**
 * @param caption which is heard, and not seen
 * @param kind classes besides its own
 */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly Html[],
  kind: string = '',
): Html {
  return html`<table class="list${kind}">
    <caption class="unseen">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map(heading)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function heading([name, kind]: Column): Html {
  return html`<th scope="col" ${kind !== undefined && html` class="${kind}"`}>${name}</th>`;
}
