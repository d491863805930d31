/** What a library hands over is looked at through these: a getter or a Proxy in it may throw. */

/** A member of anything, or `undefined`. */
export function read(value: unknown, key: PropertyKey): unknown {
  try {
    return (value as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[key];
  } catch {
    return undefined;
  }
}

const MAX_ITEMS = 1000;

/** The items of an array, at most 1000; of anything else none. */
export function listOf(value: unknown): readonly unknown[] {
  if (!isArray(value)) return [];
  const length = read(value, 'length') as number;
  const items: unknown[] = [];
  for (let index = 0; index < length && index < MAX_ITEMS; index++) items.push(read(value, index));
  return items;
}

export function isArray(value: unknown): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/** What sort of value a rule was about, where the library has one name for the rules of several. */
export function kindOf(value: unknown): string {
  if (isArray(value)) return 'array';
  if (typeof value !== 'object' || value === null) return typeof value;
  try {
    return Object.prototype.toString.call(value).slice('[object '.length, -1).toLowerCase();
  } catch {
    return 'object';
  }
}
