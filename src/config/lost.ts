/** What cannot be told of a configuration that is broken in places: it may be only because of those. */

import { namesOf } from './pointer.ts';
import { STAND_IN } from './sound.ts';
import type { Config } from './shapes.ts';

export interface Lost {
  /** Whether the ids of some could not be read. */
  readonly api: boolean;
  readonly group: boolean;
  readonly env: boolean;
  /** Whether some texts of rows could not be read, so that translations cannot be compared with them. */
  readonly texts: boolean;
}

export const NOTHING_LOST: Lost = Object.freeze({ api: false, group: false, env: false, texts: false });

/** What a name at the top that is none of these was meant to be, nobody knows. */
const NAMES: Readonly<Record<keyof Config, true>> = {
  $schema: true,
  platform: true,
  groups: true,
  apis: true,
  env: true,
  locales: true,
  language: true,
};

/** @param broken pointers of everything that could not be read as it was meant */
export function lostIn({ apis = [], groups = [] }: Config, broken: readonly string[]): Lost {
  if (broken.length === 0) return NOTHING_LOST;
  const paths = broken.map(namesOf);
  const isAnyLost = paths.some(
    ([name, ...inner]) => name !== undefined && inner.length === 0 && !Object.hasOwn(NAMES, name),
  );
  const isBroken = (list: string): boolean =>
    paths.some((path) => path[0] === list && (path.length === 1 || (path.length === 3 && path[2] === 'id')));
  return {
    api: isAnyLost || isBroken('apis') || hasStandIn(apis),
    group: isAnyLost || isBroken('groups') || hasStandIn(groups),
    env: isAnyLost || paths.some(([name]) => name === 'env'),
    texts: paths.some(mayHoldTexts),
  };
}

/** Rows may be wherever members are that nobody knows, too; but rules and templates have none. */
function mayHoldTexts(path: readonly string[]): boolean {
  return path.includes('errors') || !(path.includes('rules') || path.includes('template'));
}

function hasStandIn(items: readonly { readonly id: string }[]): boolean {
  return items.some(({ id }) => id.startsWith(STAND_IN));
}
