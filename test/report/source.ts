/** The data of the source document's sample, and its sample, line by line without indentation (R58-R62). */

import { memoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { anOccurrence, type Overrides } from '../store/occurrences.ts';

export const EARLIER: number = Date.UTC(2017, 1, 1, 8, 20);
export const LATER: number = Date.UTC(2017, 1, 5, 13, 20);

/** Up to where it leaves out the other statuses. */
export const SAMPLE_HEAD: readonly string[] = [
  '{',
  '"company": "ping identity",',
  '"name": "api_backend_errors",',
  '"description": "This report contains details of backend error codes for the specified API",',
  '"later_date": "Sun Feb 05 13:20:00:000 2017",',
  '"earlier_date": "Wed Feb 01 08:20:00:000 2017",',
  '"api_name": "atmapp",',
  '"backend_error_summary": [',
  '{',
  '"error_code": "403",',
  '"error": "Forbidden",',
  '"count": 0',
  '},',
  '{',
  '"error_code": "404",',
  '"error": "Not Found",',
  '"count": 0',
  '},',
];

/** From where it goes on; its cookie is masked (D20). */
export const SAMPLE_TAIL: readonly string[] = [
  '],',
  '"backend_error_details": [',
  '{',
  '"error_code": "500",',
  '"details": [',
  '{',
  '"server": "192.168.11.164:3001",',
  '"request_url": "/atmapp/zipcode",',
  '"request_ip": "100.64.5.183:24078",',
  '"request_cookie": ""',
  '},',
  '{',
  '"server": "192.168.11.164:3003",',
  '"request_url": "/atmapp/zipcode",',
  '"request_ip": "100.64.19.136:61494",',
  '"request_cookie": "JSESSIONID=[cookie 6d1f0c2a]"',
  '},',
];

export const OPTIONS = { company: 'ping identity', api: 'atmapp', from: EARLIER, to: LATER } as const;

export const atmapp = (overrides: Overrides = {}): Overrides => ({
  api: { id: 'atmapp', name: 'atmapp' },
  at: LATER - 1,
  ...overrides,
});

/** The two of the sample, a third one, and some that do not belong to it. */
export function sourceStore(): Store {
  const store = memoryStore();
  const request = { path: '/atmapp/zipcode', route: '/atmapp/zipcode' };
  store.put(
    anOccurrence(
      atmapp({
        correlationId: 'K7QF-2MXD-9TRB',
        at: LATER - 1,
        request: {
          ...request,
          server: '192.168.11.164:3001',
          remoteAddress: '100.64.5.183',
          remotePort: 24_078,
          cookie: '',
        },
      }),
    ),
  );
  store.put(
    anOccurrence(
      atmapp({
        correlationId: '44WM-V9HQ-Z57K',
        at: LATER - 60_000,
        request: {
          ...request,
          server: '192.168.11.164:3003',
          remoteAddress: '100.64.19.136',
          remotePort: 61_494,
          cookie: 'JSESSIONID=[cookie 6d1f0c2a]',
        },
      }),
    ),
  );
  store.put(anOccurrence(atmapp({ correlationId: 'VQ80-P8XV-VME0', at: EARLIER, request: null })));
  store.put(anOccurrence(atmapp({ at: LATER })));
  store.put(anOccurrence(atmapp({ at: EARLIER - 1 })));
  store.put(anOccurrence({ at: LATER - 1 }));
  return store;
}
