/** The report as one page that needs nothing else: it can be opened from a mail, printed, and read without a plot. */

import { CHART_STYLE } from './charts/style.ts';
import { longCount } from './charts/ticks.ts';
import { detailsSection } from './html/details.ts';
import { PAGE_STYLE } from './html/style.ts';
import { groupsSection, overTimeSection, routesSection, statusSection } from './html/plots.ts';
import { moment } from './html/moment.ts';
import { escapeMarkup } from './markup.ts';
import { PALETTE_STYLE } from './palette.ts';
import type { Dates } from './rendered-dates.ts';
import type { Report } from './report.ts';

const STYLE = `${PALETTE_STYLE}${CHART_STYLE}${PAGE_STYLE}`;

/** Nothing is loaded, nothing runs, nothing is sent. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function renderHtml(report: Report, date: Dates): string {
  const { api_name, plots, backend_error_details } = report;
  const title = `Backend errors: ${api_name}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeMarkup(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${header(report, date)}
<main>
${plots === undefined ? '' : overTimeSection(plots, date)}<div class="pair">
${statusSection(report)}${plots === undefined ? '' : routesSection(plots)}</div>
${plots === undefined ? '' : groupsSection(plots, date)}${backend_error_details.map((each) => detailsSection(each, report, date)).join('')}</main>
<footer><p>All times are in UTC; the end of the window is excluded. Plots count by whole minutes. Of cookies, only names and keyed hashes of their values are kept.</p></footer>
</body>
</html>
`;
}

function header({ company, api_name, description, ...report }: Report, date: Dates): string {
  const { earlier_date, later_date, backend_error_summary } = report;
  const sum = (isMeant: (status: number) => boolean): string =>
    longCount(
      backend_error_summary
        .filter(({ error_code }) => isMeant(Number(error_code)))
        .reduce((total, { count }) => total + count, 0),
    );
  const figures: readonly (readonly [string, string])[] = [
    ['Errors', sum(() => true)],
    ['Server, 5xx', sum((status) => status >= 500)],
    ['Client, 4xx', sum((status) => status < 500)],
  ];
  const above = company === '' ? '' : `<p class="company">${escapeMarkup(company)}</p>\n`;
  return `<header>
${above}<h1><span class="kind">Backend errors</span> ${escapeMarkup(api_name)}</h1>
<p class="window">${moment(earlier_date, date)} <span aria-label="to">–</span> ${moment(later_date, date)}</p>
<p class="description">${escapeMarkup(description)}</p>
<dl class="figures">${figures.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>
</header>`;
}
