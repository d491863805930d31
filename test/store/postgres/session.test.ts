/** Turns, connections and transactions, on clients that do as a test says. */

import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFind } from '../../../src/store/postgres/find.ts';
import { createConnections, type Connections } from '../../../src/store/postgres/session.ts';
import { createSlots } from '../../../src/store/postgres/slots.ts';
import type { PostgresClient, PostgresPool } from '../../../src/store/postgres/pool.ts';

afterEach(() => {
  vi.useRealTimers();
});

class FakeClient extends EventEmitter {
  readonly asked: string[] = [];
  readonly released: unknown[] = [];
  readonly answer: (text: string) => Promise<unknown>;
  constructor(answer: (text: string) => Promise<unknown> = async () => ({ rows: [] })) {
    super();
    this.answer = answer;
  }
  query(query: string | { text: string }): Promise<unknown> {
    const text = typeof query === 'string' ? query : query.text;
    this.asked.push(text);
    return this.answer(text);
  }
  release(destroy?: boolean): void {
    this.released.push(destroy);
  }
}

function poolOf(...clients: (FakeClient | Promise<FakeClient>)[]): PostgresPool & { ended: number } {
  const left = [...clients];
  return Object.assign(new EventEmitter(), {
    ended: 0,
    connect: async () => (await left.shift()!) as unknown as PostgresClient,
    async end() {
      this.ended += 1;
    },
  });
}

const timeouts = { connect: 100, read: 200, write: 300 };
const open = (pool: PostgresPool, isForeign = false): Connections =>
  createConnections({ open: async () => pool, isForeign }, timeouts, () => {});

describe('transactions', () => {
  it('have limits of their own, and give the connection back', async () => {
    const client = new FakeClient();
    const connections = open(poolOf(client, client));
    expect(await connections.read(async () => 7)).toBe(7);
    await connections.write((session) => session.query('SELECT 1'));
    expect(client.asked).toEqual([
      'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 200; SET LOCAL lock_timeout = 200; SET LOCAL idle_in_transaction_session_timeout = 2200',
      'COMMIT',
      'BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 300; SET LOCAL lock_timeout = 150; SET LOCAL idle_in_transaction_session_timeout = 2300',
      'SELECT 1',
      'COMMIT',
    ]);
    expect(client.released).toEqual([false, false]);
    expect(client.listenerCount('error')).toBe(0);
  });

  it('that fail close the connection', async () => {
    const client = new FakeClient(async (text) => {
      if (text === 'fails') throw new Error('it failed');
      return { rows: [] };
    });
    const connections = open(poolOf(client));
    await expect(connections.write((session) => session.query('fails'))).rejects.toThrow('it failed');
    expect(client.released).toEqual([true]);
    expect(client.asked).not.toContain('COMMIT');
  });

  it('hear a connection that breaks meanwhile', async () => {
    const client = new FakeClient();
    const connections = open(poolOf(client));
    await connections.read(async () => {
      client.emit('error', new Error('broken'));
    });
    expect(client.released).toEqual([false]);
  });

  it.each<[string, (end: (error?: Error) => void) => void]>([
    ['and never is', () => {}],
    ['and is too late', (end) => end()],
    ['and fails too late', (end) => end(new Error('late'))],
  ])('are given up when there is no answer in time, %s', async (_, then) => {
    vi.useFakeTimers();
    let end!: (error?: Error) => void;
    const late = new Promise<{ rows: [] }>((resolve, reject) => {
      end = (error) => (error === undefined ? resolve({ rows: [] }) : reject(error));
    });
    const client = new FakeClient((text) => (text === 'slow' ? late : Promise.resolve({ rows: [] })));
    const connections = open(poolOf(client));
    const reading = expect(connections.read((session) => session.query('slow'))).rejects.toThrow(
      'no answer in time',
    );
    await vi.advanceTimersByTimeAsync(2200);
    await reading;
    then(end);
    await vi.advanceTimersByTimeAsync(10);
    expect(client.released).toEqual([true]);
  });
});

