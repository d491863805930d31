/** A connection of a pool for a while, with an end in sight. */

import type { PostgresClient, PostgresPool } from './pool.ts';

/** Pools of applications may have no limit of their own. */
export async function connected(pool: PostgresPool, timeout: number): Promise<PostgresClient> {
  const connecting = connect(pool);
  try {
    return await inTime(timeout, 'no connection in time', () => connecting);
  } catch (error) {
    void giveBack(connecting);
    throw error;
  }
}

/** What a pool throws at once is a rejection too: of a certificate that is not there, of a password that cannot be read. */
async function connect(pool: PostgresPool): Promise<PostgresClient> {
  return pool.connect();
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
  let isBroken = true;
  try {
    client.on('error', ignore);
    const result = await inTime(timeout, 'no answer in time', work, running);
    isBroken = false;
    return result;
  } finally {
    client.removeListener('error', ignore);
    client.release(isBroken);
  }
}

/** A pool waits for what is under way, which may be for long. */
export function endedWithin(timeout: number, opening: Promise<PostgresPool>): Promise<void> {
  return inTime(timeout, 'no end in time', () => opening.then((pool) => pool.end()));
}

/** What breaks is told to whoever waits for a query. */
function ignore(): void {}

/**
 * The time begins and ends in here, whatever the work throws: a limit that passes unheard would end the process.
 * @param running what gives the work up is in there meanwhile
 */
async function inTime<Result>(
  timeout: number,
  message: string,
  work: () => Promise<Result>,
  running = new Set<() => void>(),
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let giveUp!: () => void;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), timeout);
    giveUp = () => reject(new Error('closed meanwhile'));
  });
  running.add(giveUp);
  try {
    return await Promise.race([work(), passed]);
  } finally {
    clearTimeout(timer);
    running.delete(giveUp);
  }
}
