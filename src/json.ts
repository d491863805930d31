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
}

export interface JsonOptions {
  readonly limits: JsonLimits;
  /** What stands for an object that is not plain data; `undefined` leaves the member out. */
  unknown(value: object): JsonValue | undefined;
  /** Every string and key goes through this. */
  text(value: string): string;
}

interface Walk {
  readonly options: JsonOptions;
  readonly path: object[];
  left: number;
}

/** A copy of `value` that `JSON.stringify` takes as it stands; `undefined` when nothing is left of it. */
export function toJson(value: unknown, options: JsonOptions): JsonValue | undefined {
  return visit(value, { options, path: [], left: options.limits.values });
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
      return String(value).slice(0, walk.options.limits.text);
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
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    return options.unknown(value);
  } catch {
    return '[unreadable]';
  } finally {
    path.pop();
  }
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
    const member = visitMember(value, key, walk);
    if (member !== undefined) members[text(key, walk)] = member;
  }
  return members;
}

/** One member whose getter throws must not take the others with it. */
function visitMember(value: object, key: PropertyKey, walk: Walk): JsonValue | undefined {
  try {
    return visit((value as Record<PropertyKey, unknown>)[key], walk);
  } catch {
    return '[unreadable]';
  }
}

function text(value: string, walk: Walk): string {
  return cut(walk.options.text(value), walk.options.limits.text);
}

/** Cuts with a mark, never through a surrogate pair. */
export function cut(value: string, limit: number): string {
  if (value.length <= limit) return value;
  const last = value.charCodeAt(limit - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit;
  return `${value.slice(0, end)}…[${value.length - end} more]`;
}
