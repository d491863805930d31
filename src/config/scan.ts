/** A strict walk through a JSON text, for what `JSON.parse` does not tell: places, and names given twice. */

import { characterAt, endOfScalar, endOfString, Malformed, skipSpace } from './tokens.ts';

/**
 * Called at each member and item, outer ones first.
 * @param depth how many objects and arrays it stands in
 * @param offset where its value starts
 * @param repeated its object has had the name before
 * @param start where it starts itself: a member by its name
 */
export type Visit = (
  depth: number,
  name: string | number,
  offset: number,
  repeated: boolean,
  start: number,
) => void;

/**
 * Called where an object or array ends that has something in it.
 * @param depth that of its members or items
 * @param end where its bracket stands
 */
export type Leave = (depth: number, end: number) => void;

interface Open {
  /** Of an object, the names so far. */
  readonly names: Set<string> | undefined;
  /** Of an array, the index of the current item. */
  index: number;
}

/** Members and items between two yields: a fraction of a millisecond. */
const STRIDE = 1000;

/**
 * Yields often, and without recursion: the depth of a text has no bound before it was looked at.
 * @throws Malformed for every text that `JSON.parse` refuses
 */
export function* scan(text: string, visit: Visit, leave?: Leave): Generator<void, void> {
  const open: Open[] = [];
  let at = skipSpace(text, 0);
  for (let seen = 1; ; seen++) {
    if (seen % STRIDE === 0) yield;
    const entered = enter(text, at, open);
    at = entered ?? afterValue(text, at, open, leave);
    if (at < 0) return;
    at = nextItem(text, at, open, visit);
  }
}

/** Opens what has something in it, and gives the place of its first member or item. */
function enter(text: string, at: number, open: Open[]): number | undefined {
  const bracket = text.charAt(at);
  if (bracket !== '{' && bracket !== '[') return undefined;
  const inside = skipSpace(text, at + 1);
  if (text.charAt(inside) === closing(bracket === '{')) return undefined;
  open.push({ names: bracket === '{' ? new Set() : undefined, index: -1 });
  return inside;
}

/** Passes over a value that has nothing in it, and over the ends that follow; -1 at the end of the text. */
function afterValue(text: string, start: number, open: Open[], leave: Leave | undefined): number {
  let at = skipSpace(text, endOfLeaf(text, start));
  for (let inside = open.at(-1); inside !== undefined; inside = open.at(-1)) {
    const isObject = inside.names !== undefined;
    const close = closing(isObject);
    const next = text.charAt(at);
    if (next === ',') return afterComma(text, at, close);
    if (next !== close) throw notNext(text, at, isObject);
    leave?.(open.length, at);
    open.pop();
    at = skipSpace(text, at + 1);
  }
  if (at < text.length)
    throw new Malformed(at, `has ${characterAt(text, at)} after its end`, 'remove what follows');
  return -1;
}

function endOfLeaf(text: string, start: number): number {
  const first = text.charAt(start);
  if (first === '"') return endOfString(text, start);
  if (first === '{' || first === '[') return skipSpace(text, start + 1) + 1;
  return endOfScalar(text, start);
}

function afterComma(text: string, comma: number, close: string): number {
  const at = skipSpace(text, comma + 1);
  if (text.charAt(at) === close)
    throw new Malformed(comma, `has a comma before "${close}"`, 'remove the comma');
  return at;
}

function notNext(text: string, at: number, isObject: boolean): Malformed {
  const next = text.charAt(at);
  const expected = `"," or "${closing(isObject)}"`;
  const problem = `has ${characterAt(text, at)} where ${expected} should be`;
  if (next === '/') return new Malformed(at, problem, 'remove the comment: JSON has none');
  if (next === '') return new Malformed(at, problem, 'complete it');
  return new Malformed(at, problem, 'put a comma between values');
}

/** Tells of the member or item that starts here, and gives the place of its value. */
function nextItem(text: string, start: number, open: readonly Open[], visit: Visit): number {
  const inside = open.at(-1)!;
  if (inside.names === undefined) {
    inside.index += 1;
    visit(open.length, inside.index, start, false, start);
    return start;
  }
  if (text.charAt(start) !== '"') throw noName(text, start);
  const end = endOfString(text, start);
  const name = nameOf(text.slice(start + 1, end - 1));
  const colon = skipSpace(text, end);
  if (text.charAt(colon) !== ':') {
    const problem = `has ${characterAt(text, colon)} where ":" should be`;
    throw new Malformed(colon, problem, 'put a colon between name and value');
  }
  const value = skipSpace(text, colon + 1);
  visit(open.length, name, value, inside.names.has(name), start);
  inside.names.add(name);
  return value;
}

function noName(text: string, at: number): Malformed {
  const problem = `has ${characterAt(text, at)} where a name should be`;
  const isComment = text.charAt(at) === '/';
  return new Malformed(
    at,
    problem,
    isComment ? 'remove the comment: JSON has none' : 'put names in double quotes',
  );
}

function nameOf(raw: string): string {
  return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
}

function closing(isObject: boolean): string {
  return isObject ? '}' : ']';
}
