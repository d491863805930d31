import client from 'prom-client';
import { describe, expect, it } from 'vitest';
import { prometheus } from '../../src/prometheus/index.ts';
import { memoryStore } from '../../src/store/memory.ts';
import type { StoreStatus } from '../../src/store/store.ts';
import { anOccurrence, HOSTILE, type Overrides } from '../store/occurrences.ts';

const linesOf = async (register: client.Registry): Promise<string[]> =>
  (await register.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

function observing(): {
  readonly register: client.Registry;
  readonly observe: (...all: readonly Overrides[]) => void;
} {
  const register = new client.Registry();
  const observer = prometheus(client, { register });
  return {
    register,
    observe: (...all) => {
      for (const overrides of all) observer.observe(anOccurrence(overrides));
    },
  };
}

describe('R45 failures for Prometheus', () => {
  it('are counted by status, code, route and fault', async () => {
    const { register, observe } = observing();
    observe({}, {}, { status: 404, code: 'NOT_FOUND', fault: 'client', request: null });
    expect(await register.metrics()).toContain('# TYPE faultline_errors_total counter');
    expect(await linesOf(register)).toEqual([
      'faultline_errors_total{status="500",code="INTERNAL_ERROR",route="/shop/items/:id",fault="server"} 2',
      'faultline_errors_total{status="404",code="NOT_FOUND",route="",fault="client"} 1',
    ]);
  });

  it('stay few, whatever codes and routes there are', async () => {
    const { register, observe } = observing();
    for (let index = 0; index < 1000; index++)
      observe({ code: `C${index}`, request: { route: `/r${index}` } });
    const lines = await linesOf(register);
    expect(lines).toHaveLength(201);
    expect(lines.at(-1)).toBe(
      'faultline_errors_total{status="500",code="_OTHER",route="_OTHER",fault="server"} 800',
    );
  });

  it('stay a line each, whatever text they have', async () => {
    const { register, observe } = observing();
    const texts = HOSTILE.filter((text) => text !== '');
    observe(...texts.map((text) => ({ code: text, request: { route: text } })));
    const lines = await linesOf(register);
    expect(lines).toHaveLength(texts.length);
    for (const line of lines) expect(line).toMatch(/^faultline_errors_total\{status="500",code="[^]*"\} 1$/);
  });

  it('go on where they are registered already', async () => {
    const { register, observe } = observing();
    observe({});
    prometheus(client, { register }).observe(anOccurrence());
    expect(await linesOf(register)).toEqual([expect.stringMatching(/ 2$/)]);
  });

  it('are registered with the client’s own register, unless another is given', async () => {
    const register = new client.Registry();
    const { Counter, Gauge } = client;
    prometheus({ Counter, Gauge, register }).observe(anOccurrence());
    expect(await linesOf(register)).toHaveLength(1);
    expect(await linesOf(client.register)).toEqual([]);
  });
});

describe('R45 a store for Prometheus', () => {
  it('tells how it is when somebody looks', async () => {
    const register = new client.Registry();
    const store = memoryStore();
    prometheus(client, { register, store });
    store.put(anOccurrence());
    expect(await linesOf(register)).toEqual([
      'faultline_store_waiting 1',
      'faultline_store_spooled 0',
      'faultline_store_healthy 1',
      'faultline_store_bytes 0',
      'faultline_store_stored_total 0',
    ]);
    await store.close(0);
    store.put(anOccurrence());
    store.put(anOccurrence());
    const { bytes } = store.status();
    const expected = [
      'faultline_store_waiting 0',
      'faultline_store_spooled 0',
      'faultline_store_healthy 1',
      `faultline_store_bytes ${bytes}`,
      'faultline_store_stored_total 1',
      'faultline_store_lost_total{reason="closed"} 2',
    ];
    expect(await linesOf(register)).toEqual(expected);
    expect(await linesOf(register)).toEqual(expected);
  });

  it('that does not know its size tells none', async () => {
    const register = new client.Registry();
    const status: StoreStatus = { name: 'x', healthy: false, stored: 5, waiting: 3, spooled: 2, lost: {} };
    prometheus(client, { register, store: { status: () => status } });
    expect(await linesOf(register)).toEqual([
      'faultline_store_waiting 3',
      'faultline_store_spooled 2',
      'faultline_store_healthy 0',
      'faultline_store_stored_total 5',
    ]);
  });

  it('is told of once, though it is asked for twice', async () => {
    const register = new client.Registry();
    const store = memoryStore();
    prometheus(client, { register, store });
    prometheus(client, { register, store });
    expect(await linesOf(register)).toHaveLength(5);
  });
});

describe('prometheus refuses', () => {
  const { Counter, Gauge, register } = client;

  it.each<[unknown, unknown, string]>([
    [
      undefined,
      {},
      'The first argument of prometheus is undefined without Counter, Gauge or register; give the module',
    ],
    [
      { default: client },
      {},
      'The first argument of prometheus is an object without Counter, Gauge or register',
    ],
    [{ Counter, register }, {}, 'without Counter, Gauge or register'],
    [{ Gauge, register }, {}, 'without Counter, Gauge or register'],
    [{ Counter, Gauge }, {}, 'without Counter, Gauge or register'],
    [client, null, 'The options of prometheus are null; give an object.'],
    [client, [], 'The options of prometheus are an array; give an object.'],
    [client, 'x', 'The options of prometheus are "x"; give an object.'],
    [
      client,
      { register: 7 },
      'Option "register" of prometheus is 7; give an object with the function getSingleMetric.',
    ],
    [
      client,
      { store: {} },
      'Option "store" of prometheus is an object; give an object with the function status.',
    ],
    [client, { prefix: 'x' }, 'prometheus has no option "prefix"; use one of register, store.'],
  ])('%o with %o', (module, options, message) => {
    let error: unknown;
    try {
      prometheus(module as never, options as never);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: 'FaultlineError', message: expect.stringContaining(message) });
  });

  it('nothing that is left out', () => {
    const options = { register: new client.Registry(), store: undefined } as object;
    expect(() => prometheus(client, options)).not.toThrow();
  });
});
