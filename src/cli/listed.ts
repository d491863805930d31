import { pad, widest, wrap } from './layout.ts';
import { widthOf } from './printable.ts';
import type { Style } from './style.ts';

/** Something that was considered, in printable texts. */
interface Listed {
  readonly used: boolean;
  /** Stands before the name. */
  readonly before?: string;
  readonly name: string;
  /** Stands behind it. */
  readonly behind?: string;
  readonly pointer: string;
  readonly why: string;
}

const MARK = 'used';
/** Between columns, and before all lines. */
const GAP = '  ';

/** One line each, or two where the reason of one does not fit beside it. */
export function listed(
  rows: readonly Listed[],
  columns: number | undefined,
  style: Style,
): readonly string[] {
  const cells = rows.map(({ before = '', name, behind = '', pointer }) => [before, name, behind, pointer]);
  const widths = [0, 1, 2, 3].map((column) => widest(cells.map((row) => row[column]!)));
  const padded = (row: readonly string[], column: number): string =>
    widths[column] === 0 ? '' : `${pad(row[column]!, widths[column]!)}${GAP}`;
  const widthBefore = (count: number): number =>
    widths
      .slice(0, count)
      .reduce((sum, width) => sum + (width === 0 ? 0 : width + GAP.length), MARK.length + GAP.length);
  const room = (columns ?? Number.POSITIVE_INFINITY) - GAP.length - widthBefore(4);
  const fits = rows.every(({ why }) => widthOf(why) <= room);
  return rows.flatMap(({ used, pointer, why }, index) => {
    const row = cells[index]!;
    const mark = used ? style.good(MARK) : ' '.repeat(MARK.length);
    const name = padded(row, 1);
    const head = `${mark}${GAP}${style.faint(padded(row, 0))}${used ? style.strong(name) : name}${padded(row, 2)}`;
    if (fits) return [`${head}${style.place(padded(row, 3))}${style.faint(why)}`.trimEnd()];
    const indent = widthBefore(1);
    const reason = wrap(why, columns, indent + GAP.length);
    return [`${head}${style.place(pointer)}`.trimEnd(), `${' '.repeat(indent)}${style.faint(reason)}`];
  });
}
