/** Which of many path patterns is the first that a request matches. */

import type { Report } from '../policy.ts';
import { runAtOnce } from '../slices.ts';
import { methodsOf } from './methods.ts';
import { readPattern } from './path-pattern.ts';
import { createNode, find, insert } from './path-trie.ts';

export { pathOf } from './url.ts';

export interface PathPattern {
  /** A pattern of path-to-regexp 8 with its defaults: in any case of letters, with a slash at the end or without. */
  readonly pattern: string;
  /** `GET` includes `HEAD`. Absent or empty: all. */
  readonly methods?: readonly string[] | undefined;
}

export interface PathIndex {
  /** Index of the first declared pattern that matches, or -1. Never throws. */
  first(path: string, method: string): number;
}

/**
 * An index over patterns. It says what testing one after another by `pathToRegexp` would say, in time that hardly
 * depends on their number, with one exception: a pattern that has more than a text or a parameter in a segment, or
 * something after a wildcard, does not match paths of more than 8,192 characters.
 *
 * The text of patterns is brought into the form in which paths come from `pathOf`: `/café` and `/caf%C3%A9` are one
 * pattern, `/~user` and `/%7Euser` too.
 * @throws FaultlineError where path-to-regexp is needed and cannot be loaded
 */
export function* compilePathsInSteps(
  patterns: readonly PathPattern[],
  pointerOf: (index: number) => string,
  report: Report,
): Generator<void, PathIndex> {
  const root = createNode(0);
  for (const [index, { pattern, methods }] of patterns.entries()) {
    const entry = { index, methods: methodsOf(methods) };
    for (const shape of readPattern(pattern, pointerOf(index), report)) insert(root, shape, entry);
    yield;
  }
  return { first: (path, method) => find(root, path, method) };
}

/** All of `compilePathsInSteps` at once. */
export function compilePaths(...patterns: Parameters<typeof compilePathsInSteps>): PathIndex {
  return runAtOnce(compilePathsInSteps(...patterns));
}
