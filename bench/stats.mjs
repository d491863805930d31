/** Least, median and greatest of a list, and ratios round by round. */

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @returns {{ min: number, median: number, max: number }} */
export function spread(values) {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}

/** Of each round with itself: what disturbs a round disturbs both. */
export function ratios(values, base) {
  return values.map((value, round) => value / base[round]);
}
