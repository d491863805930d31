/** The guarded look at a thrown value that all stages share. */

import { readFrom } from './inherited.ts';
import type { ErrorView } from './model.ts';
import { ignoreRejection } from './rejection.ts';

export function viewOf(value: unknown): ErrorView {
  return new View(value);
}

/**
 * A class, and the properties that nearly every answer asks for as its fields: each has its own read site,
 * which the engine caches by shape, where one site for all keys would be looked up anew for each.
 */
class View implements ErrorView {
  readonly value: unknown;
  readonly isError: boolean;
  readonly message: string = '';
  #name: unknown = undefined;
  #code: unknown = undefined;
  #type: unknown = undefined;
  #cause: unknown = undefined;
  #status: unknown = undefined;
  #statusCode: unknown = undefined;
  #expose: unknown = undefined;
  /** Keys and values in turns: there are too few for a map to pay. */
  #others: unknown[] | undefined = undefined;

  constructor(value: unknown) {
    this.value = value;
    this.isError = isError(value);
    if (typeof value === 'string') this.message = value;
    if (!isReadable(value)) return;
    ignoreRejection(value);
    const source = sourceOf(value);
    // One guard a property: what a hostile one throws must not hide the others.
    try {
      const { message } = source;
      if (typeof message === 'string') this.message = message;
    } catch {}
    try {
      this.#name = source['name'];
    } catch {}
    try {
      this.#code = source['code'];
    } catch {}
    try {
      this.#type = source['type'];
    } catch {}
    try {
      this.#cause = source['cause'];
    } catch {}
    try {
      this.#status = source['status'];
    } catch {}
    try {
      this.#statusCode = source['statusCode'];
    } catch {}
    try {
      this.#expose = source['expose'];
    } catch {}
  }

  read(key: PropertyKey): unknown {
    switch (key) {
      case 'name':
        return this.#name;
      case 'message':
        return this.message;
      case 'code':
        return this.#code;
      case 'type':
        return this.#type;
      case 'cause':
        return this.#cause;
      case 'status':
        return this.#status;
      case 'statusCode':
        return this.#statusCode;
      case 'expose':
        return this.#expose;
      default:
        return this.#readOther(key);
    }
  }

  #readOther(key: PropertyKey): unknown {
    const { value } = this;
    if (!isReadable(value)) return undefined;
    const others = (this.#others ??= []);
    for (let index = 0; index < others.length; index += 2) {
      if (others[index] === key) return others[index + 1];
    }
    let found: unknown;
    try {
      found = readFrom(value, key);
    } catch {
      found = undefined;
    }
    others.push(key, found);
    return found;
  }
}

/** The properties that are fields of a view. */
const FIELDS = ['message', 'name', 'code', 'type', 'cause', 'status', 'statusCode', 'expose'] as const;

type Source = { readonly [Key in (typeof FIELDS)[number]]?: unknown };

/** What the fields are read from: the value itself, unless it may inherit some of them from where nothing should be. */
function sourceOf(value: object): Source {
  try {
    if (!isPolluted() && value instanceof Object) return value;
  } catch {}
  const own = Object.create(null) as Record<string, unknown>;
  for (const key of FIELDS) {
    try {
      own[key] = readFrom(value, key);
    } catch {}
  }
  return own;
}

/** Written out, so that the engine caches each look-up: all of them cost some 5 ns. */
function isPolluted(): boolean {
  return (
    'message' in ROOT ||
    'name' in ROOT ||
    'code' in ROOT ||
    'type' in ROOT ||
    'cause' in ROOT ||
    'status' in ROOT ||
    'statusCode' in ROOT ||
    'expose' in ROOT
  );
}

const ROOT = Object.prototype;

function isReadable(value: unknown): value is Record<PropertyKey, unknown> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function isError(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
  } catch {
    return false;
  }
}

/** The name by which a configuration may know an error. What is no error has none, and a text is none. */
export function exceptionNameOf(view: ErrorView): string {
  const name = view.isError ? view.read('name') : undefined;
  return typeof name === 'string' && EXCEPTION.test(name) ? name : '';
}

const EXCEPTION = /^[A-Za-z_$][\w$.-]{0,99}$/;
