/** What pollutes `Object.prototype` - of any realm - says nothing about a value: what stands there counts as absent. */

const ROOT = Object.prototype;
const MAX_DEPTH = 100;

/** A property of the value or of its class. Throws what the value throws. */
export function readFrom(value: object, key: PropertyKey): unknown {
  return isInherited(value, key) ? undefined : (value as Readonly<Record<PropertyKey, unknown>>)[key];
}

/** Whether neither the value nor its class has the property. Throws what a Proxy throws. */
export function isInherited(value: object, key: PropertyKey): boolean {
  if (!(key in ROOT) && value instanceof Object) return false;
  let owner: object | null = value;
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
