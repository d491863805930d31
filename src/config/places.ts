/** Where the values of pointers stand in a JSON text. */

import { scan } from './scan.ts';
import { namesOf } from './pointer.ts';
import { runAtOnce } from '../slices.ts';

/** The names that lead to wanted values, as a tree: one walk through the text finds them all. */
interface Wanted {
  offset: number;
  readonly members: Map<string, Wanted>;
}

/** The offset of each value, or of the innermost around it where there is none. */
export function placesOf(text: string, pointers: readonly string[]): readonly number[] {
  return runAtOnce(placesInSteps(text, pointers));
}

/** The same, yielding often where there are not too many pointers. */
export function* placesInSteps(
  text: string,
  pointers: readonly string[],
): Generator<void, readonly number[]> {
  const root: Wanted = { offset: 0, members: new Map() };
  for (const pointer of pointers) add(root, namesOf(pointer));
  const trail: (Wanted | undefined)[] = [root];
  yield* scan(text, (depth, name, offset) => {
    const wanted = trail[depth - 1]?.members.get(String(name));
    if (wanted !== undefined) wanted.offset = offset;
    trail[depth] = wanted;
  });
  return pointers.map((pointer) => offsetOf(root, namesOf(pointer)));
}

function add(root: Wanted, names: readonly string[]): void {
  let node = root;
  for (const name of names) {
    const next = node.members.get(name) ?? { offset: -1, members: new Map<string, Wanted>() };
    node.members.set(name, next);
    node = next;
  }
}

function offsetOf(root: Wanted, names: readonly string[]): number {
  let node = root;
  for (const name of names) {
    const next = node.members.get(name)!;
    if (next.offset < 0) break;
    node = next;
  }
  return node.offset;
}
