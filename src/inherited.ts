/** What pollutes `Object.prototype` - of any realm - says nothing about a value: what stands there counts as absent. */

const ROOT = Object.prototype;
const MAX_DEPTH = 100;

/** A property of the value or of its class. Throws what the value throws. */
export function readFrom(value: object, key: PropertyKey): unknown {
  // Not even asked for: it may be a getter.
  if (key in ROOT && isInherited(value, key)) return undefined;
  const found = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  if (found === undefined) return undefined;
  try {
    return isInherited(value, key) ? undefined : found;
  } catch {
    // A Proxy that does not tell where it has it from.
    return found;
  }
}

/** The value to read some properties from: itself, as long as this realm is clean. Throws what the value throws. */
export function unpolluted<Key extends string>(
  value: object,
  keys: readonly Key[],
): Readonly<Partial<Record<Key, unknown>>> {
  if (!keys.some((key) => key in ROOT)) return value as Partial<Record<Key, unknown>>;
  return Object.fromEntries(keys.map((key) => [key, readFrom(value, key)])) as Partial<Record<Key, unknown>>;
}

/** Whether neither the value nor its class has the property. Throws what a Proxy throws. */
export function isInherited(value: object, key: PropertyKey): boolean {
  let owner: object | null = value;
  // Not by `instanceof`, which goes on for milliseconds with a Proxy that is its own prototype.
  for (let depth = 0; owner !== null && depth < MAX_DEPTH; depth++) {
    if (Object.hasOwn(owner, key)) return isRoot(owner);
    owner = Object.getPrototypeOf(owner) as object | null;
  }
  // There is none, or a Proxy says so by itself.
  return false;
}

/** Whether it is the `Object.prototype` of its realm. */
function isRoot(owner: object): boolean {
  return Object.getPrototypeOf(owner) === null && Object.hasOwn(owner, 'propertyIsEnumerable');
}
