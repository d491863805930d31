/** Tables that fit the terminal: columns are narrowed, the widest first, or left out. */

import { clip, widest } from './layout.ts';
import { widthOf } from './printable.ts';
import type { Paint } from './style.ts';

export interface Column {
  readonly title: string;
  /** One a row, printable. */
  readonly cells: readonly string[];
  /** The width that still tells something; absent: its cells are never cut. */
  readonly least?: number;
  /** Of columns that are narrowed, one with twice the weight stays twice as wide. Default: 1. */
  readonly weight?: number;
  /** Where there is no room even so, the column with the highest rank is left out; one without rank is cut further. */
  readonly rank?: number;
  /** Of a cell, by the index of its row. */
  readonly paint?: (row: number) => Paint;
}

interface Laid extends Column {
  width: number;
}

const GAP = 2;

/** The line of the titles, then one a row. */
export function tableOf(columns: readonly Column[], room: number | undefined, title: Paint): string[] {
  const laid = fitted(
    columns.filter(({ cells }) => cells.some((cell) => cell !== '')),
    room ?? Number.POSITIVE_INFINITY,
  );
  const rows = Math.max(0, ...laid.map(({ cells }) => cells.length));
  const lines = Array.from({ length: rows }, (_, row) =>
    lineOf(
      laid,
      (column) => column.cells[row]!,
      (column) => column.paint?.(row) ?? plain,
    ),
  );
  return [
    lineOf(
      laid,
      (column) => column.title,
      () => title,
    ),
    ...lines,
  ];
}

const plain: Paint = (text) => text;

function fitted(columns: readonly Column[], room: number): Laid[] {
  let kept: Laid[] = columns.map((column) => ({ ...column, width: widest([column.title, ...column.cells]) }));
  while (leastWidth(kept) > room) {
    const rank = Math.max(...kept.map((column) => column.rank ?? 0));
    if (rank === 0) break;
    kept = kept.filter((column) => column.rank !== rank);
  }
  narrow(kept, room, ({ width, least = width }) => least);
  narrow(kept, room, ({ width, least }) => (least === undefined ? width : 1));
  return kept;
}

function narrow(columns: readonly Laid[], room: number, leastOf: (column: Laid) => number): void {
  for (let over = widthOfAll(columns) - room; over > 0; over--) {
    const [first] = columns
      .filter((column) => column.width > leastOf(column))
      .toSorted((one, other) => shareOf(other) - shareOf(one));
    if (first === undefined) return;
    first.width--;
  }
}

function shareOf({ width, weight = 1 }: Laid): number {
  return width / weight;
}

function leastWidth(columns: readonly Laid[]): number {
  return widthOfAll(columns.map(({ width, least = width }) => ({ width: Math.min(width, least) })));
}

function widthOfAll(columns: readonly { readonly width: number }[]): number {
  return columns.reduce((sum, { width }) => sum + width + GAP, -GAP);
}

function lineOf(
  columns: readonly Laid[],
  textOf: (column: Laid) => string,
  paintOf: (column: Laid) => Paint,
): string {
  const last = columns.length - 1;
  return columns
    .map((column, index) => {
      const text = clip(textOf(column), column.width);
      const space = index === last ? '' : ' '.repeat(column.width - widthOf(text));
      return paintOf(column)(text) + space;
    })
    .join(' '.repeat(GAP));
}
