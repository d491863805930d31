import { listOf, read } from './guarded.ts';

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

/** A JSON Pointer (RFC 6901) of bounded length and depth: where it is cut, it points to something above. */
export function pointerOf(path: Path | string, prefix = ''): string {
  return cut(prefix + (typeof path === 'string' ? path : pointer(path)));
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
export function escapeSegment(segment: string): string {
  return segment.replace(/~/g, '~0').replace(/\//g, '~1');
}

/** Never in the midst of an escape or a pair of surrogates. */
function cut(text: string): string {
  return text.length <= MAX_POINTER ? text : text.slice(0, MAX_POINTER).replace(/[~\uD800-\uDBFF]$/, '');
}

/** `more` below `base`, as deep as a pointer may be. */
export function joinPath(base: Path, more: unknown): Path {
  return [...base, ...listOf(more)].slice(0, MAX_DEPTH);
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
