/** Counts that are asked for, as rows of key, start and count. */

import type { Selection } from '../query.ts';
import { dimensionsOf, matching, type Values } from './conditions.ts';
import type { Session } from './session.ts';
import { SINGLE, type Part } from './spans.ts';

export interface Counted {
  readonly selection: Selection;
  readonly parts: readonly Part[];
  /** Of the dimensions: what each count is told apart by; `undefined`: nothing. */
  readonly by?: 'api' | 'code' | 'fault' | 'route' | 'status' | undefined;
}

/** `undefined`: there are none. */
export async function countedOf(
  session: Session,
  schema: string,
  { selection, parts, by }: Counted,
  add: Values,
): Promise<string | undefined> {
  const { code, route, fingerprint } = selection;
  const isRough =
    [code, route, fingerprint].every((part) => part === undefined) && by !== 'code' && by !== 'route';
  const dimensions = isRough ? undefined : await dimensionsOf(session, schema, selection);
  if (parts.length === 0 || dimensions?.length === 0) return undefined;
  const key = by === undefined ? `''::text` : `d.${by}::text`;
  const few = Array.isArray(dimensions) ? ` AND c.dimension = ANY(${add(dimensions)}::bigint[])` : '';
  return parts
    .map(({ span, from, to }) => {
      const isSingle = span === SINGLE;
      const [table, start, count] = isSingle
        ? ['occurrences', 'c.at', '1::bigint']
        : ['counts', 'c.start', 'c.count'];
      // Rough dimensions have no fingerprint.
      const which = isRough && !isSingle ? { ...selection, fingerprint: '' } : selection;
      const sized = isSingle ? '' : ` AND c.span = ${isRough ? -span : span}`;
      return `SELECT ${key} AS key, ${start} AS start, ${count} AS count
        FROM ${schema}.${table} c JOIN ${schema}.dimensions d USING (dimension)
       WHERE ${start} >= ${add(from)}::bigint AND ${start} < ${add(to)}::bigint${sized}${few}
         AND ${matching(which, add)}`;
    })
    .join(' UNION ALL ');
}
