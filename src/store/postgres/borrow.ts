/** A connection of a pool for a while, with an end in sight. */

import type { PostgresClient, PostgresPool } from './pool.ts';

/** Pools of applications may have no limit of their own. */
export async function connected(pool: PostgresPool, timeout: number): Promise<PostgresClient> {
  const limit = limitOf(timeout, 'no connection in time');
  const connecting = pool.connect();
  try {
    return await Promise.race([connecting, limit.passed]);
  } catch (error) {
    void giveBack(connecting);
    throw error;
  } finally {
    limit.end();
  }
}

/** One that comes too late. */
async function giveBack(connecting: Promise<PostgresClient>): Promise<void> {
  try {
    const client = await connecting;
    client.release();
  } catch {
    // It was told.
  }
}

/**
 * Runs work and gives the connection back; after a failure nobody knows its state, and it is closed.
 * @param running what gives it up is in there meanwhile
 */
export async function within<Result>(
  timeout: number,
  client: PostgresClient,
  work: () => Promise<Result>,
  running: Set<() => void>,
): Promise<Result> {
  const limit = limitOf(timeout, 'no answer in time');
  running.add(limit.giveUp);
  let isBroken = true;
  client.on('error', ignore);
  try {
    const result = await Promise.race([work(), limit.passed]);
    isBroken = false;
    return result;
  } finally {
    limit.end();
    running.delete(limit.giveUp);
    client.removeListener('error', ignore);
    client.release(isBroken);
  }
}

/** A pool waits for what is under way, which may be for long. */
export async function endedWithin(timeout: number, opening: Promise<PostgresPool>): Promise<void> {
  const limit = limitOf(timeout, 'no end in time');
  try {
    await Promise.race([opening.then((pool) => pool.end()), limit.passed]);
  } finally {
    limit.end();
  }
}

/** What breaks is told to whoever waits for a query. */
function ignore(): void {}

interface Limit {
  readonly passed: Promise<never>;
  /** Passes it at once. */
  readonly giveUp: () => void;
  readonly end: () => void;
}

function limitOf(timeout: number, message: string): Limit {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveUp!: () => void;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), timeout);
    giveUp = () => reject(new Error('closed meanwhile'));
  });
  return { passed, giveUp, end: () => clearTimeout(timer) };
}
