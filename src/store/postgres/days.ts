/** Partitions by day (UTC): made ahead, and where occurrences of another day come in. */

import type { Connections, Session } from './session.ts';
import { lockOf } from './migrate.ts';
import { DAY } from './spans.ts';
import { codeOf } from './trouble.ts';

/** Tables in the order in which everybody locks them. */
export const BY_DAY = ['occurrences', 'details'] as const;

const AHEAD = 2;
/** Until it is tried again: meanwhile rows stand with those of no day of their own. */
const RETRY = 60_000;
/** Readers and writers wait behind whoever waits for a whole table. */
const LOCK_TIMEOUT = 2000;
/** A clock or a retention that is far off must not make thousands of partitions. */
const MOST_BACK = 400;

export interface Days {
  /**
   * Sees to partitions for these times, unless they are too far off, and for the days to come. What cannot be made is
   * told, tried again later, and done without.
   */
  ensure(times: Iterable<number>): Promise<void>;
  /** Which there are is asked again. */
  forget(): void;
}

interface Parts {
  readonly connections: Connections;
  /** Quoted. */
  readonly schema: string;
  /** Days that are kept. */
  readonly keep: number;
  readonly now: () => number;
  readonly onTrouble: (error: unknown) => void;
}

export function createDays({ connections, schema, keep, now, onTrouble }: Parts): Days {
  const known = new Set<number>();
  let notBefore = -Infinity;
  let isTold = false;

  function missing(times: Iterable<number>): number[] {
    const today = dayOf(now());
    const earliest = today - Math.min(Math.ceil(keep), MOST_BACK);
    const wanted = new Set<number>();
    for (const at of times) wanted.add(dayOf(at));
    for (let day = today; day <= today + AHEAD; day++) wanted.add(day);
    return [...wanted]
      .filter((day) => day >= earliest && day <= today + AHEAD && !known.has(day))
      .toSorted((a, b) => a - b);
  }

  return {
    forget: () => known.clear(),
    async ensure(times) {
      const days = missing(times);
      // A clock that was set back must not keep it from being tried.
      const rest = notBefore - now();
      if (days.length === 0 || (rest > 0 && rest <= RETRY)) return;
      try {
        await connections.write((session) => makeDays(session, schema, days), undefined, LOCK_TIMEOUT);
        if (known.size > 2 * MOST_BACK) known.clear();
        for (const day of days) known.add(day);
        isTold = false;
      } catch (error) {
        // Whoever cannot connect learns it again from what comes next.
        if (!isOfStatement(error)) throw error;
        notBefore = now() + RETRY;
        if (!isTold) onTrouble(error);
        isTold = true;
      }
    },
  };
}

export function dayOf(at: number): number {
  return Math.floor(at / DAY);
}

/** `20261121`. */
export function nameOfDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10).replaceAll('-', '');
}

async function makeDays(session: Session, schema: string, days: readonly number[]): Promise<void> {
  const [lock, values] = lockOf(schema, 'days');
  await session.query(`SELECT pg_advisory_xact_lock(${lock})`, values);
  for (const day of days) {
    for (const table of BY_DAY) {
      const name = `${schema}.${table}_${nameOfDay(day)}`;
      const [row] = await session.query('SELECT to_regclass($1)', [name]);
      if (row![0] === null) await makeDay(session, `${schema}.${table}`, name, day * DAY);
    }
  }
}

/** Attached, and not made in its place, which would lock out everybody; rows of that day that came before move there. */
async function makeDay(session: Session, table: string, name: string, from: number): Promise<void> {
  const to = from + DAY;
  await session.query(`LOCK TABLE ${table}_other IN ACCESS EXCLUSIVE MODE`);
  await session.query(`CREATE TABLE ${name} (LIKE ${table} INCLUDING ALL)`);
  await session.query(
    `WITH moved AS (DELETE FROM ${table}_other WHERE at >= $1 AND at < $2 RETURNING *)
     INSERT INTO ${name} SELECT * FROM moved`,
    [from, to],
  );
  await session.query(`ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM (${from}) TO (${to})`);
}

/** PostgreSQL is there, and refuses this. */
function isOfStatement(error: unknown): boolean {
  const code = codeOf(error);
  return /^[\dA-Z]{5}$/.test(code) && !/^(?:08|28|53|57P)/.test(code);
}
