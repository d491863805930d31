/**
 * Directories of spools. Their names tell whose they are, so that a rename, which succeeds for one process only, decides
 * who adopts one.
 */

import { readdirSync, type Dirent } from 'node:fs';
import { basename, resolve } from 'node:path';

/**
 * `live`: its owner appends to it. `kept`: nobody appends any more, its owner reads it. `left`: it was closed with
 * lines in it, and is nobody's.
 */
export type PlaceState = 'kept' | 'left' | 'live';

export interface Place {
  readonly path: string;
  readonly id: string;
  readonly state: PlaceState;
  /** `''`: nobody. */
  readonly owner: string;
}

const NAME = /^(?:(live|kept)-([0-9A-Z]{22})-(\w+\.\d+\.\d+)|left-([0-9A-Z]{22}))$/;

export function placeOf(directory: string, id: string, state: PlaceState, owner: string): Place {
  const name = state === 'left' ? `left-${id}` : `${state}-${id}-${owner}`;
  return { path: resolve(directory, name), id, state, owner };
}

/** `undefined` for what no spool is named. */
export function readPlace(path: string): Place | undefined {
  const match = NAME.exec(basename(path));
  if (match === null) return undefined;
  const [, state, id, owner = '', left] = match;
  if (left !== undefined) return { path, id: left, state: 'left', owner };
  return { path, id: id!, state: state as PlaceState, owner };
}

/** Oldest first. What stands between them and is none is left alone, and links are not followed. */
export function placesIn(directory: string): readonly Place[] {
  return entriesIn(directory)
    .flatMap((entry) => (entry.isDirectory() ? (readPlace(resolve(directory, entry.name)) ?? []) : []))
    .toSorted((a, b) => Number(a.id > b.id) - Number(a.id < b.id));
}

function entriesIn(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    // It may be gone, or not be ours: there is nothing to be adopted then.
    return [];
  }
}

let latest = 0;

/** 22 characters: the time in milliseconds, and 60 random bits. Those of one thread are in order, whatever the clock does. */
export function newId(): string {
  const random = crypto.getRandomValues(new Uint8Array(12));
  latest = Math.max(latest + 1, Date.now());
  return timeText(latest) + Array.from(random, (byte) => ALPHABET[byte & 31]).join('');
}

/** Crockford's base 32. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function timeText(time: number): string {
  let text = '';
  for (let rest = time; text.length < 10; rest = Math.floor(rest / 32)) text = ALPHABET[rest % 32]! + text;
  return text;
}
