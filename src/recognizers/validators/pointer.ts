import { pattern } from '../../once.ts';
import { countOf, listOf, read } from './guarded.ts';

/** Keys and indices, or objects that have them as `key`, as Standard Schema allows. */
export type Path = readonly unknown[];

const MAX_POINTER = 256;
const MAX_DEPTH = 32;

/** Where the parts of a request stand in a pointer, by the names that libraries give them; the body is the root. */
const PARTS: Readonly<Record<string, string>> = {
  querystring: '/query',
  query: '/query',
  params: '/params',
  headers: '/headers',
  cookies: '/cookies',
  signedCookies: '/cookies',
};

export function prefixOf(part: unknown): string {
  return typeof part === 'string' && Object.hasOwn(PARTS, part) ? PARTS[part]! : '';
}

/**
 * A JSON Pointer (RFC 6901) of bounded length and depth: where it is cut, it points to something above. Its
 * segments are names of the schema, or those that the client itself gave to the entries of a record.
 */
export function pointerOf(path: Path | string, prefix = ''): string {
  return cut(prefix + (typeof path === 'string' ? pointerIn(path) : pointer(path)));
}

/** A text that a library calls a pointer; what is none points to the whole. */
export function pointerIn(text: unknown): string {
  return typeof text === 'string' && text.startsWith('/') ? text.slice(0, MAX_POINTER + 1) : '';
}

function pointer(path: Path): string {
  let text = '';
  for (const segment of path) {
    const key = typeof segment === 'object' ? read(segment, 'key') : segment;
    if ((typeof key !== 'string' && typeof key !== 'number') || text.length > MAX_POINTER) break;
    text += `/${escapeSegment(String(key).slice(0, MAX_POINTER))}`;
  }
  return text;
}

/** RFC 6901, section 3. */
function escapeSegment(segment: string): string {
  return segment.replace(/~/g, '~0').replace(/\//g, '~1');
}

/** What turns text around, hides it or forges lines has no place in a pointer. */
const UNSAFE = pattern(String.raw`[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]`, 'u');

/** Never in the midst of an escape or a pair of surrogates, and above a segment that is not safe to show. */
function cut(text: string): string {
  const short =
    text.length <= MAX_POINTER ? text : text.slice(0, MAX_POINTER).replace(/[~\uD800-\uDBFF]$/, '');
  const unsafe = short.search(UNSAFE());
  return unsafe < 0 ? short : short.slice(0, short.lastIndexOf('/', unsafe));
}

/** `more` below `base`, as deep as a pointer may be. */
export function joinPath(base: Path, more: unknown): Path {
  return [...base, ...listOf(more, MAX_DEPTH - base.length)];
}

/** The last item of a path, however long it is. */
export function lastOf(path: unknown): unknown {
  return read(path, countOf(path) - 1);
}

/** The object or array that a value stands in. */
export function parentOf(path: Path): Path {
  return path.slice(0, -1);
}

/** The segments of a path in JavaScript's notation: `items[0].name`, `["a.b"].c`. */
export function parsePath(path: unknown): Path {
  const text = typeof path === 'string' ? path.slice(0, 1024) : '';
  const segments = text.match(/\["[^"]*"\]|[^.[\]]+/g) ?? [];
  return segments
    .slice(0, MAX_DEPTH)
    .map((segment) => (segment.startsWith('["') ? segment.slice(2, -2) : segment));
}
