/** Partitions by day (UTC): made ahead, and where occurrences of another day come in. */

import type { Connections, Session } from './session.ts';
import { timeOf } from './clock.ts';
import { lockOf } from './migrate.ts';
import { DAY } from './spans.ts';
import { isOfStatement } from './trouble.ts';

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
  ensure(times: readonly number[]): Promise<void>;
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
  const back = Math.min(Math.ceil(keep), MOST_BACK);
  /** How far the clock of this host is ahead of the server's, as last seen. */
  let lead = 0;
  let notBefore = -Infinity;
  let isTold = false;

  function missing(times: readonly number[]): readonly number[] {
    const today = dayOf(now() - lead);
    const wanted = new Set(times.map(dayOf));
    for (let day = today; day <= today + AHEAD; day++) wanted.add(day);
    return [...wanted]
      .filter((day) => day >= today - back && day <= today + AHEAD && !known.has(day))
      .toSorted((a, b) => a - b);
  }

  /** By the server's clock: a host whose own is wrong would make days that nobody else has, and nobody drops. */
  function make(times: readonly number[]): Promise<readonly number[]> {
    return connections.write(
      async (session) => {
        lead = now() - (await timeOf(session));
        const days = missing(times);
        await makeDays(session, schema, days);
        return days;
      },
      undefined,
      LOCK_TIMEOUT,
    );
  }

  return {
    forget: () => known.clear(),
    async ensure(times) {
      // A clock that was set back must not keep it from being tried.
      const rest = notBefore - now();
      if (missing(times).length === 0 || (rest > 0 && rest <= RETRY)) return;
      try {
        const made = await make(times);
        if (known.size > 2 * MOST_BACK) known.clear();
        for (const day of made) known.add(day);
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
