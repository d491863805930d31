/** A list of occurrences, a line each. */

import { titleOf } from './group-text.ts';
import { printable } from './printable.ts';
import { statusPaint } from './status-paint.ts';
import { styleFor } from './style.ts';
import { tableOf } from './table.ts';
import { clockOf, dayOf, stamp } from './time-text.ts';
import type { OccurrenceSummary } from '../store/store.ts';
import type { Io } from './io.ts';

/** In a terminal the day stands above those of it; elsewhere each line tells all. */
export function occurrenceTable(items: readonly OccurrenceSummary[], io: Io): string[] {
  const style = styleFor(io);
  const hasDays = io.columns !== undefined;
  const indent = hasDays ? '  ' : '';
  const cellsOf = (textOf: (item: OccurrenceSummary) => string): string[] =>
    items.map((item) => printable(textOf(item)));
  const [titles = '', ...lines] = tableOf(
    [
      {
        title: hasDays ? 'time' : 'time (UTC)',
        cells: cellsOf(({ at }) => (hasDays ? clockOf(at) : stamp(at))),
      },
      { title: 'reference', cells: cellsOf(({ correlationId }) => correlationId), paint: () => style.strong },
      {
        title: '',
        cells: cellsOf(({ status }) => String(status)),
        paint: (row) => statusPaint(items[row]!.status, style),
      },
      { title: 'code', cells: cellsOf(({ code }) => code), least: 14, rank: 2 },
      { title: 'request', cells: cellsOf(requestOf), least: 18, rank: 1, paint: () => style.place },
      { title: 'what failed', cells: items.map(titleOf), least: 24, weight: 2 },
    ],
    io.columns === undefined ? undefined : io.columns - indent.length,
    style.faint,
  );
  if (!hasDays) return [titles, ...lines];
  const told = [indent + titles];
  let day = '';
  for (const [row, line] of lines.entries()) {
    const next = dayOf(items[row]!.at);
    if (next !== day) told.push(style.strong(`${next} UTC`));
    told.push(indent + line);
    day = next;
  }
  return told;
}

/** They stand together, or not at all. */
function requestOf({ method, path }: OccurrenceSummary): string {
  return [method, path].filter((part) => part !== undefined).join(' ');
}
