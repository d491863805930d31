/** Old occurrences out of the database: whole days by dropping their tables, others in small steps. */

import { BY_DAY } from './days.ts';
import { countOf, type Leaf } from './leaves.ts';
import { lockOf } from './migrate.ts';
import type { Key } from './scan.ts';
import type { Connections, Session, Work } from './session.ts';
import { codeOf } from './trouble.ts';

/** Whoever prunes waits rather long, and lets nobody else wait. */
const TIMEOUT = 600_000;
const LOCK_TIMEOUT = 2000;
const CHUNK = 5000;
const MAX_ATTEMPTS = 5;
/** Not to be had in time, and a deadlock. */
const LOCKED = new Set(['55P03', '40P01']);

/** Another host prunes. */
export class BusyError extends Error {
  override readonly name: string = 'BusyError';
}

export interface Remover {
  /** @returns how many occurrences were in it */
  readonly drop: (leaf: Leaf) => Promise<number>;
  /** Those of these tables that are before a key. @returns how many */
  readonly deleteBefore: (table: string, key: Key) => Promise<number>;
  /** Rows of `table` for which a condition holds. @returns how many */
  readonly deleteWhere: (table: string, condition: string, values: readonly unknown[]) => Promise<number>;
  /** A step of the work, which one host does at a time. */
  readonly step: <Result>(work: Work<Result>) => Promise<Result>;
  /** The same, a few times where others hold what it needs to lock. */
  readonly lockingStep: <Result>(work: Work<Result>) => Promise<Result>;
}

/** @param isPatient waits for another host that prunes; else that is a `BusyError` */
export function createRemover(connections: Connections, schema: string, isPatient: boolean): Remover {
  const step = <Result>(work: Work<Result>): Promise<Result> =>
    connections.write(
      async (session) => {
        await takeTurn(session, schema, isPatient);
        return work(session);
      },
      TIMEOUT,
      LOCK_TIMEOUT,
    );

  const lockingStep = <Result>(work: Work<Result>): Promise<Result> => untilLocked(() => step(work));

  async function inChunks(work: Work<number>): Promise<number> {
    let all = 0;
    for (;;) {
      const some = await lockingStep(work);
      all += some;
      if (some < CHUNK) return all;
    }
  }

  return {
    step,
    lockingStep,
    async drop(leaf) {
      const count = await step((session) => countOf(session, schema, leaf));
      const verb = leaf.to === undefined ? 'TRUNCATE' : 'DROP TABLE IF EXISTS';
      await lockingStep(async (session) => {
        for (const table of BY_DAY) await session.query(`${verb} ${schema}.${table}_${leaf.suffix}`);
      });
      return count;
    },
    deleteBefore: (table, { at, id }) =>
      inChunks(async (session) => {
        const rows = await session.query(
          `WITH old AS (
             SELECT at, id FROM ${schema}.${table}
              WHERE at <= $1::bigint AND (at, id) < ($1::bigint, $2::text COLLATE "C") ORDER BY at, id LIMIT ${CHUNK}),
           thin AS (
             DELETE FROM ${schema}.${table} o USING old
              WHERE o.at = old.at AND o.id = old.id AND o.at <= $1::bigint RETURNING 1),
           wide AS (
             DELETE FROM ${schema}.${table.replace('occurrences', 'details')} d USING old
              WHERE d.at = old.at AND d.id = old.id AND d.at <= $1::bigint)
           SELECT count(*) FROM thin`,
          [at, id],
        );
        return Number(rows[0]![0]);
      }),
    deleteWhere: (table, condition, values) =>
      inChunks(async (session) => {
        const rows = await session.query(
          `WITH gone AS (
             DELETE FROM ${schema}.${table} WHERE ctid = ANY(ARRAY(
               SELECT t.ctid FROM ${schema}.${table} t WHERE ${condition} LIMIT ${CHUNK})) RETURNING 1)
           SELECT count(*) FROM gone`,
          values,
        );
        return Number(rows[0]![0]);
      }),
  };
}

/** A reader that takes long keeps a table; meanwhile nobody else waits for it for longer than the time limit. */
async function untilLocked<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await work();
    } catch (error) {
      if (attempts === MAX_ATTEMPTS || !LOCKED.has(codeOf(error))) throw error;
    }
  }
}

async function takeTurn(session: Session, schema: string, isPatient: boolean): Promise<void> {
  const [lock, values] = lockOf(schema, 'prune');
  const verb = isPatient ? 'pg_advisory_xact_lock' : 'pg_try_advisory_xact_lock';
  if (isPatient) await session.query(`SET LOCAL lock_timeout = ${TIMEOUT}`);
  const rows = await session.query(`SELECT ${verb}(${lock})`, values);
  await session.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT}`);
  if (rows[0]![0] === 'f') throw new BusyError('another host prunes');
}
