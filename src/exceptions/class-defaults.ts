/** What a subclass of `BusinessException` declares by its statics and its name, worked out once a class. */

import { isCode } from '../http/syntax.ts';
import { checkStatics } from './options.ts';

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

/** What every class has that is read here; its statics are read through `checkStatics`. */
interface ExceptionClass {
  readonly name: string;
  readonly prototype: object;
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
  const name = firstOf(type, nameOf) ?? 'BusinessException';
  const { status, retryable, expose, notes } = checkStatics(type, name);
  defineName(type, name);
  return Object.freeze({
    name,
    code: firstOf(type, codeOf) ?? 'BUSINESS_ERROR',
    status: status ?? 500,
    statusIsDefault: status === undefined,
    retryable,
    expose: expose ?? true,
    stack: type.stack !== false,
    notes,
  });
}

/** What the class itself says, else the nearest of those it extends. */
function firstOf(
  type: ExceptionClass,
  read: (type: ExceptionClass) => string | undefined,
): string | undefined {
  for (let at: unknown = type; typeof at === 'function'; at = Object.getPrototypeOf(at)) {
    const found = read(at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Anonymous classes have an empty name, and are called as their parent. */
function nameOf({ name }: ExceptionClass): string | undefined {
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** The class's own static, else its name in SCREAMING_SNAKE. */
function codeOf(type: ExceptionClass): string | undefined {
  const own: unknown = Object.getOwnPropertyDescriptor(type, 'code')?.value;
  return isCode(own) ? own : codeFromName(nameOf(type) ?? '');
}

/**
 * `StockTooLowException` -> `STOCK_TOO_LOW`; `HTTPQuotaError` -> `HTTP_QUOTA`. Names of one or two letters
 * are what minifiers leave, another one with each build, and no code for programs to rely on.
 */
function codeFromName(name: string): string | undefined {
  const stem = name.replace(/(?:Exception|Error)$/, '');
  if (name.length < 3 || stem === 'Business' || !/^[\w$]+$/.test(stem)) return undefined;
  const code = stem
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[$_]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
  return isCode(code) ? code : undefined;
}

/** On the prototype, as native errors have it: `stack` then starts with the right name. */
function defineName({ prototype }: ExceptionClass, name: string): void {
  if (Object.hasOwn(prototype, 'name') || !Object.isExtensible(prototype)) return;
  Object.defineProperty(prototype, 'name', { value: name, writable: true, configurable: true });
}
