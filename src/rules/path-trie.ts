/** Path patterns as a tree of their segments: what a request costs depends on its path, not on how many there are. */

import { rememberLast } from './last.ts';
import type { Shape } from './path-pattern.ts';

/** A pattern's place among all, in the order of declaration, and the methods it is for. */
export interface Entry {
  readonly index: number;
  /** `undefined`: all. */
  readonly methods: ReadonlySet<string> | undefined;
}

export interface Node {
  /** The least index here and beneath. */
  readonly least: number;
  texts: Map<string, Node> | undefined;
  parameter: Node | undefined;
  /** Patterns that end here, and patterns that take all that follows. */
  end: Least | undefined;
  rest: Least | undefined;
  /** Patterns that only their expression can compare, in the order of declaration. */
  tested: Tested[] | undefined;
}

/** The least index by method. */
interface Least {
  all: number;
  methods: Map<string, number> | undefined;
}

interface Tested extends Entry {
  readonly expression: RegExp;
}

/** A path, which is cut into segments as far as the tree asks for them. */
interface Path {
  readonly text: string;
  /** With ASCII letters in lower case; others are compared by expressions only. */
  readonly folded: string;
  readonly segments: string[];
  /** Where the next segment begins; beyond the end when there is none. */
  next: number;
}

const NONE = Number.POSITIVE_INFINITY;

/** Longer paths are never given to an expression, whose work may be more than linear; segments are compared all the same. */
const MAX_TESTED = 8192;

const read = rememberLast((text: string): Path => {
  const folded = /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text;
  return { text, folded, segments: [], next: 0 };
});

function segmentAt(path: Path, depth: number): string | undefined {
  const { folded, segments } = path;
  while (segments.length <= depth && path.next <= folded.length) {
    const slash = folded.indexOf('/', path.next);
    const end = slash < 0 ? folded.length : slash;
    segments.push(folded.slice(path.next, end));
    path.next = end + 1;
  }
  return segments[depth];
}

export function createNode(least: number): Node {
  return {
    least,
    texts: undefined,
    parameter: undefined,
    end: undefined,
    rest: undefined,
    tested: undefined,
  };
}

/** Adds one shape of a pattern. Entries must come in the order of their indexes. */
export function insert(root: Node, shape: Shape, entry: Entry): void {
  let node = root;
  for (const segment of shape.segments) node = childOf(node, segment, entry.index);
  if (shape.tail === 'end') put((node.end ??= { all: NONE, methods: undefined }), entry);
  else if (shape.tail === 'rest') put((node.rest ??= { all: NONE, methods: undefined }), entry);
  else if (node.tested?.at(-1)?.index !== entry.index) {
    (node.tested ??= []).push({ ...entry, expression: shape.tail });
  }
}

function childOf(node: Node, segment: string | null, index: number): Node {
  if (segment === null) return (node.parameter ??= createNode(index));
  node.texts ??= new Map();
  const known = node.texts.get(segment);
  if (known !== undefined) return known;
  const made = createNode(index);
  node.texts.set(segment, made);
  return made;
}

function put(least: Least, { index, methods }: Entry): void {
  if (methods === undefined) {
    least.all = Math.min(least.all, index);
    return;
  }
  least.methods ??= new Map();
  for (const method of methods) if (!least.methods.has(method)) least.methods.set(method, index);
}

/** The least index of a pattern that matches, or -1. */
export function find(root: Node, text: string, method: string): number {
  const path = read(text);
  // What does not start with a slash has no segments, only wildcards match it.
  const best = segmentAt(path, 0) === '' ? walk(root, path, 1, method, NONE) : test(root, path, method, NONE);
  return best === NONE ? -1 : best;
}

/** The least of `best` and what matches beneath `node`, to which the segments before `depth` have led. */
function walk(node: Node, path: Path, depth: number, method: string, best: number): number {
  if (node.least >= best) return best;
  const segment = segmentAt(path, depth);
  const isLast = path.next > path.folded.length && path.segments.length === depth + 1;
  let least = best;
  if (node.end !== undefined && (segment === undefined || (segment === '' && isLast))) {
    least = Math.min(least, leastOf(node.end, method));
  }
  if (node.rest !== undefined && segment !== undefined && !(segment === '' && isLast)) {
    least = Math.min(least, leastOf(node.rest, method));
  }
  if (node.tested !== undefined) least = test(node, path, method, least);
  if (segment === undefined) return least;
  const text = node.texts?.get(segment);
  if (text !== undefined) least = walk(text, path, depth + 1, method, least);
  if (segment !== '' && node.parameter !== undefined)
    least = walk(node.parameter, path, depth + 1, method, least);
  return least;
}

function test({ tested = [] }: Node, path: Path, method: string, best: number): number {
  if (path.text.length > MAX_TESTED) return best;
  for (const { index, methods, expression } of tested) {
    if (index >= best) return best;
    if ((methods === undefined || methods.has(method)) && expression.test(path.text)) return index;
  }
  return best;
}

function leastOf({ all, methods }: Least, method: string): number {
  return methods === undefined ? all : Math.min(all, methods.get(method) ?? NONE);
}
