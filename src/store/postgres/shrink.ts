/** Room of deleted rows, given back to the disk. */

import type { Remover } from './remove.ts';

/**
 * Stands as a comment on a table from before its rows are deleted until it is smaller: else whoever looks at its size the
 * next time, on any host, would delete for the same room again.
 */
const MARK = 'faultline: rows were deleted, and it is to be made smaller';

/** Work that deletes rows of tables, which `shrinkMarked` makes smaller then. @returns how many rows, as the work says */
export async function thinned(
  remover: Remover,
  schema: string,
  tables: readonly string[],
  work: () => Promise<number>,
): Promise<number> {
  const mark = (text: string): Promise<void> =>
    remover.lockingStep(async (session) => {
      for (const table of tables) await session.query(`COMMENT ON TABLE ${schema}.${table} IS ${text}`);
    });
  await mark(`'${MARK}'`);
  const count = await work();
  if (count === 0) await mark('NULL');
  return count;
}

/**
 * CLUSTER writes a table anew as VACUUM FULL does, and does so in a transaction: with the limits of one, and with nothing
 * that would outlast it on a connection that a pooler hands on.
 * @throws where a table cannot be made smaller, as somebody reads it for long or the disk is full; it stays marked
 */
export async function shrinkMarked(remover: Remover, schema: string): Promise<void> {
  const marked = await remover.step((session) =>
    session.query(
      `SELECT quote_ident(c.relname), quote_ident(x.relname)
         FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid
        WHERE c.relnamespace = to_regnamespace($1) AND i.indisprimary AND obj_description(c.oid, 'pg_class') = $2
        ORDER BY c.relname`,
      [schema, MARK],
    ),
  );
  for (const [table, index] of marked)
    await remover.lockingStep(async (session) => {
      await session.query(`CLUSTER ${schema}.${table} USING ${index}`);
      await session.query(`COMMENT ON TABLE ${schema}.${table} IS NULL`);
    });
}
