/** Transactions on connections of a pool, each with an end in sight. */

import { connected, endedWithin, within } from './borrow.ts';
import { copierOf } from './copy.ts';
import type { PostgresClient, PostgresPool, PostgresQuery } from './pool.ts';
import { createSlots, type Slots } from './slots.ts';

/** Values as the server writes them: an application may have told `pg` to make other things of numbers. */
export type Row = readonly (string | null)[];

export interface Session {
  query(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** The same, planned once on each connection. */
  prepared(name: string, text: string, values: readonly unknown[]): Promise<readonly Row[]>;
  /** `undefined`: the connection cannot. */
  readonly copy: ((text: string, rows: string) => Promise<void>) | undefined;
}

export type Work<Result> = (session: Session) => Promise<Result>;

export interface Connections {
  /** Sees one state of the database, and changes nothing. */
  read<Result>(work: Work<Result>): Promise<Result>;
  /** @param timeout of each statement, in ms, and `lockTimeout` of each lock. Default: as the options say */
  write<Result>(work: Work<Result>, timeout?: number, lockTimeout?: number): Promise<Result>;
  /** Resolves at the latest after `timeout` ms; what is under way then is given up. Never rejects. */
  close(timeout: number): Promise<void>;
}

export interface Timeouts {
  readonly connect: number;
  readonly read: number;
  readonly write: number;
}

const READ = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
const WRITE = 'BEGIN ISOLATION LEVEL READ COMMITTED';

const TURNS = 2;
/** Longer than the server takes to see its own limits: what it says is more to the point. */
const GRACE = 2000;

export interface PoolSource {
  readonly open: () => Promise<PostgresPool>;
  /** The pool is the application's own, which ends it. */
  readonly isForeign: boolean;
}

export function createConnections(
  source: PoolSource,
  timeouts: Timeouts,
  onIdleError: (error: unknown) => void,
): Connections {
  const reads = createSlots(TURNS);
  const writes = createSlots(TURNS);
  const running = new Set<() => void>();
  let opening: Promise<PostgresPool> | undefined;

  function pool(): Promise<PostgresPool> {
    opening ??= source.open().then(
      (opened) => {
        // Without a listener, an idle connection that breaks would end the process.
        opened.on('error', onIdleError);
        return opened;
      },
      (error: unknown) => {
        opening = undefined;
        throw error;
      },
    );
    return opening;
  }

  async function run<Result>(
    slots: Slots,
    begin: string,
    timeout: number,
    work: Work<Result>,
  ): Promise<Result> {
    const end = await slots.take(timeouts.connect);
    try {
      const client = await connected(await pool(), timeouts.connect + GRACE);
      const whole = async (): Promise<Result> => {
        const session = sessionOn(client);
        await client.query(begin);
        const result = await work(session);
        await client.query('COMMIT');
        return result;
      };
      return await within(timeout + GRACE, client, whole, running);
    } finally {
      end();
    }
  }

  return {
    read: (work) => run(reads, limited(READ, timeouts.read, timeouts.read), timeouts.read, work),
    write: (work, timeout = timeouts.write, lockTimeout = Math.ceil(timeout / 2)) =>
      run(writes, limited(WRITE, timeout, lockTimeout), timeout, work),
    async close(timeout) {
      if (opening === undefined) return;
      if (!source.isForeign) await endedWithin(timeout, opening).catch(() => {});
      // It may have long limits, and would keep the process alive, or the end of the application's pool waiting.
      for (const giveUp of running) giveUp();
    },
  };
}

/** Set for the transaction only: poolers hand connections on between transactions. */
function limited(begin: string, timeout: number, lockTimeout: number): string {
  return [
    begin,
    `SET LOCAL statement_timeout = ${timeout}`,
    `SET LOCAL lock_timeout = ${lockTimeout}`,
    // A process that is suspended in the middle must not hold its locks against all other hosts.
    `SET LOCAL idle_in_transaction_session_timeout = ${timeout + GRACE}`,
  ].join('; ');
}

const RAW: PostgresQuery['types'] = { getTypeParser: () => (value) => value };

function sessionOn(client: PostgresClient): Session {
  const run = async (text: string, values: readonly unknown[], name?: string): Promise<readonly Row[]> => {
    const query: PostgresQuery = { text, values: [...values], rowMode: 'array', types: RAW };
    const { rows } = (await client.query(name === undefined ? query : { ...query, name })) as {
      rows: readonly Row[];
    };
    return rows;
  };
  return {
    query: (text, values = []) => run(text, values),
    prepared: (name, text, values) => run(text, values, name),
    copy: copierOf(client),
  };
}
