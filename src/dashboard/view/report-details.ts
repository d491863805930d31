import { longCount } from '../../report/charts/ticks.ts';
import type { ErrorDetails, Report } from '../../report/index.ts';
import { occurrencePath } from '../links.ts';
import { html, type Html } from '../markup.ts';
import type { Visit } from '../page.ts';
import { table, type Column } from './table.ts';
import { statusTag } from './tags.ts';

const COLUMNS: readonly Column[] = [
  ['Reference'],
  ['When (UTC)', 'time'],
  ['Path', 'rest'],
  ['From', 'wide place'],
  ['Cookie', 'wide place'],
  ['Server', 'wide place'],
];

/** The newest of each status, with the source document's columns and the references that lead to all the rest. */
export function reportDetails({ backend_error_details, omitted }: Report, visit: Visit): readonly Html[] {
  return backend_error_details.map((part) => {
    const more = omitted?.find(({ error_code }) => error_code === part.error_code)?.count ?? 0;
    return section(part, more, visit);
  });
}

function section({ error_code, details }: ErrorDetails, more: number, { links }: Visit): Html {
  const id = `status-${error_code}`;
  const rows = details.map(
    ({ reference, at, request_url, request_ip, request_cookie, server }) =>
      html`<tr>
        <th scope="row">
          <a class="reference" href="${links.to(occurrencePath(reference))}" data-item>${reference}</a>
        </th>
        <td><time datetime="${at}">${at.slice(0, 19).replace('T', ' ')}</time></td>
        <td><code>${request_url}</code></td>
        <td class="wide"><code>${request_ip}</code></td>
        <td class="wide"><code>${request_cookie}</code></td>
        <td class="wide"><code>${server}</code></td>
      </tr>`,
  );
  return html`<section class="card" aria-labelledby="${id}">
    <h2 id="${id}">${statusTag(Number(error_code))} Newest</h2>
    <div class="scroll">${table(`Newest with status ${error_code}`, COLUMNS, rows)}</div>
    ${more > 0 && html`<p class="soft">And ${longCount(more)} more; files list up to 100 of each status.</p>`}
  </section>`;
}
