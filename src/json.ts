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
  /** What stands for an object that is not plain data, under the same limits; `undefined` leaves the member out. */
  unknown(value: object): JsonValue | undefined;
  /** Every string and key goes through this. */
  text(value: string): string;
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
  return visit(value, { options, path: [], left: values, characters: total });
}

function visit(value: unknown, walk: Walk): JsonValue | undefined {
  if (walk.left-- <= 0) return undefined;
  switch (typeof value) {
    case 'string':
      return text(value, walk);
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'boolean':
      return value;
    case 'bigint':
      return text(String(value), walk);
    case 'object':
      return value === null ? null : visitObject(value, walk);
    default:
      return undefined;
  }
}

function visitObject(value: object, walk: Walk): JsonValue | undefined {
  const { path, options } = walk;
  if (path.includes(value)) return '[circular]';
  if (path.length >= options.limits.depth) return '[deeper]';
  path.push(value);
  try {
    if (Array.isArray(value)) return visitArray(value, walk);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (isPlain(prototype)) return visitMembers(value as Record<string, unknown>, walk);
    return value instanceof Date ? dateToJson(value) : visit(options.unknown(value), walk);
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

function visitArray(value: readonly unknown[], walk: Walk): JsonValue {
  const items: JsonValue[] = [];
  const length = Math.min(value.length, walk.options.limits.members);
  for (let index = 0; index < length && walk.left > 0; index++)
    items.push(visitMember(value, index, walk) ?? null);
  return items;
}

function visitMembers(value: Record<string, unknown>, walk: Walk): JsonValue {
  const members: Record<string, JsonValue> = {};
  let count = 0;
  for (const key of Object.keys(value)) {
    if (key === '__proto__') continue;
    if (count++ >= walk.options.limits.members || walk.left <= 0) break;
    const name = text(key, walk);
    const member = visitMember(value, key, walk);
    if (member !== undefined) members[name] = member;
  }
  return members;
}

/** One member whose getter throws must not take the others with it. */
function visitMember(value: object, key: PropertyKey, walk: Walk): JsonValue | undefined {
  try {
    return visit((value as Record<PropertyKey, unknown>)[key], walk);
  } catch {
    walk.left--;
    return '[unreadable]';
  }
}

function text(value: string, walk: Walk): string {
  const shown = cut(
    walk.options.text(value),
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
