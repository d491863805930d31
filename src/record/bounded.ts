/** What stands for all values beyond the first ones, in OpenTelemetry's words. */
export const OTHER = '_OTHER';

/** Keeps as many different values as it may, and calls all others `_OTHER`: what counts by them stays small. */
export function createBounded(most: number): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= most) return OTHER;
    known.add(value);
    return value;
  };
}