describe('connections', () => {
  it('that a pool of the application has not in time are given up, and given back when they come', async () => {
    vi.useFakeTimers();
    let come!: (client: FakeClient) => void;
    const pool = poolOf(new Promise<FakeClient>((resolve) => (come = resolve)));
    const connections = open(pool, true);
    const reading = expect(connections.read(async () => 1)).rejects.toThrow('no connection in time');
    await vi.advanceTimersByTimeAsync(2100);
    await reading;
    const client = new FakeClient();
    come(client);
    await vi.advanceTimersByTimeAsync(10);
    expect(client.released).toEqual([undefined]);
    expect(client.asked).toEqual([]);
  });

  it('R41 that a pool refuses at once leave no limit behind, which would end the process when it passes', async () => {
    vi.useFakeTimers();
    const pool = poolOf();
    pool.connect = () => {
      throw new URIError('URI malformed');
    };
    const connections = open(pool);
    await expect(connections.read(async () => 1)).rejects.toThrow('URI malformed');
    await expect(connections.write(async () => 1)).rejects.toThrow('URI malformed');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('R41 whose clients take no listener leave no limit behind either', async () => {
    vi.useFakeTimers();
    const client = Object.assign(new FakeClient(), {
      on() {
        throw new TypeError('no listeners');
      },
    });
    await expect(open(poolOf(client)).read(async () => 1)).rejects.toThrow('no listeners');
    expect(vi.getTimerCount()).toBe(0);
    expect(client.released).toEqual([true]);
  });

  it('are of one pool, which is ended unless it is the application’s', async () => {
    const own = poolOf(new FakeClient(), new FakeClient());
    const connections = open(own);
    await connections.close(100);
    expect(own.ended).toBe(0);
    await connections.read(async () => 1);
    await connections.read(async () => 1);
    await connections.close(100);
    expect(own.ended).toBe(1);
    const foreign = poolOf(new FakeClient());
    const others = open(foreign, true);
    await others.read(async () => 1);
    await others.close(100);
    expect(foreign.ended).toBe(0);
  });

  it('are not waited for for ever at the end', async () => {
    const pool = Object.assign(poolOf(new FakeClient()), { end: () => new Promise<void>(() => {}) });
    const connections = open(pool);
    await connections.read(async () => 1);
    await connections.close(1);
  });

  it('are opened again after that failed', async () => {
    let attempts = 0;
    const connections = createConnections(
      {
        async open() {
          attempts += 1;
          if (attempts === 1) throw new Error('not yet');
          return poolOf(new FakeClient());
        },
        isForeign: false,
      },
      timeouts,
      () => {},
    );
    await expect(connections.read(async () => 1)).rejects.toThrow('not yet');
    expect(await connections.read(async () => 1)).toBe(1);
  });

  it('that are idle when they break are heard', async () => {
    const pool = poolOf(new FakeClient());
    const heard: unknown[] = [];
    const connections = createConnections({ open: async () => pool, isForeign: true }, timeouts, (error) =>
      heard.push(error),
    );
    await connections.read(async () => 1);
    (pool as unknown as EventEmitter).emit('error', 'broken');
    expect(heard).toEqual(['broken']);
  });
});

describe('turns', () => {
  it('are as many as there may be, in their order', async () => {
    const slots = createSlots(2);
    const [a, b] = [await slots.take(100), await slots.take(100)];
    const order: string[] = [];
    const c = slots.take(10_000).then((end) => {
      order.push('c');
      return end;
    });
    const d = slots.take(10_000).then((end) => {
      order.push('d');
      return end;
    });
    await Promise.resolve();
    expect(order).toEqual([]);
    a();
    const endC = await c;
    b();
    const endD = await d;
    expect(order).toEqual(['c', 'd']);
    endC();
    endD();
    (await slots.take(100))();
  });

  it('are not waited for for ever', async () => {
    const slots = createSlots(1);
    const end = await slots.take(100);
    const last = slots.take(10_000);
    await expect(slots.take(1)).rejects.toThrow('too many questions at once');
    end();
    (await last)();
    (await slots.take(1))();
  });
});

describe('R44 find', () => {
  it.each(['26000', '42P05', '0A000'])('goes on without prepared statements after %s', async (code) => {
    const asked: (string | undefined)[] = [];
    const client = new FakeClient();
    const query = client.query.bind(client);
    Object.assign(client, {
      async query(given: string | { text: string; name?: string }) {
        if (typeof given === 'object' && given.text.includes('reference')) {
          asked.push(given.name);
          if (given.name !== undefined) throw Object.assign(new Error('no such statement'), { code });
        }
        return query(given);
      },
    });
    const find = createFind(open(poolOf(client, client, client)), '"x"');
    expect(await find('a')).toEqual([]);
    expect(await find('b')).toEqual([]);
    expect(asked).toEqual([expect.stringMatching(/^faultline_find_-?\d{1,20}$/), undefined, undefined]);
  });

  it('tells every other error', async () => {
    const client = new FakeClient(async (text) => {
      if (text.startsWith('SELECT')) throw Object.assign(new Error('no'), { code: '57014' });
      return { rows: [] };
    });
    const find = createFind(open(poolOf(client, client)), '"x"');
    await expect(find('a')).rejects.toMatchObject({ code: '57014' });
  });
});
