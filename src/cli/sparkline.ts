/** Counts as a line of blocks. */

const BLOCKS = '▁▂▃▄▅▆▇█';
const ASCII = '.:-=+*#@';

/**
 * One character each, a space for none.
 * @param width where there are more counts, neighbours are added up
 */
export function sparkline(counts: readonly number[], width: number, hasBlocks: boolean): string {
  const step = Math.max(1, Math.ceil(counts.length / width));
  const sums = Array.from({ length: Math.ceil(counts.length / step) }, (_, index) =>
    counts.slice(index * step, (index + 1) * step).reduce((sum, count) => sum + count, 0),
  );
  const most = Math.max(1, ...sums);
  const blocks = hasBlocks ? BLOCKS : ASCII;
  const last = blocks.length - 1;
  return sums.map((sum) => (sum <= 0 ? ' ' : blocks[Math.ceil((sum / most) * last)])).join('');
}

/** A terminal understands UTF-8 unless its locale says otherwise. */
export function isUnicode({
  LC_ALL = '',
  LC_CTYPE = '',
  LANG = '',
}: Readonly<Record<string, string | undefined>>): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((name) => name !== '') ?? '';
  return locale === '' || /utf-?8/i.test(locale);
}
