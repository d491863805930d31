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

/** @param broken pointers of everything that could not be read as it was meant */
export function lostIn({ apis = [], groups = [] }: Config, broken: readonly string[]): Lost {
  if (broken.length === 0) return NOTHING_LOST;
  const paths = broken.map(namesOf);
  const isBroken = (list: string): boolean =>
    paths.some((path) => path[0] === list && (path.length === 1 || (path.length === 3 && path[2] === 'id')));
  return {
    api: isBroken('apis') || hasStandIn(apis),
    group: isBroken('groups') || hasStandIn(groups),
    env: paths.some(([name]) => name === 'env'),
    texts: paths.some((path) => path.includes('errors') || path.length < 3),
  };
}

function hasStandIn(items: readonly { readonly id: string }[]): boolean {
  return items.some(({ id }) => id.startsWith(STAND_IN));
}
