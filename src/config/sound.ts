/** A configuration without what is broken in its shape, so that the rest can be looked at all the same. */

import { namesOf } from './pointer.ts';
import { checkShape } from './shape.ts';
import type { Config } from './shapes.ts';

/**
 * What is optional is left out; what is required, and each item, has something in its place that reports nothing, so
 * that pointers stay as they are. The data itself is not changed. Yields often.
 * @param broken pointers of everything that is wrong with the shape of the data
 */
export function* soundOf(data: unknown, broken: readonly string[]): Generator<void, Config> {
  const draft: Draft = { root: { config: data }, own: new Set() };
  let pointers = broken;
  for (let round = 0; pointers.length > 0; round++) {
    // What objects inherit cannot be left out of them.
    if (round === MAX_ROUNDS) return {};
    for (const pointer of pointers) {
      mend(draft, namesOf(pointer), round === 0);
      yield;
    }
    const left: string[] = [];
    yield* checkShape(draft.root['config'], (pointer) => void left.push(pointer));
    pointers = left;
  }
  return draft.root['config'] as Config;
}

/** Each leaves out more, from within; nothing is nested so deep in its kinds. */
const MAX_ROUNDS = 8;

/** Ids that stand in for those that could not be read begin so. */
export const STAND_IN = 'unreadable-id.';

type Members = Record<string, unknown>;

interface Draft {
  readonly root: Members;
  /** Objects and arrays that are copies already. */
  readonly own: Set<unknown>;
}

/** Later, what could stand in has proved to be wrong there too: then everything in doubt is left out. */
function mend(draft: Draft, names: readonly string[], isFirst: boolean): void {
  const owners = ownersOf(draft, names);
  if (owners === undefined) return;
  const path = ['config', ...names];
  let depth = path.length - 1;
  const [owner, key] = [owners[depth]!, path[depth]!];
  if (isFirst && complete(draft, owner, key, names)) return;
  const standIn = isFirst ? standInFor(owner, names) : undefined;
  if (depth === 0) owner[key] = {};
  else if (standIn !== undefined) owner[key] = standIn;
  else {
    // Without one of its items, an array would have the others at other places.
    while (Array.isArray(owners[depth])) depth -= 1;
    delete owners[depth]![path[depth]!];
  }
}

/** What leads to a value, from the outermost, as copies; `undefined` where it was left out with something around it. */
function ownersOf({ root, own }: Draft, names: readonly string[]): readonly Members[] | undefined {
  const owners = [root];
  let key = 'config';
  for (const name of names) {
    const owner = owners.at(-1)!;
    const value = owner[key];
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    owners.push(ownCopy(own, owner, key, value));
    key = name;
  }
  return owners;
}

function ownCopy(own: Set<unknown>, owner: Members, key: string, value: object): Members {
  if (own.has(value)) return value as Members;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Members;
  own.add(copy);
  owner[key] = copy;
  return copy;
}

/** Adds what is missing; `false` where nothing was. */
function complete({ own }: Draft, owner: Members, key: string, names: readonly string[]): boolean {
  const value = owner[key];
  const required = requiredAt(names);
  if (required === undefined || typeof value !== 'object' || value === null || Array.isArray(value))
    return false;
  const missing = Object.entries(required).filter(([name]) => !Object.hasOwn(value, name));
  Object.assign(ownCopy(own, owner, key, value), Object.fromEntries(missing));
  return missing.length > 0;
}

function standInFor(owner: Members, names: readonly string[]): unknown {
  if (!Array.isArray(owner)) return requiredAt(names.slice(0, -1))?.[names.at(-1)!];
  return requiredAt(names) ?? ITEMS[names.at(-2)!];
}

/** Items that may stand among others without a word. */
const ITEMS: Readonly<Record<string, unknown>> = {
  all: {},
  any: {},
  contentType: 'text/plain',
  env: 'PATH',
  ip: '::',
  match: '/',
  path: '/',
};

/** What must stand at a place, with values that may stand there. */
function requiredAt(names: readonly string[]): Members | undefined {
  const [list, index, inner] = names;
  const last = names.at(-1);
  if (names.length === 2 && list === 'groups') return { id: `${STAND_IN}${index}`, name: 'x' };
  if (names.length === 2 && list === 'apis') return { id: `${STAND_IN}${index}`, name: 'x', match: ['/'] };
  if (names.length === 4 && list === 'apis' && inner === 'routes') return { path: '/' };
  if (names.at(-2) === 'rules') return { order: 0, name: 'x', body: null };
  return last === 'template' ? { body: null } : undefined;
}
