/** Where the shops keep their failures: one file, which the command line and the dashboard read too. */

import { lookUp, memoryStore, type Store, type StoredOccurrence } from 'faultline';
import { dashboard } from 'faultline/dashboard';
import { sqliteStore } from 'faultline/store/sqlite';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { referenceOf, type Outcome } from './fire.ts';
import { listen } from './listen.ts';

export interface Errors {
  readonly store: Store;
  /** For `--store`; `undefined`: there is no library for SQLite, and nobody else can read them. */
  readonly address: string | undefined;
}

/** By reference. */
export type Found = ReadonlyMap<string, readonly StoredOccurrence[]>;

/** A fresh file each time. */
export function openErrors(): Errors {
  const file = join(mkdtempSync(join(tmpdir(), 'faultline-demo-')), 'errors.db');
  try {
    return { store: sqliteStore({ file }), address: `sqlite:${file}` };
  } catch {
    return { store: memoryStore(), address: undefined };
  }
}

/** What the store has under the references that clients were told. */
export async function findAll(store: Store, outcomes: readonly Outcome[]): Promise<Found> {
  const found = new Map<string, readonly StoredOccurrence[]>();
  for (const { answer } of outcomes.flatMap(({ shots }) => shots)) {
    const looked = await lookUp(store, referenceOf(answer) ?? '');
    if (looked.kind === 'found') found.set(looked.reference, looked.occurrences);
  }
  return found;
}

/** @returns its URL */
export async function serveDashboard(store: Store): Promise<string> {
  // Whoever can reach the loopback interface may see the demo's failures; no application should say so.
  const { url } = await listen(dashboard(store, { authorize: () => true, title: 'The demo' }));
  return url;
}
