import { escapeMarkup } from '../markup.ts';

/**
 * Counts in the height of a line of text, as SVG.
 * @param title for readers who do not see it; without one it is hidden from them
 */
export function sparkline(counts: readonly number[], title?: string): string {
  const most = Math.max(1, ...counts);
  const path = counts.map((count, index) => {
    if (count === 0) return '';
    // What is there is seen, however little it is beside the most.
    const height = Math.max(8, Math.round((count / most) * 100));
    return `M${index + 0.1} 100v${-height}h.8v${height}z`;
  });
  const name = title === undefined ? 'aria-hidden="true"' : 'role="img"';
  const told = title === undefined ? '' : `<title>${escapeMarkup(title)}</title>`;
  const box = `0 0 ${Math.max(1, counts.length)} 100`;
  return `<svg class="fl-spark" ${name} viewBox="${box}" preserveAspectRatio="none">${told}<path class="fl-spark-base" d="M0 100h${counts.length}"/><path d="${path.join('')}"/></svg>`;
}
