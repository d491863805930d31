/** The guarded look at a thrown value that all stages share. */

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
    // One guard a property: what a hostile one throws must not hide the others.
    try {
      const { message } = value;
      if (typeof message === 'string') this.message = message;
    } catch {}
    try {
      this.#name = value['name'];
    } catch {}
    try {
      this.#code = value['code'];
    } catch {}
    try {
      this.#type = value['type'];
    } catch {}
    try {
      this.#cause = value['cause'];
    } catch {}
    try {
      this.#status = value['status'];
    } catch {}
    try {
      this.#statusCode = value['statusCode'];
    } catch {}
    try {
      this.#expose = value['expose'];
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
      found = value[key];
    } catch {
      found = undefined;
    }
    others.push(key, found);
    return found;
  }
}

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
