/** The occurrences of one status, as a table that becomes cards where the page is narrow. */

import { longCount } from '../charts/ticks.ts';
import { escapeMarkup } from '../markup.ts';
import type { Dates } from '../rendered-dates.ts';
import type { ErrorDetail, ErrorDetails, Report } from '../report.ts';
import { moment } from './moment.ts';

export function detailsSection({ error_code, details }: ErrorDetails, report: Report, date: Dates): string {
  const { backend_error_summary, omitted = [] } = report;
  const error = backend_error_summary.find((each) => each.error_code === error_code)?.error ?? '';
  const more = omitted.find((each) => each.error_code === error_code)?.count ?? 0;
  const note = more === 0 ? `All ${longCount(details.length)}` : `The newest ${longCount(details.length)}`;
  const rest = more === 0 ? '' : ` ${longCount(more)} more occurred.`;
  return `<section>
<h2>${escapeMarkup(error_code)} ${escapeMarkup(error)}</h2>
<p class="note">${note}, newest first.${rest}</p>
<table class="cards">
<thead><tr><th scope="col">Reference, time</th><th scope="col">URL, cookies</th><th scope="col">Client</th><th scope="col">Server</th></tr></thead>
<tbody>
${details.map((detail) => row(detail, date)).join('')}</tbody></table>
</section>
`;
}

function row({ at, reference, ...detail }: ErrorDetail, date: Dates): string {
  const { server, request_url, request_ip, request_cookie } = detail;
  const cookies = request_cookie === '' ? '' : `<small>${escapeMarkup(request_cookie)}</small>`;
  return `<tr><th scope="row"><code>${escapeMarkup(reference)}</code><small>${moment(at, date)}</small></th>
<td data-label="URL">${known(request_url, 'text')}${cookies}</td>
<td data-label="Client">${known(request_ip, 'text address')}</td>
<td data-label="Server">${known(server, 'text address')}</td></tr>
`;
}

function known(text: string, kind: string): string {
  return text === '' ? '<span class="none">–</span>' : `<span class="${kind}">${escapeMarkup(text)}</span>`;
}
