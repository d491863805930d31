/** Markdown tables, padded so that they read in a terminal too. */

import { spread } from './stats.mjs';

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows - first column left, the others right */
export function table(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column].length)),
  );
  const line = (cells) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** `least / median / greatest`. */
export function spreadText(values, digits) {
  const { min, median, max } = spread(values);
  return [min, median, max].map((value) => number(value, digits)).join(' / ');
}

export function number(value, digits = significant(value)) {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** About three digits that mean something. */
function significant(value) {
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return 0;
  return size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
}
