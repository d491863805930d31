/** An application under load, in a process of its own: prints each reference once its client would have seen it. */

import { writeSync } from 'node:fs';
import { postgresStore } from '../../../src/store/postgres/index.ts';
import { anOccurrence } from '../occurrences.ts';

const [, , connectionString = '', schema = '', spool = '', count = '0'] = process.argv;

const store = postgresStore({ connectionString, schema, ...(spool !== '' && { spool }) });

if (Number(count) > 0) {
  for (let index = 0; index < Number(count); index++) {
    store.put(anOccurrence({ at: Date.now(), fingerprint: `g${index % 7}`, host: String(process.pid) }));
    if (index % 100 === 99) await store.flush(60_000);
  }
  await store.close(60_000);
  const { stored, lost } = store.status();
  console.log(JSON.stringify({ stored, lost }));
} else {
  // Until it is killed.
  setInterval(() => {
    for (let index = 0; index < 20; index++) {
      const occurrence = anOccurrence({ at: Date.now() });
      store.put(occurrence);
      // Not through a stream, whose end would be lost with the process.
      writeSync(1, `${occurrence.correlationId}\n`);
    }
  }, 2);
}
