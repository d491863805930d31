/** Path patterns that take every path of another one. Sound: what cannot be decided by segments is not covered. */

import type { Report } from '../../policy.ts';
import { readPattern, type Shape } from '../../rules/path-pattern.ts';
import { methodsOf } from '../../rules/methods.ts';

/** Something that has a pattern, and the methods it is for; without them it is for all. */
export interface Covering {
  readonly pointer: string;
  readonly pattern: string;
  readonly methods?: readonly string[] | undefined;
}

export interface Coverings {
  add(covering: Covering): void;
  /** One that was added and takes every request that the pattern takes. */
  find(pattern: string, methods?: readonly string[]): Covering | undefined;
}

interface Node {
  readonly texts: Map<string, Node>;
  parameter: Node | undefined;
  readonly end: Covering[];
  readonly rest: Covering[];
}

export function createCoverings(): Coverings {
  const root = createNode();
  const same = new Map<string, Covering[]>();
  return {
    add(covering) {
      const { pattern } = covering;
      const equal = same.get(pattern);
      if (equal === undefined) same.set(pattern, [covering]);
      else equal.push(covering);
      for (const shape of shapesOf(pattern)) insert(root, shape, covering);
    },
    find(pattern, methods) {
      const equal = same.get(pattern)?.find((covering) => takes(covering, methods));
      if (equal !== undefined) return equal;
      const found = shapesOf(pattern).map((shape) => search(root, shape, 0, methods));
      return found.every((covering) => covering !== undefined) ? found[0] : undefined;
    },
  };
}

/** The patterns were compiled without a fault before. */
export function shapesOf(pattern: string): readonly Shape[] {
  return readPattern(pattern, '', ignore);
}

const ignore: Report = () => {};

function createNode(): Node {
  return { texts: new Map(), parameter: undefined, end: [], rest: [] };
}

function insert(root: Node, { segments, tail }: Shape, covering: Covering): void {
  // Only an expression says which paths those are.
  if (tail instanceof RegExp) return;
  let node = root;
  for (const segment of segments) node = childOf(node, segment);
  node[tail].push(covering);
}

function childOf(node: Node, segment: string | null): Node {
  if (segment === null) return (node.parameter ??= createNode());
  const child = node.texts.get(segment) ?? createNode();
  node.texts.set(segment, child);
  return child;
}

/** A wildcard and a parameter take whatever is not empty. */
function search(
  node: Node,
  shape: Shape,
  depth: number,
  methods: readonly string[] | undefined,
): Covering | undefined {
  const { segments, tail } = shape;
  const segment = segments[depth];
  const takesAll = (covering: Covering): boolean => takes(covering, methods);
  if (segment === undefined) return tail instanceof RegExp ? undefined : node[tail].find(takesAll);
  const rest = segment === '' ? undefined : node.rest.find(takesAll);
  if (rest !== undefined) return rest;
  const text = segment === null ? undefined : node.texts.get(segment);
  const parameter = segment === '' ? undefined : node.parameter;
  return (
    (text && search(text, shape, depth + 1, methods)) ??
    (parameter && search(parameter, shape, depth + 1, methods))
  );
}

function takes(covering: Covering, methods: readonly string[] | undefined): boolean {
  const taken = methodsOf(covering.methods);
  const asked = methodsOf(methods);
  if (taken === undefined) return true;
  return asked !== undefined && [...asked].every((method) => taken.has(method));
}

/** Whether a path may match both. */
export function mayMeet(pattern: string, other: string): boolean {
  return shapesOf(pattern).some((one) => shapesOf(other).some((two) => shapesMeet(one, two)));
}

function shapesMeet(one: Shape, two: Shape): boolean {
  for (let depth = 0; ; depth++) {
    const [a, b] = [one.segments[depth], two.segments[depth]];
    if (a === undefined || b === undefined) return tailsMeet(one, two, depth);
    // An empty segment at the end may be a slash that does not count.
    if (a === '' || b === '') return true;
    if (a !== null && b !== null && a !== b) return false;
  }
}

/** One of them has no more segments: the other must not have any either, unless a tail takes them. */
function tailsMeet(one: Shape, two: Shape, depth: number): boolean {
  if (one.tail instanceof RegExp || two.tail instanceof RegExp) return true;
  const [short, long] = one.segments.length === depth ? [one, two] : [two, one];
  if (short.tail === 'rest') return long.segments.length > depth || long.tail === 'rest';
  return long.segments.length === depth ? long.tail === 'end' : long.segments[depth] === '';
}
