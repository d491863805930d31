/** How many of each status. */

import type { Selection, StatusCount } from '../query.ts';
import { countedOf } from './counted.ts';
import type { Session } from './session.ts';
import { partsOf } from './spans.ts';

export async function totalsOf(
  session: Session,
  schema: string,
  selection: Selection,
): Promise<readonly StatusCount[]> {
  const values: unknown[] = [];
  const parts = partsOf(selection.from, selection.to);
  const question = { selection, parts, by: 'status' } as const;
  const source = await countedOf(session, schema, question, (value) => `$${values.push(value)}`);
  if (source === undefined) return [];
  const rows = await session.query(
    `SELECT key, sum(count) FROM (${source}) AS c GROUP BY key ORDER BY 2 DESC, 1`,
    values,
  );
  return rows.map(([status, count]) => ({ status: Number(status), count: Number(count) }));
}
