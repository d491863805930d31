/** Whole occurrences by their keys. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import type { Key } from './scan.ts';
import type { Session } from './session.ts';

/** In the order of the keys; those that were removed meanwhile are left out. */
export async function detailsOf(
  session: Session,
  schema: string,
  keys: readonly Key[],
): Promise<readonly StoredOccurrence[]> {
  if (keys.length === 0) return [];
  const times = keys.map(({ at }) => at);
  // One look-up for each key, and only in its day: the limit keeps it from becoming a join of all days.
  const rows = await session.query(
    `SELECT x.data FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS k (at, id, place)
      CROSS JOIN LATERAL (
        SELECT d.data FROM ${schema}.details d
         WHERE d.at = k.at AND d.id = k.id AND d.at >= $3::bigint AND d.at <= $4::bigint LIMIT 1
      ) x ORDER BY k.place`,
    [times, keys.map(({ id }) => id), least(times), greatest(times)],
  );
  return rows.map(([data]) => JSON.parse(data!) as StoredOccurrence);
}

/** Of lists that are too long to be arguments. */
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}

function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}
