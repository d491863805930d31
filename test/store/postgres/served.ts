/** A PostgreSQL from before the first test of a file until after its last. */

import { afterAll, beforeAll } from 'vitest';
import { openPool } from '../../../src/store/postgres/driver.ts';
import { createConnections, type Connections } from '../../../src/store/postgres/session.ts';
import { startServer, type Server } from './server.ts';

/** Not there before the tests begin. */
export interface Served {
  readonly server: Server;
  /** Of a database that is empty, and this file's alone. */
  readonly url: string;
  /** What that database answers, on a connection of its own. */
  query(text: string, values?: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
}

export function serve(): Served {
  let server: Server | undefined;
  let url = '';
  beforeAll(async () => {
    server = await startServer();
    url = await server.database();
  }, 60_000);
  afterAll(() => server?.close());
  return {
    get server() {
      return server!;
    },
    get url() {
      return url;
    },
    query: (text, values) => server!.query(url, text, values),
  };
}

/** Connections as a store has them, closed after the tests. */
export function connectionsTo(served: Served): Connections {
  const connections = createConnections(
    {
      open: () => openPool({ connectionString: served.url, connectTimeout: 5000, connections: 4 }),
      isForeign: false,
    },
    { connect: 5000, read: 5000, write: 5000 },
    () => {},
  );
  afterAll(() => connections.close(1000));
  return connections;
}
