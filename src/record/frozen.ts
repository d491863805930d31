/** Records that are handed to several at once: what one of them does must not reach the others. */

/**
 * A copy of plain JSON data that nobody can change. Where `Object.prototype` is polluted its objects have none, so that what
 * is absent reads as absent.
 */
export function frozenCopy<Value>(value: Value): Value {
  return copyOf(value, isPolluted()) as Value;
}

/** Whether objects inherit what somebody assigned to `Object.prototype`. */
export function isPolluted(): boolean {
  for (const _ in ROOT) return true;
  return false;
}

const ROOT = Object.prototype;

function copyOf(value: unknown, isBare: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map((item) => copyOf(item, isBare)));
  const copy = (isBare ? Object.create(null) : {}) as Record<string, unknown>;
  // No list of keys: the engine goes through those that it has cached for the shape.
  for (const key in value) {
    if (isBare && !Object.hasOwn(value, key)) continue;
    const member = copyOf((value as Record<string, unknown>)[key], isBare);
    // An assignment would look for a setter.
    if (key === '__proto__') Object.defineProperty(copy, key, { enumerable: true, value: member });
    else copy[key] = member;
  }
  return Object.freeze(copy);
}
