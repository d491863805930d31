/** The sections with plots, each with its numbers as text. */

import { barList } from '../charts/bar-list.ts';
import { columnChart } from '../charts/column-chart.ts';
import { sparkline } from '../charts/sparkline.ts';
import { longCount, stepName } from '../charts/ticks.ts';
import { statusTones } from '../charts/tones.ts';
import { phraseOf } from '../../http/status.ts';
import { escapeMarkup } from '../markup.ts';
import type { SeriesLine } from '../../store/query.ts';
import type { Plots } from '../plots.ts';
import { LAST_TIME } from '../dates.ts';
import type { Dates } from '../rendered-dates.ts';
import type { Report } from '../report.ts';
import type { GroupCount } from '../top-groups.ts';
import { moment } from './moment.ts';

export function overTimeSection({ from, step, buckets, ...plots }: Plots, date: Dates): string {
  const statuses = sorted(plots.statuses);
  const tones = statusTones(statuses.map(({ key }) => key));
  const lines = statuses.map(({ key, counts }, index) => ({
    label: key ?? 'Others',
    counts,
    tone: tones[index]!,
  }));
  const title = `Errors per ${stepName(step)}, by status`;
  return `<section>
<h2>${title}</h2>
${columnChart({ title, from, step, lines, buckets })}
${lines.length === 0 ? '' : numbers(from, step, statuses, date)}</section>
`;
}

/** Failures of the server first, at the bottom of the plot, where heights are compared best. */
function sorted(statuses: readonly SeriesLine[]): readonly SeriesLine[] {
  return statuses.toSorted((one, other) => rank(one.key) - rank(other.key));
}

function rank(key: string | null): number {
  return key === null ? 2 : key >= '500' ? 0 : 1;
}

/** What the plot shows, for those who do not see it, and for copying. */
function numbers(from: number, step: number, statuses: readonly SeriesLine[], date: Dates): string {
  const length = Math.max(...statuses.map(({ counts }) => counts.length));
  const rows = Array.from({ length }, (_, index) => {
    const counts = statuses.map((line) => line.counts[index]!);
    if (counts.every((count) => count === 0)) return '';
    const cells = counts.map((count) => `<td class="number">${longCount(count)}</td>`).join('');
    return `<tr><th scope="row">${moment(new Date(from + index * step).toISOString(), date)}</th>${cells}</tr>\n`;
  });
  const heads = statuses.map(
    ({ key }) => `<th scope="col" class="number">${escapeMarkup(key ?? 'Others')}</th>`,
  );
  return `<details><summary>Numbers of this plot</summary>
<div class="scroll" role="region" aria-label="Numbers of the plot" tabindex="0"><table class="numbers">
<thead><tr><th scope="col">From</th>${heads.join('')}</tr></thead>
<tbody>
${rows.join('')}</tbody></table></div></details>
`;
}

export function statusSection({ backend_error_summary, plots }: Report): string {
  const listed = backend_error_summary.map(({ error_code }) => error_code);
  // The same as over time, where not every status may have its own.
  const plotted = plots === undefined ? listed : sorted(plots.statuses).map(({ key }) => key);
  const tones = new Map(statusTones(plotted).map((tone, index) => [plotted[index], tone]));
  const bars = backend_error_summary.map(({ error_code, error, count }) => ({
    label: `${error_code} ${error}`,
    count,
    tone: tones.get(error_code) ?? ('rest' as const),
  }));
  return `<section>
<h2>By status</h2>
${barList(bars)}
</section>
`;
}

export function routesSection({ routes }: Plots): string {
  const bars = routes.map(({ key, total }) => ({
    label: key === null ? 'All others' : key === '' ? 'No route' : key,
    count: total,
    tone: 'rest' as const,
  }));
  return `<section>
<h2>Top routes</h2>
${bars.length === 0 ? '<p class="none">None.</p>' : barList(bars)}
</section>
`;
}

export function groupsSection({ groups }: Plots, date: Dates): string {
  if (groups.length === 0) return '';
  return `<section>
<h2>Top groups</h2>
<p class="note">Occurrences that most likely have one cause: the most frequent in the window, and how many of each there were in it.</p>
<table class="cards">
<thead><tr><th scope="col">What failed</th><th scope="col">Status</th><th scope="col">Over time</th><th scope="col" class="number">Count</th><th scope="col">Newest</th></tr></thead>
<tbody>
${groups.map((each) => groupRow(each, date)).join('')}</tbody></table>
</section>
`;
}

function groupRow({ group, total, counts }: GroupCount, date: Dates): string {
  const { name, message, code, status, route, lastAt, lastReference, state } = group;
  const most = Math.max(0, ...counts);
  const where = [code, route ?? '', state === 'open' ? '' : state].filter((part) => part !== '').join(' · ');
  const told = `${longCount(total)} in all, at most ${longCount(most)} at once`;
  return `<tr><th scope="row"><span class="text">${escapeMarkup(name)}</span><span class="message">${escapeMarkup(message)}</span><small>${escapeMarkup(where)}</small></th>
<td data-label="Status"><abbr title="${escapeMarkup(phraseOf(status))}">${escapeMarkup(String(status))}</abbr></td>
<td data-label="Over time">${sparkline(counts, told)}</td>
<td data-label="Count" class="number"><b>${longCount(total)}</b></td>
<td data-label="Newest"><code>${escapeMarkup(lastReference)}</code><small>${moment(new Date(Math.min(lastAt, LAST_TIME)).toISOString(), date)}</small></td></tr>
`;
}
