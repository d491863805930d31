/** The libraries that talk to Redis, as one connection that runs commands. */

import { Redis } from 'ioredis';
import { createClient } from 'redis';

export type Words = readonly [string, ...string[]];

export interface Client {
  run(word: string, ...words: string[]): Promise<unknown>;
  close(): void;
}

export interface Library {
  readonly name: string;
  /** The family that answers. */
  readonly family: string;
  readonly connect: (port: number) => Promise<Client>;
}

export const libraries: readonly Library[] = [
  {
    name: 'ioredis',
    family: 'redis',
    connect: async (port) => {
      const client = new Redis({
        host: '127.0.0.1',
        port,
        lazyConnect: true,
        enableReadyCheck: false,
        maxRetriesPerRequest: 0,
      });
      client.on('error', () => {});
      await client.connect();
      return { run: (word, ...words) => client.call(word, ...words), close: () => client.disconnect() };
    },
  },
  {
    name: 'node-redis',
    family: 'node-redis',
    connect: async (port) => {
      const client = createClient({
        RESP: 2,
        socket: { host: '127.0.0.1', port, reconnectStrategy: false },
      });
      client.on('error', () => {});
      await client.connect();
      const close = (): void => {
        if (client.isOpen) client.destroy();
      };
      return { run: (...words) => client.sendCommand(words), close };
    },
  },
];
