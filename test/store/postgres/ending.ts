/** A process that closes its store when it is told to, and then has nothing else to do. */

import { postgresStore } from '../../../src/store/postgres/index.ts';
import { anOccurrence } from '../occurrences.ts';

const [, , connectionString = '', schema = ''] = process.argv;

const store = postgresStore({ connectionString, schema, writeTimeout: 600_000, readTimeout: 600_000 });
store.put(anOccurrence());
await store.flush(20_000);
console.log('ready');
process.stdin.once('data', () => void end());

async function end(): Promise<void> {
  process.stdin.destroy();
  store.put(anOccurrence());
  const asked = store.totals({}).catch((error: unknown) => (error as { readonly code: string }).code);
  await new Promise((done) => setTimeout(done, 300));
  await store.close(50);
  console.log(JSON.stringify([await asked, store.status().lost]));
}
