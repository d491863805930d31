/** The PostgreSQL store, put together. */

import { FaultlineError } from '../../codes.ts';
import * as check from '../check-query.ts';
import { createEvents } from '../events.ts';
import { createQueue, RefusedError } from '../queue.ts';
import { spoolIn } from '../spool/index.ts';
import type { Store } from '../store.ts';
import { createDays } from './days.ts';
import { createDimensions } from './dimensions.ts';
import { environment, openPool } from './driver.ts';
import { createFind } from './find.ts';
import { groupFound, groupsFound, updateGroup } from './groups.ts';
import { createMaintenance } from './maintain.ts';
import { checkVersion, isAbsent, migrate, versionOf } from './migrate.ts';
import { migrations } from './migrations.ts';
import { nameOf } from './name.ts';
import { checkPostgresOptions, type PostgresStoreOptions, type Settings } from './options.ts';
import { prune } from './prune.ts';
import { exported, latest, search } from './search.ts';
import { seriesOf } from './series.ts';
import { createConnections, type Connections } from './session.ts';
import { totalsOf } from './totals.ts';
import { isRefusal, troubleOf } from './trouble.ts';
import { UnfitError, writeBatch } from './writer.ts';

/** Turns, for writing and for reading each. */
const CONNECTIONS = 4;
const BATCH = 4000;
const WRITERS = 2;
/** Each statement has a limit of its own; this is for what no limit was thought of. */
const MOST_STATEMENTS = 10;
/** Few, as each has rows of its own; two processes of one only wait for each other. */
const SHARDS = 16;
/** Milliseconds that the end of the connections may take. */
const END = 1000;

/**
 * Keeps failures in PostgreSQL, shared by any number of hosts and processes. Makes its tables at the first
 * use, in a schema of their own. Nothing waits for it: while it cannot be reached, what was put waits in memory, or with
 * `spool` on disk, and what does not fit is counted in `status().lost`.
 * @throws FaultlineError where an option is wrong
 */
export function postgresStore(options: PostgresStoreOptions = {}): Store {
  const settings = checkPostgresOptions(options);
  const name = nameOf(settings, environment());
  const schema = `"${settings.schema}"`;
  const events = createEvents();
  const tell = (error: unknown): void =>
    events.emit({ type: 'trouble', level: 'warn', message: troubleOf(name, error).message });
  const connections = connectionsOf(settings);
  const { run: ready, forget: forgetSchema } = once(() => migrate(connections, schema, migrations));
  const { days: keep = Infinity } = settings.retention;
  const days = createDays({ connections, schema, keep, now, onTrouble: tell });
  const dimensions = createDimensions(connections, schema, now);
  /** The database may have been restored, or its schema dropped: what is known of it is asked again. */
  function forget(): void {
    forgetSchema();
    days.forget();
    dimensions.forget();
  }

  const parts = {
    connections,
    schema,
    ready,
    days,
    dimensions,
    shard: Math.floor(Math.random() * SHARDS),
    check: async (session: Parameters<typeof versionOf>[0]) =>
      checkVersion(schema, await versionOf(session, schema), migrations.length),
  };
  const queue = createQueue({
    name,
    events,
    batch: BATCH,
    writers: WRITERS,
    timeLimit: settings.writeTimeout * MOST_STATEMENTS,
    ...(settings.spool !== undefined && { spool: spoolIn(settings.spool) }),
    writer: {
      write: (batch) =>
        writeBatch(parts, batch).catch((error: unknown) => {
          const failure = failureOf(name, error);
          if (!(failure instanceof RefusedError)) forget();
          throw failure;
        }),
    },
  });
  const { retention } = settings;
  const maintenance = createMaintenance({
    connections,
    schema,
    ready,
    days,
    retention,
    now,
    onTrouble: tell,
  });
  const find = createFind(connections, schema);
  let isClosed = false;

  /** Reads, and tells what went wrong in words of ours. */
  async function answer<Result>(ask: () => Promise<Result>): Promise<Result> {
    if (isClosed)
      throw new FaultlineError('FLT_STORE_UNAVAILABLE', `The store "${name}" is closed; ask it before.`);
    try {
      await ready();
      return await ask();
    } catch (error) {
      if (isAbsent(error)) forget();
      throw troubleOf(name, error);
    }
  }

  return {
    name,
    put(occurrence) {
      maintenance.start();
      queue.put(occurrence);
    },
    announce: (json) => queue.announce(json),
    subscribe: events.subscribe,
    find: (correlationId) => answer(() => find(correlationId)),
    async latest(selection, limit) {
      check.checkLatest(selection, limit);
      return answer(() => latest(connections, schema, selection, limit));
    },
    async search(query) {
      check.checkSearch(query);
      return answer(() => search(connections, schema, query));
    },
    async *export(selection) {
      check.checkSelection(selection);
      await answer(async () => {});
      try {
        yield* exported(connections, schema, selection);
      } catch (error) {
        throw troubleOf(name, error);
      }
    },
    async groups(query) {
      check.checkGroups(query);
      return answer(() => connections.read((session) => groupsFound(session, schema, query, now())));
    },
    group: (fingerprint) =>
      answer(() => connections.read((session) => groupFound(session, schema, fingerprint, now()))),
    async updateGroup(fingerprint, update) {
      check.checkUpdate(update);
      return answer(() =>
        connections.write((session) => updateGroup(session, schema, fingerprint, update, now())),
      );
    },
    async totals(selection) {
      check.checkSelection(selection);
      return answer(() => connections.read((session) => totalsOf(session, schema, selection)));
    },
    async series(query) {
      check.checkSeries(query);
      return answer(() => connections.read((session) => seriesOf(session, schema, query)));
    },
    async prune(limits) {
      check.checkLimits(limits);
      return answer(() => prune(connections, schema, { limits, now: now(), isAsked: true }));
    },
    flush: (timeout) => queue.flush(timeout),
    status() {
      const bytes = maintenance.bytes();
      return bytes === undefined ? queue.status() : { ...queue.status(), bytes };
    },
    async close(timeout) {
      isClosed = true;
      maintenance.stop();
      await queue.close(timeout);
      await connections.close(END);
    },
  };
}

/** Looked up each time, as tests and runtimes may replace it. */
function now(): number {
  return Date.now();
}

function connectionsOf({ connectionString, pool, ssl, ...timeouts }: Settings): Connections {
  const { connectTimeout, readTimeout: read, writeTimeout: write } = timeouts;
  const open = (): ReturnType<typeof openPool> =>
    pool === undefined
      ? openPool({ connectionString, ssl, connectTimeout, connections: CONNECTIONS })
      : Promise.resolve(pool);
  return createConnections(
    { open, isForeign: pool !== undefined },
    { connect: connectTimeout, read, write },
    // An idle connection that breaks is made anew when it is needed, and if it cannot, that is told.
    () => {},
  );
}

/** What succeeded is not done again; what failed is. */
function once(work: () => Promise<void>): { readonly run: () => Promise<void>; readonly forget: () => void } {
  let doing: Promise<void> | undefined;
  const forget = (): void => void (doing = undefined);
  const run = (): Promise<void> => {
    doing ??= work().catch((error: unknown) => {
      forget();
      throw error;
    });
    return doing;
  };
  return { run, forget };
}

function failureOf(name: string, error: unknown): Error {
  if (error instanceof UnfitError) return new RefusedError(error.message);
  const trouble = troubleOf(name, error);
  return isRefusal(error) ? new RefusedError(trouble.message) : trouble;
}
