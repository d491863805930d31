import type { StoredOccurrence } from '../../../src/record/stored-occurrence.ts';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import type { Store } from '../../../src/store/store.ts';
import { exported, putAll } from '../contract/opened.ts';
import { anOccurrence } from '../occurrences.ts';
import { schemaOf } from './waiting.ts';

export interface Filled {
  readonly store: Store;
  readonly schema: string;
  readonly all: readonly StoredOccurrence[];
}

/** A store with an occurrence of each of these times, each in a group of its own; kept for 60 days. */
export async function filled(connectionString: string, times: readonly number[]): Promise<Filled> {
  const schema = schemaOf();
  const store = postgresStore({ connectionString, schema, retention: { days: 60 } });
  const all = times.map((at) => anOccurrence({ at, fingerprint: `at-${at}` }));
  await putAll(store, all);
  return { store, schema, all };
}

/** Of all that it has, oldest first. */
export async function idsOf(store: Store): Promise<readonly string[]> {
  return (await exported(store.export({}))).map(({ id }) => id);
}
