import { viewOf } from '../../error-view.ts';
import { isObject } from './client.ts';

const MAX_NAMES = 256;

/** A header by its name in any case, out of a `Headers` or the like, or a plain object as Node makes it. */
export function headerOf(headers: unknown, name: string): string | undefined {
  if (!isObject(headers)) return undefined;
  try {
    const { get } = headers as { get?: unknown };
    const found: unknown = typeof get === 'function' ? get.call(headers, name) : memberOf(headers, name);
    // The view takes care of a promise, whose rejection nobody would hear.
    return textOf(viewOf(found).value);
  } catch {
    return undefined;
  }
}

function memberOf(headers: object, name: string): unknown {
  const wanted = name.toLowerCase();
  const names = Object.keys(headers).slice(0, MAX_NAMES);
  const found = names.find((key) => key.toLowerCase() === wanted);
  return found === undefined ? undefined : (headers as Record<string, unknown>)[found];
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  // More than one is no value that this header has.
  const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof only === 'string' ? only : undefined;
}
