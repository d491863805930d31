/** What an object that is not plain data shows of itself: as data to walk, or as its class (D13). */

const MAX_ENTRIES = 200;
const MAX_BYTES = 4096;

/**
 * Data that stands for `value`; `value` itself where its enumerable members are to be walked. Collections by their
 * entries, errors by what they tell, bytes as text where they are text. What is alive (streams, sockets, promises) is
 * only named.
 */
export function describe(value: object): unknown {
  if (value instanceof Error) return describeError(value);
  if (value instanceof Map) return fromEntries(Map.prototype.entries.call(value));
  if (value instanceof Set) return [...take(Set.prototype.values.call(value))];
  if (ArrayBuffer.isView(value)) return describeBytes(value);
  const kind = kindOf(value);
  if (kind === 'URL') return hrefOf(value);
  if (ENTRIES.has(kind)) return describeEntries(value, kind);
  if (kind === 'String' || isAlive(value) || !hasMembers(value)) return nameOf(value, kind);
  return value;
}

/** Of the web's own, and of packages that carry a copy. */
const ENTRIES: ReadonlySet<string> = new Set(['Headers', 'URLSearchParams', 'FormData']);

function describeEntries(value: object, kind: string): unknown {
  const { entries }: { entries?: unknown } = value;
  return typeof entries === 'function' ? fromEntries(entries.call(value) as Iterable<unknown>) : `[${kind}]`;
}

/** Its own enumerable members, as they are: getters among them are not run here. */
function describeError(error: Error): object {
  const { name, message, code, cause, errors } = error as Error & {
    readonly code?: unknown;
    readonly errors?: unknown;
  };
  const told = Object.create(null) as Record<string, unknown>;
  told['name'] = typeof name === 'string' ? name : typeof name;
  told['message'] = typeof message === 'string' ? message : typeof message;
  if (typeof code === 'string') told['code'] = code;
  for (const key of Object.keys(error).slice(0, MAX_ENTRIES))
    if (!(key in told) && key !== 'stack')
      Object.defineProperty(told, key, Object.getOwnPropertyDescriptor(error, key)!);
  if (cause !== undefined) told['cause'] = cause;
  if (Array.isArray(errors)) told['errors'] = errors;
  return told;
}

function* take<T>(items: Iterable<T>): Generator<T> {
  let left = MAX_ENTRIES;
  for (const item of items) {
    if (left-- <= 0) return;
    yield item;
  }
}

/** A name that comes again is given an array. Not a copy by assignment: `__proto__` is a name like any other here. */
function fromEntries(entries: Iterable<unknown>): unknown {
  const members: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const entry of take(entries)) {
    const [key, value] = entry as readonly [unknown, unknown];
    const name =
      typeof key === 'object' || typeof key === 'symbol' || typeof key === 'function'
        ? `[${typeof key}]`
        : // oxlint-disable-next-line no-base-to-string
          String(key);
    const before = members[name];
    members[name] = !(name in members)
      ? value
      : Array.isArray(before)
        ? [...(before as unknown[]), value]
        : [before, value];
  }
  return members;
}

function describeBytes(value: ArrayBufferView): string {
  const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  const text = value instanceof Uint8Array && bytes.length <= MAX_BYTES ? textOf(bytes) : undefined;
  return text ?? `[${kindOf(value)} ${bytes.length} bytes]`;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // oxlint-disable-next-line no-control-regex
    return /[\0-\x08\x0e-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function hrefOf(value: object): string {
  const { href }: { href?: unknown } = value;
  return typeof href === 'string' ? href : '[URL]';
}

/** Its members are the inside of the runtime: many, and of no use to a reader. */
function isAlive(value: object): boolean {
  const { on, pipe, then }: { on?: unknown; pipe?: unknown; then?: unknown } = value;
  return typeof on === 'function' || typeof pipe === 'function' || typeof then === 'function';
}

function hasMembers(value: object): boolean {
  for (const _ in value) return true;
  return false;
}

/** The class, which `Object.prototype.toString` does not tell. */
function nameOf(value: object, kind: string): string {
  const { constructor }: { constructor?: unknown } = value;
  const name: unknown = typeof constructor === 'function' ? constructor.name : undefined;
  return `[${typeof name === 'string' && name !== '' && kind === 'Object' ? name : kind}]`;
}

function kindOf(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
