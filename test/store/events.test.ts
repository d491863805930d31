import { describe, expect, it } from 'vitest';
import { createEvents } from '../../src/store/events.ts';
import type { StoreEvent } from '../../src/store/store.ts';

const told = (message: string): StoreEvent => ({ type: 'trouble', level: 'info', message });

describe('events of a store', () => {
  it('from before the first listener are kept for it, the first 100', () => {
    const { emit, subscribe } = createEvents();
    for (let index = 0; index < 150; index++) emit(told(String(index)));
    const heard: StoreEvent[] = [];
    subscribe((event) => heard.push(event));
    emit(told('now'));
    expect(heard).toEqual([...Array.from({ length: 100 }, (_, index) => told(String(index))), told('now')]);
    const later: StoreEvent[] = [];
    subscribe((event) => later.push(event));
    expect(later).toEqual([]);
  });

  it('are kept again when nobody listens any more', () => {
    const { emit, subscribe } = createEvents();
    subscribe(() => {})();
    emit(told('meanwhile'));
    const heard: StoreEvent[] = [];
    subscribe((event) => heard.push(event));
    expect(heard).toEqual([told('meanwhile')]);
  });

  it('come twice to a function that listens twice, and each ends for itself', () => {
    const { emit, subscribe } = createEvents();
    const heard: StoreEvent[] = [];
    const listener = (event: StoreEvent): void => void heard.push(event);
    const end = subscribe(listener);
    subscribe(listener);
    emit(told('both'));
    end();
    emit(told('one'));
    expect(heard).toEqual([told('both'), told('both'), told('one')]);
  });

  it('survive listeners that throw, reject, or end themselves', async () => {
    const { emit, subscribe } = createEvents();
    const heard: string[] = [];
    const rejections: unknown[] = [];
    const onRejection = (reason: unknown): void => void rejections.push(reason);
    process.on('unhandledRejection', onRejection);
    subscribe(() => {
      throw new Error('no');
    });
    // oxlint-disable-next-line typescript/no-misused-promises
    subscribe(async () => {
      throw new Error('later');
    });
    const end = subscribe(() => {
      heard.push('once');
      end();
    });
    subscribe(() => void heard.push('always'));
    emit(told('first'));
    emit(told('second'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', onRejection);
    expect(heard).toEqual(['once', 'always', 'always']);
    expect(rejections).toEqual([]);
  });
});
