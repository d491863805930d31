/** R19: what a store knows of a failure before its answer leaves. */

import { describe, expect, it, vi } from 'vitest';
import {
  BusinessException,
  createFaultline,
  defineRecognizer,
  memoryStore,
  type FaultlineOptions,
  type Store,
  type StoredOccurrence,
} from 'faultline';
import { factsOf } from './logs.ts';

interface Listening {
  readonly store: Store;
  readonly announced: StoredOccurrence[];
  readonly put: StoredOccurrence[];
}

function listening(announce?: (json: string) => void): Listening {
  const announced: StoredOccurrence[] = [];
  const put: StoredOccurrence[] = [];
  const store: Store = {
    ...memoryStore(),
    announce: announce ?? ((json) => void announced.push(JSON.parse(json) as StoredOccurrence)),
    put: (occurrence) => void put.push(occurrence),
  };
  return { store, announced, put };
}

const create = (store: Store, more: FaultlineOptions = {}): ReturnType<typeof createFaultline> =>
  createFaultline({ mode: 'release', logger: false, store, ...more });

describe('R19 a failure is announced to the store before it is answered', () => {
  it('by its reference, code and status, and put under the same key', async () => {
    const { store, announced, put } = listening();
    const fl = create(store, { release: '1.2.3', now: () => 1_700_000_000_000.7 });
    const { correlationId } = fl.handle(
      new BusinessException('out of stock', { code: 'STOCK', status: 409 }),
      factsOf(),
    );
    expect(put).toEqual([]);
    expect(announced).toMatchObject([
      {
        correlationId,
        at: 1_700_000_000_000,
        code: 'STOCK',
        status: 409,
        fault: 'client',
        family: 'business',
        vetted: true,
        release: '1.2.3',
        unrecorded: true,
        error: { name: 'unknown', message: expect.stringContaining('killed') as unknown },
      },
    ]);
    await fl.flush();
    expect(put).toMatchObject([{ id: announced[0]!.id, at: announced[0]!.at, correlationId }]);
    expect(put[0]).not.toHaveProperty('unrecorded');
  });

  it('without a word of what was thrown', () => {
    const { store, announced } = listening();
    create(store).handle(new Error('canary'), factsOf({ url: '/canary?canary', header: () => 'canary' }));
    expect(JSON.stringify(announced)).not.toContain('canary');
    expect(announced).toMatchObject([{ code: 'INTERNAL_ERROR', status: 500, vetted: false }]);
  });

  it('in one group for each code', () => {
    const { store, announced } = listening();
    const fl = create(store);
    for (const code of ['A', 'A', 'B']) fl.handle(new BusinessException('x', { code }), factsOf());
    const [first, second, third] = announced.map(({ fingerprint }) => fingerprint);
    expect(first).toBe(second);
    expect(first).not.toBe(third);
  });

  it('by whatever reference and code it has, also after many others', async () => {
    const { store, announced } = listening();
    const fl = create(store, { correlation: { trust: () => true } });
    const codes = Array.from({ length: 1200 }, (_, index) => `CODE_${index % 600}`);
    const facts = factsOf({ header: (name) => (name === 'x-request-id' ? 'from-a-proxy-1' : undefined) });
    for (const code of codes) {
      fl.handle(new BusinessException('x', { code }), facts);
      await new Promise(setImmediate);
    }
    expect(announced.map(({ code }) => code)).toEqual(codes);
    expect(new Set(announced.map(({ correlationId }) => correlationId))).toEqual(new Set(['from-a-proxy-1']));
  });

  it('but not where the client went away', () => {
    const { store, announced } = listening();
    const aborted = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    create(store).handle(aborted, factsOf({ aborted: true }));
    expect(announced).toEqual([]);
  });

  it('also where the clock of the application fails', () => {
    const { store, announced } = listening();
    const now = (): never => {
      throw new Error('no time');
    };
    create(store, { now }).handle(new Error('x'), factsOf());
    expect(announced[0]!.at).toBeGreaterThan(1_700_000_000_000);
  });

  it('as what the application foresaw, where it did', () => {
    const { store, announced } = listening();
    const foreseen = defineRecognizer({ name: 'own', recognize: () => ({ status: 503, expected: true }) });
    create(store, { recognizers: [foreseen] }).handle(new Error('x'), factsOf());
    expect(announced).toMatchObject([{ status: 503, expected: true }]);
  });

  it('but not where a polluted prototype spoils it, and it is answered all the same', () => {
    const { store, announced } = listening();
    const fl = create(store);
    const prototype = Object.prototype as { toJSON?: unknown };
    prototype.toJSON = () => undefined;
    try {
      expect(fl.handle(new BusinessException('x', { code: 'OWN' }), factsOf()).reply.status).toBe(500);
    } finally {
      delete prototype.toJSON;
    }
    expect(announced).toEqual([]);
  });

  it('whose rejection ends no process', async () => {
    const { store } = listening(() => Promise.reject(new Error('later')));
    const fl = create(store);
    fl.handle(new Error('x'), factsOf());
    await fl.flush();
    await new Promise((done) => setTimeout(done, 5));
  });

  it('whose failure costs nothing', async () => {
    const failing = vi.fn(() => {
      throw new Error('no');
    });
    const { store, put } = listening(failing);
    const fl = create(store);
    expect(fl.handle(new Error('x'), factsOf()).reply.status).toBe(500);
    await fl.flush();
    expect(failing).toHaveBeenCalledTimes(1);
    expect(put).toHaveLength(1);
  });
});
