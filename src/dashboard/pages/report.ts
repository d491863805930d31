/** The report of one api and one window: to read here, and to take along. */

import { longCount } from '../../report/charts/ticks.ts';
import { createReport, renderReport, type Report, type ReportFormat } from '../../report/index.ts';
import { ask, noteOf, shown, statusOf } from '../ask.ts';
import { html, type Html } from '../markup.ts';
import type { Made, Page, Visit } from '../page.ts';
import { utcOf } from '../time.ts';
import { apisIn } from '../view/apis.ts';
import { problemList } from '../view/fields.ts';
import { reportForm, reportRequestIn } from '../view/report-form.ts';
import { reportDetails } from '../view/report-details.ts';
import { table } from '../view/table.ts';
import { statusTag } from '../view/tags.ts';
import { filtersIn } from '../view/filters.ts';
import { refusedPage, unavailablePage } from './problem.ts';

/** Of each status, on the page. */
const LISTED = 5;

/** Milliseconds: a file may take longer to make than a page. */
const PATIENCE = 30_000;

interface Kind {
  readonly label: string;
  readonly contentType: string;
  readonly extension: string;
}

const FORMATS: readonly ReportFormat[] = ['html', 'csv', 'json', 'text'];
const KINDS: Readonly<Record<ReportFormat, Kind>> = {
  html: { label: 'HTML, with plots', contentType: 'text/html; charset=utf-8', extension: 'html' },
  csv: { label: 'CSV', contentType: 'text/csv; charset=utf-8', extension: 'csv' },
  json: { label: 'JSON', contentType: 'application/json; charset=utf-8', extension: 'json' },
  text: { label: 'Text', contentType: 'text/plain; charset=utf-8', extension: 'txt' },
};

export async function reportPage(visit: Visit): Promise<Page> {
  const { store, links } = visit;
  const request = reportRequestIn(visit);
  const { options, parameters, problems } = request;
  const [report, apis] = await Promise.all([
    ask(() => createReport(store, { ...options, details: LISTED, plots: false })),
    apisIn(visit),
  ]);
  const files = FORMATS.map((format) => {
    const { label } = KINDS[format];
    return html`<li>
      <a class="button" href="${links.to('/report/file', { ...parameters, format })}" download>${label}</a>
    </li>`;
  });
  return {
    status: statusOf(report),
    title: 'Report',
    section: 'report',
    main: html`<h1>Report</h1>
      ${reportForm(request, links.to('/report'), apis)} ${problemList(problems)}
      ${shown(report, (made) => reportOf(made, files, visit))}`,
  };
}

/** The same as a file. */
export async function reportFile(visit: Visit): Promise<Made> {
  const { options, legacyDates, problems } = reportRequestIn(visit);
  const filters = filtersIn(visit.query);
  const format = filters.choice('format', FORMATS) ?? 'json';
  const wrong = problemList([...problems, ...filters.problems]);
  // Nobody reads beside a file what it leaves out.
  if (wrong !== undefined) return refusedPage('Report', wrong);
  const { contentType, extension } = KINDS[format];
  const asked = await ask(
    async () => renderReport(await createReport(visit.store, options), format, { legacyDates }),
    PATIENCE,
  );
  if (!asked.isAnswered)
    return {
      ...unavailablePage('Report', noteOf(asked.problem)),
      status: asked.problem.isInvalid ? 400 : 503,
    };
  return { name: `api_backend_errors.${extension}`, contentType, body: asked.value };
}

const ABOUT: ReadonlyMap<string, string> = new Map([
  ['(all)', 'All apis'],
  ['(none)', 'No api'],
]);

function spelled(date: string): string {
  return utcOf(Date.parse(date));
}

function reportOf(report: Report, files: readonly Html[], visit: Visit): Html {
  const { api_name, earlier_date, later_date, company, backend_error_summary: summary } = report;
  const rows = summary.map(
    ({ error_code, error, count }) =>
      html`<tr>
        <th scope="row">${statusTag(Number(error_code))}</th>
        <td>${error}</td>
        <td class="number">${longCount(count)}</td>
      </tr>`,
  );
  return html`<section class="card" aria-labelledby="summary">
      <div class="heading">
        <h2 id="summary">
          ${ABOUT.get(api_name) ?? api_name}${company !== '' && html` <small>${company}</small>`}
        </h2>
        <ul class="files" aria-label="As a file">
          ${files}
        </ul>
      </div>
      <p class="soft">
        <time datetime="${earlier_date}">${spelled(earlier_date)}</time> to
        <time datetime="${later_date}">${spelled(later_date)}</time>
      </p>
      ${table('Failures by status', [['Status'], ['Error'], ['Count', 'number']], rows, ' narrow')}
    </section>
    ${reportDetails(report, visit)}`;
}
