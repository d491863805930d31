/** Any value as bounded JSON data. Never throws, never stringifies an object it does not know (D13). */

import type { JsonValue } from './model.ts';

export interface JsonLimits {
  readonly depth: number;
  /** Members per object or array. */
  readonly members: number;
  /** Characters per string. */
  readonly text: number;
  /** Values in all. */
  readonly values: number;
  /** Characters in all; without it, as the other limits allow. */
  readonly total?: number;
}

export interface JsonOptions {
  readonly limits: JsonLimits;
  /**
   * What stands for an object that is not plain data; it is visited as any value is, under the same limits. The object
   * itself has its enumerable members visited; `undefined` leaves the member out.
   */
  unknown(value: object): unknown;
  /** Every string and key goes through this; `key` is the name of the member that a string is the value of. */
  text(value: string, key?: string): string;
  /** What is visited in place of a member, without running its getter; `undefined` for the member itself. */
  member?(key: string, owner: object, parent?: string): { readonly value: unknown } | undefined;
}

interface Walk {
  readonly options: JsonOptions;
  readonly path: object[];
  left: number;
  characters: number;
}

/** A copy of `value` that `JSON.stringify` takes as it stands; `undefined` when nothing is left of it. */
export function toJson(value: unknown, options: JsonOptions): JsonValue | undefined {
  const { values, total = Infinity } = options.limits;
  return visit(value, undefined, { options, path: [], left: values, characters: total });
}

/** @param key of the member that `value` is, or is an item of */
function visit(value: unknown, key: string | undefined, walk: Walk): JsonValue | undefined {
  if (walk.left-- <= 0) return undefined;
  switch (typeof value) {
    case 'string':
      return text(value, key, walk);
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'boolean':
      return value;
    case 'bigint':
      return text(String(value), key, walk);
    case 'object':
      return value === null ? null : visitObject(value, key, walk);
    default:
      return undefined;
  }
}

function visitObject(value: object, key: string | undefined, walk: Walk): JsonValue | undefined {
  const { path, options } = walk;
  if (path.includes(value)) return '[circular]';
  if (path.length >= options.limits.depth) return '[deeper]';
  path.push(value);
  try {
    if (Array.isArray(value)) return visitArray(value, key, walk);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (isPlain(prototype)) return visitMembers(value, Object.keys(value), key, walk);
    if (value instanceof Date) return dateToJson(value);
    const shown = options.unknown(value);
    return shown === value ? visitMembers(value, enumerableKeys(value), key, walk) : visit(shown, key, walk);
  } catch {
    return '[unreadable]';
  } finally {
    path.pop();
  }
}

/** By the real `Date`'s methods: an own `toISOString` may return anything. */
function dateToJson(value: Date): string | null {
  return Number.isNaN(Date.prototype.getTime.call(value)) ? null : Date.prototype.toISOString.call(value);
}

/** Plain in any realm: no prototype, or one that has none itself. */
function isPlain(prototype: unknown): boolean {
  return prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null);
}

/** Those that it inherits too. */
function* enumerableKeys(value: object): Generator<string> {
  for (const key in value) yield key;
}

function visitArray(value: readonly unknown[], key: string | undefined, walk: Walk): JsonValue {
  const items: JsonValue[] = [];
  const length = Math.min(value.length, walk.options.limits.members);
  const isPairs = isListOfPairs(value, key, walk);
  for (let index = 0; index < length && walk.left > 0; index++) {
    const before = isPairs && index % 2 === 1 ? items[index - 1] : undefined;
    const item =
      typeof before === 'string'
        ? visitNamed(value, index, before, walk)
        : visitMember(value, index, key, walk);
    items.push(item ?? null);
  }
  return items;
}

/** Names and values in turn: an entry of a list of entries, and Node's raw headers. */
function isListOfPairs(value: readonly unknown[], key: string | undefined, { options, path }: Walk): boolean {
  if (options.member === undefined) return false;
  return key === 'rawHeaders' || (value.length === 2 && Array.isArray(path.at(-2)));
}

/** An item that the one before it names. */
function visitNamed(
  value: readonly unknown[],
  index: number,
  name: string,
  walk: Walk,
): JsonValue | undefined {
  const members = { [name]: value[index] };
  return visitMember(walk.options.member!(name, members) ?? { value: members[name] }, 'value', name, walk);
}

function visitMembers(
  value: object,
  keys: Iterable<string>,
  parent: string | undefined,
  walk: Walk,
): JsonValue {
  const { options } = walk;
  const members: Record<string, JsonValue> = {};
  let count = 0;
  for (const key of keys) {
    if (key === '__proto__') continue;
    if (count++ >= options.limits.members || walk.left <= 0) break;
    const name = text(key, undefined, walk);
    const stand = options.member?.(key, value, parent);
    const member = stand === undefined ? visitMember(value, key, key, walk) : visit(stand.value, key, walk);
    if (member !== undefined) members[name] = member;
  }
  return members;
}

/** One member whose getter throws must not take the others with it. */
function visitMember(
  value: object,
  key: PropertyKey,
  name: string | undefined,
  walk: Walk,
): JsonValue | undefined {
  try {
    return visit((value as Record<PropertyKey, unknown>)[key], name, walk);
  } catch {
    walk.left--;
    return '[unreadable]';
  }
}

function text(value: string, key: string | undefined, walk: Walk): string {
  const shown = cut(
    walk.options.text(value, key),
    Math.min(walk.options.limits.text, Math.max(0, walk.characters)),
  );
  walk.characters -= shown.length;
  if (walk.characters <= 0) walk.left = 0;
  return shown;
}

/** Cuts with a mark, never through a surrogate pair. */
export function cut(value: string, limit: number): string {
  if (value.length <= limit) return value;
  const last = value.charCodeAt(limit - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit;
  return `${value.slice(0, end)}…[${value.length - end} more]`;
}
