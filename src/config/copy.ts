/** An object that was handed in as data of our own. */

import { show } from '../codes.ts';
import { MAX_DEPTH, MAX_VALUES, PROTO, TOO_DEEP } from './limits.ts';
import { pointerOf } from './pointer.ts';
import type { Report } from '../policy.ts';

/** An object or array of which some has been copied. */
interface Open {
  readonly given: object;
  readonly keys: readonly PropertyKey[];
  /** Index of the next key. */
  next: number;
  readonly copied: Record<string, unknown>;
}

const CURE = 'give plain data, as JSON has it';

/** Values between two yields: some milliseconds, where the code has not run before. */
const STRIDE = 2000;

/**
 * The copy shares nothing with what was handed in. Each property is read once, by its descriptor; what would run code,
 * or is no data, is reported, and the copy is of no use then. Yields often; what changes meanwhile is copied as it was
 * before or after, or refused.
 */
export function* copyData(value: unknown, report: Report): Generator<void, unknown> {
  const open: Open[] = [];
  const around = new Set<object>();
  const path: string[] = [];
  const isProxy = globalThis.process?.getBuiltinModule?.('node:util')?.types.isProxy ?? (() => false);

  const refuse = (problem: string, cure: string = CURE): void => report(pointerOf(path), problem, cure);

  /** Of what is no scalar. The copy is filled later. */
  const begin = (given: unknown): unknown => {
    if (typeof given !== 'object' || given === null) return refuse(`is ${show(given)}`);
    if (around.has(given)) return refuse('contains itself');
    if (open.length >= MAX_DEPTH) return refuse(...TOO_DEEP);
    const problem = isProxy(given) ? 'is a Proxy' : problemOf(given);
    if (problem !== undefined) return refuse(problem);
    const isArray = Array.isArray(given);
    const keys = isArray ? indicesOf(given) : Reflect.ownKeys(given);
    if (keys === undefined) return refuse('is an array with gaps, or with more than items');
    const copied: unknown = isArray ? [] : {};
    around.add(given);
    open.push({ given, keys, next: 0, copied: copied as Record<string, unknown> });
    return copied;
  };

  const beginNext = (inside: Open): void => {
    const key = inside.keys[inside.next++]!;
    if (typeof key === 'symbol') {
      refuse('has a symbol among its names');
      return;
    }
    const descriptor = Reflect.getOwnPropertyDescriptor(inside.given, key);
    // Most are: the event loop stands still meanwhile.
    if (descriptor?.enumerable === true && key !== '__proto__' && isScalar(descriptor.value)) {
      inside.copied[key as string] = descriptor.value;
      return;
    }
    const depth = open.length;
    path.push(String(key));
    if (key === '__proto__') refuse(...PROTO);
    else if (descriptor === undefined || !('value' in descriptor) || descriptor.enumerable !== true)
      refuse('is a getter, or hidden');
    // A member that is `undefined` was not given, as in every option.
    else if (descriptor.value !== undefined || Array.isArray(inside.given))
      inside.copied[key as string] = begin(descriptor.value);
    if (open.length === depth) path.pop();
  };

  try {
    const copied = begin(value);
    for (let values = 1, inside = open.at(-1); inside !== undefined; inside = open.at(-1)) {
      if (inside.next < inside.keys.length) {
        if (values > MAX_VALUES) return report('', `has more than ${MAX_VALUES} values`, 'give it as a file');
        values += 1;
        if (values % STRIDE === 0) yield;
        beginNext(inside);
      } else {
        around.delete(inside.given);
        open.pop();
        path.pop();
      }
    }
    return copied;
  } catch {
    // A Proxy, on a runtime that cannot tell one from an object.
    return report('', 'cannot be read', CURE);
  }
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** `undefined` for an array that has gaps, or names. Its length is not gone through: it may be four thousand million. */
function indicesOf(array: readonly unknown[]): readonly PropertyKey[] | undefined {
  const keys = Reflect.ownKeys(array);
  const { length } = array;
  // Indices come first, in their order; `length` comes after them.
  const isFull = length === 0 || keys[length - 1] === String(length - 1);
  return isFull && keys.length === length + 1 ? keys.slice(0, length) : undefined;
}

function problemOf(given: object): string | undefined {
  if (Array.isArray(given)) return undefined;
  const prototype = Object.getPrototypeOf(given) as object | null;
  if (prototype === null || prototype === Object.prototype) return undefined;
  // The same of another realm, as test runners have.
  const isPlain = Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf');
  return isPlain ? undefined : 'is an object of a class';
}
