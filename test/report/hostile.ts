/** A report in which one text stands in every place that a text can have. */

import { createReport, type Report } from '../../src/report/index.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { anOccurrence, MINUTE, NOON } from '../store/occurrences.ts';

export async function reportWith(text: string): Promise<Report> {
  const store = memoryStore();
  for (const [index, status] of [500, 404, 500].entries()) {
    store.put(
      anOccurrence({
        at: NOON + index * MINUTE,
        status,
        code: text === '' ? 'NONE' : text,
        correlationId: text,
        fingerprint: String(status),
        error: { name: text, message: text },
        api: { id: 'shop', name: text },
        host: text,
        release: text,
        request: {
          method: text,
          path: text,
          route: text,
          remoteAddress: text,
          remotePort: 80,
          server: text,
          cookie: text,
        },
      }),
    );
  }
  return createReport(store, { api: 'shop', company: text, from: NOON, to: NOON + 60 * MINUTE, details: 1 });
}
