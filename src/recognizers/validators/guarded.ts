import { readFrom } from '../../inherited.ts';

/** What a library hands over is looked at through these: a getter or a Proxy in it may throw, or never end. */

/** A member of anything, or `undefined`. */
export function read(value: unknown, key: PropertyKey): unknown {
  try {
    return readFrom(Object(value) as object, key);
  } catch {
    return undefined;
  }
}

const MAX_WORD = 64;

/** A member that is the name of something: a short text. */
export function readWord(value: unknown, key: PropertyKey): string | undefined {
  const text = read(value, key);
  return typeof text === 'string' && text.length <= MAX_WORD ? text : undefined;
}

const MAX_ITEMS = 1000;

/** The items of an array, at most so many, each read when its turn comes; of anything else none. */
export function* itemsOf(value: unknown, max: number = MAX_ITEMS): Generator<unknown, void> {
  const count = Math.min(countOf(value), max);
  for (let index = 0; index < count; index++) yield read(value, index);
}

export function listOf(value: unknown, max: number): readonly unknown[] {
  return [...itemsOf(value, max)];
}

/** As many items as an array says it has; of anything else none. */
export function countOf(value: unknown): number {
  const length = isArray(value) ? read(value, 'length') : 0;
  return typeof length === 'number' ? length : 0;
}

export function isArray(value: unknown): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/** An object with more of a class than `Object`: neither JSON nor an object literal makes one. */
export function isInstance(value: unknown): boolean {
  try {
    if (typeof value !== 'object' || Array.isArray(value)) return false;
    const prototype = Object.getPrototypeOf(value) as unknown;
    return prototype !== null && Object.getPrototypeOf(prototype) !== null;
  } catch {
    return false;
  }
}

/** An own property that is not enumerable: what JSON is assigned to has none that it brought along. */
export function isHidden(value: unknown, key: PropertyKey): boolean {
  try {
    return Object.getOwnPropertyDescriptor(value, key)?.enumerable === false;
  } catch {
    return false;
  }
}

/** What sort of value a rule was about, where the library has one name for the rules of several. */
export function kindOf(value: unknown): string {
  if (isArray(value)) return 'array';
  if (typeof value !== 'object' || value === null) return typeof value;
  try {
    const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
    return tag.slice(0, MAX_WORD).toLowerCase();
  } catch {
    return 'object';
  }
}
