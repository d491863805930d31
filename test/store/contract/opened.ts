/** The store that a test has for itself. */

import { afterEach, expect } from 'vitest';
import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import type { Page } from '../../../src/store/query.ts';
import type { Store } from '../../../src/store/store.ts';

export interface Opened {
  readonly store: Store;
  /** The same data in a new store, after `store` was closed; absent where nothing outlives the process. */
  readonly reopen?: () => Promise<Store>;
  /** Closes what is still open, and removes all. */
  readonly cleanup: () => Promise<void>;
}

export type Open = () => Promise<Opened>;

export function storeOf(open: Open): Open {
  const opened: Opened[] = [];
  afterEach(async () => {
    for (const { cleanup } of opened.splice(0)) await cleanup();
  });
  return async () => {
    const one = await open();
    opened.push(one);
    return one;
  };
}

/** Puts, and waits until all of it can be found. */
export async function putAll(store: Store, occurrences: readonly StoredOccurrence[]): Promise<void> {
  for (const occurrence of occurrences) store.put(occurrence);
  expect(await store.flush(15_000)).toBe(true);
}

/** All items, page by page. */
export async function allOf<Item>(
  page: (cursor: { readonly cursor?: string }) => Promise<Page<Item>>,
  betweenPages: () => Promise<void> | void = () => {},
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const { items: more, next } = await page(cursor === undefined ? {} : { cursor });
    items.push(...more);
    expect(next).not.toBe(cursor ?? '');
    cursor = next;
    if (cursor !== undefined) await betweenPages();
  } while (cursor !== undefined);
  return items;
}

export async function exported(all: AsyncIterable<StoredOccurrence>): Promise<StoredOccurrence[]> {
  const found: StoredOccurrence[] = [];
  for await (const occurrence of all) found.push(occurrence);
  return found;
}
