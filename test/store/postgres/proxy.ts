/** Stands between a store and its server, and hinders it. */

import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Proxy {
  readonly port: number;
  /** Cuts every connection. */
  cut(): void;
  /** From now on nothing passes, until the function it returns is called. */
  hold(): () => void;
  /** Cuts a connection once the server got what has this text: its answer is lost. `undefined`: not any more. */
  cutAfter(text: string | undefined): void;
  close(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

export async function startProxy(port: number): Promise<Proxy> {
  const pairs = new Set<Pair>();
  let isHeld = false;
  let fatal: string | undefined;

  const proxy = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    const pair = { client, server };
    pairs.add(pair);
    const end = (): void => {
      client.destroy();
      server.destroy();
      pairs.delete(pair);
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    if (isHeld) pauseBoth(pair);
    client.on('data', (chunk: Buffer) => {
      if (fatal !== undefined && chunk.includes(fatal)) {
        server.removeAllListeners('data');
        server.on('data', () => {});
        // The server does its work, and nobody hears of it.
        server.write(chunk);
        setTimeout(end, 200);
      } else server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => client.write(chunk));
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));

  return {
    port: (proxy.address() as AddressInfo).port,
    cut() {
      for (const { client } of pairs) client.destroy();
    },
    hold() {
      isHeld = true;
      for (const pair of pairs) pauseBoth(pair);
      return () => {
        isHeld = false;
        for (const { client, server } of pairs) {
          client.resume();
          server.resume();
        }
      };
    },
    cutAfter(text) {
      fatal = text;
    },
    async close() {
      for (const { client, server } of pairs) {
        client.destroy();
        server.destroy();
      }
      await new Promise((done) => proxy.close(done));
    },
  };
}

function pauseBoth({ client, server }: Pair): void {
  client.pause();
  server.pause();
}
