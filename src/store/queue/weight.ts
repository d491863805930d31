/** Of a value and of what holds it. */
const MEMBER = 24;
/** V8 takes one for texts in Latin-1, and two for all others. */
const CHARACTER = 2;

/** About how many bytes of memory plain JSON data takes, and rather more than that. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return MEMBER + value.length * CHARACTER;
  if (typeof value !== 'object' || value === null) return MEMBER;
  let weight = MEMBER;
  // Not `Object.values`: this runs in the turn that answered a request, and should leave nothing behind.
  for (const key in value) weight += weightOf((value as Readonly<Record<string, unknown>>)[key]);
  return weight;
}
