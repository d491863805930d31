/** What a subclass of `BusinessException` declares by its statics and its name, worked out once a class. */

import { isCode } from '../http/syntax.ts';

export interface ClassDefaults {
  readonly name: string;
  readonly code: string;
  readonly status: number;
  readonly statusIsDefault: boolean;
  readonly retryable: boolean | undefined;
  readonly expose: boolean;
  readonly stack: boolean;
  readonly notes: readonly string[] | undefined;
}

/** The statics that a subclass may declare. */
export interface ExceptionClass {
  readonly name: string;
  readonly prototype: object;
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly retryable?: boolean | undefined;
  readonly expose?: boolean | undefined;
  readonly stack?: boolean | undefined;
}

const known = new WeakMap<object, ClassDefaults>();
let lastClass: object | undefined;
let lastDefaults: ClassDefaults | undefined;

export function classDefaultsOf(type: ExceptionClass): ClassDefaults {
  if (type === lastClass && lastDefaults !== undefined) return lastDefaults;
  let defaults = known.get(type);
  if (defaults === undefined) known.set(type, (defaults = readDefaults(type)));
  lastClass = type;
  lastDefaults = defaults;
  return defaults;
}

function readDefaults(type: ExceptionClass): ClassDefaults {
  const notes: string[] = [];
  const name = nameOf(type);
  const derived = codeFromName(name);
  // An inherited code belongs to the parent class unless the subclass is anonymous.
  const own = Object.hasOwn(type, 'code') || derived === undefined ? type.code : derived;
  if (own !== undefined && !isCode(own)) notes.push(`static code of ${name} ignored: not SCREAMING_SNAKE`);
  const code = isCode(own) ? own : (derived ?? 'BUSINESS_ERROR');
  const status = type.status;
  const validStatus = Number.isInteger(status) && (status as number) >= 400 && (status as number) <= 599;
  if (status !== undefined && !validStatus) notes.push(`static status of ${name} ignored: not 400-599`);
  defineName(type, name);
  return Object.freeze({
    name,
    code,
    status: validStatus ? (status as number) : 500,
    statusIsDefault: !validStatus,
    retryable: typeof type.retryable === 'boolean' ? type.retryable : undefined,
    expose: type.expose !== false,
    stack: type.stack !== false,
    notes: notes.length === 0 ? undefined : notes,
  });
}

function nameOf(type: ExceptionClass): string {
  return typeof type.name === 'string' && type.name !== '' ? type.name : 'BusinessException';
}

/** `StockTooLowException` -> `STOCK_TOO_LOW`; `HTTPQuotaError` -> `HTTP_QUOTA`. */
function codeFromName(name: string): string | undefined {
  const stem = name.replace(/(?:Exception|Error)$/, '');
  if (stem === '' || stem === 'Business') return undefined;
  const code = stem
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
  return isCode(code) ? code : undefined;
}

/** On the prototype, as native errors have it: `stack` then starts with the right name. */
function defineName(type: ExceptionClass, name: string): void {
  if (Object.hasOwn(type.prototype, 'name')) return;
  Object.defineProperty(type.prototype, 'name', { value: name, writable: true, configurable: true });
}
