/** The tables that occurrences stand in: one for each day, and one for what has none. */

import { BY_DAY } from './days.ts';
import type { Key } from './scan.ts';
import type { Session } from './session.ts';
import { DAY } from './spans.ts';

export interface Leaf {
  /** What its tables end in. */
  readonly suffix: string;
  /** Absent for what has no day. */
  readonly to?: number;
  /** On disk, with details and indexes. */
  readonly bytes: number;
}

/** The oldest first, and before it what has no day. */
export async function leavesOf(session: Session, schema: string): Promise<readonly Leaf[]> {
  const sizes = BY_DAY.map(
    (table) => `coalesce(pg_total_relation_size(to_regclass(format('${schema}.${table}_%s', suffix))), 0)`,
  );
  const rows = await session.query(
    `SELECT suffix, ${sizes.join(' + ')} FROM (
       SELECT substr(c.relname, length('occurrences_') + 1) AS suffix
         FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = $1::regclass) AS leaves ORDER BY suffix = 'other' DESC, suffix`,
    [`${schema}.occurrences`],
  );
  return rows.map(([suffix, bytes]) => leafOf(suffix!, Number(bytes)));
}

/** Those that have occurrences. */
export async function filledOf(session: Session, schema: string): Promise<readonly Leaf[]> {
  const filled: Leaf[] = [];
  for (const leaf of await leavesOf(session, schema)) {
    const some = await session.query(`SELECT 1 FROM ${schema}.occurrences_${leaf.suffix} LIMIT 1`);
    if (some.length > 0) filled.push(leaf);
  }
  return filled;
}

/** That stays, where so many are kept. @param table of one leaf, or of all */
export async function oldestOf(session: Session, schema: string, table: string, kept: number): Promise<Key> {
  if (kept <= 0) return { at: Number.MAX_SAFE_INTEGER, id: '' };
  const [row] = await session.query(
    `SELECT at, id FROM ${schema}.${table} ORDER BY at DESC, id DESC OFFSET $1::bigint LIMIT 1`,
    [kept - 1],
  );
  return row === undefined ? { at: Number.MIN_SAFE_INTEGER, id: '' } : { at: Number(row[0]), id: row[1]! };
}

function leafOf(suffix: string, bytes: number): Leaf {
  const parts = /^(\d{4})(\d\d)(\d\d)$/.exec(suffix);
  if (parts === null) return { suffix, bytes };
  const day = Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}`);
  return { suffix, bytes, to: day + DAY };
}

/** Of the whole schema, on disk. */
export async function bytesOf(session: Session, schema: string): Promise<number> {
  const rows = await session.query(
    `SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c
      WHERE c.relnamespace = to_regnamespace($1) AND c.relkind = 'r'`,
    [schema],
  );
  return Number(rows[0]![0]);
}

export async function countOf(session: Session, schema: string, leaf: Leaf): Promise<number> {
  const rows = await session.query(`SELECT count(*) FROM ${schema}.occurrences_${leaf.suffix}`);
  return Number(rows[0]![0]);
}
