/** Rows into the tables of days: each of them once, whatever became of an attempt before. */

import { runInSlices } from '../../slices.ts';
import { thinLines, wideLines, type NumberedRow } from './rows.ts';
import type { Session } from './session.ts';

/**
 * All at once, by COPY: twice as fast as arrays. Fails with 23505 where one is there already.
 * @param copy of the session
 */
export async function copyRows(
  copy: NonNullable<Session['copy']>,
  schema: string,
  rows: readonly NumberedRow[],
): Promise<void> {
  const thin = `COPY ${schema}.occurrences (at, id, dimension, reference, words) FROM STDIN`;
  const wide = `COPY ${schema}.details (at, id, data) FROM STDIN`;
  const lines = [await runInSlices(thinLines(rows)), await runInSlices(wideLines(rows))] as const;
  // The second is on its way while the server works on the first.
  await Promise.all([copy(thin, lines[0]), copy(wide, lines[1])]);
}

/** Those that are not there yet. @returns their ids */
export async function insertRows(
  session: Session,
  schema: string,
  rows: readonly NumberedRow[],
): Promise<ReadonlySet<string>> {
  const at = rows.map(({ summary }) => summary.at);
  const id = rows.map(({ summary }) => summary.id);
  const inserted = await session.query(
    `INSERT INTO ${schema}.occurrences (at, id, dimension, reference, words)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[])
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      at,
      id,
      rows.map(({ dimension }) => dimension),
      rows.map(({ reference }) => reference),
      rows.map(({ words }) => words),
    ],
  );
  await session.query(
    `INSERT INTO ${schema}.details (at, id, data)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`,
    [at, id, rows.map(({ data }) => data)],
  );
  return new Set(inserted.map(([name]) => name!));
}
