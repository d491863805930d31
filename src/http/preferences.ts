/** What Accept and Accept-Language list: values with `q`, the weight by which a client wants them (RFC 9110, 12.4.2). */

export interface Preference {
  /** In lower case. */
  readonly value: string;
  /** From 0, which refuses it, to 1. */
  readonly q: number;
}

/** In the client's order. */
export function preferencesIn(header: string): readonly Preference[] {
  // No parameter but `q` matters, and that is never quoted; commas and semicolons within quotes would.
  const unquoted = header.includes('"') ? header.replace(/"(?:[^"\\]|\\.)*"?/g, '') : header;
  return unquoted.split(',').map((element) => {
    const [value = '', ...parameters] = element.split(';').map((piece) => piece.trim().toLowerCase());
    return { value, q: qualityOf(parameters) };
  });
}

/**
 * `q` in any position and case. More decimals than three, or none before the point (`q=.2`, as Java's client sends),
 * are read as meant; what is no number counts as 1.
 */
function qualityOf(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const value = /^q\s*=\s*(.+)$/.exec(parameter)?.[1];
    if (value !== undefined) return /^(?:\d+\.?\d*|\.\d+)$/.test(value) ? Math.min(1, Number(value)) : 1;
  }
  return 1;
}

/** At most that long: what a client really wants stands in front. Cut between elements: half a one means another thing. */
export function shortened(header: string, most: number): string {
  if (header.length <= most) return header;
  const comma = header.lastIndexOf(',', most);
  return header.slice(0, comma < 0 ? most : comma);
}
