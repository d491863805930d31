/** The failures of a shop in a store, as the commands that read one get it: the same at each run. */

import { isCorrelationId } from '../../src/http/correlation.ts';
import { memoryStore } from '../../src/store/memory.ts';
import type { Fault } from '../../src/model.ts';
import type { StoredOccurrence, StoredRequest } from '../../src/record/stored-occurrence.ts';
import type { Store } from '../../src/store/store.ts';
import type { Io } from '../../src/cli/io.ts';
import type { Place } from '../../src/cli/store.ts';

export const NOW = Date.UTC(2026, 10, 21, 14, 30, 45);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

const CLIENT = { remoteAddress: '203.0.113.24', remotePort: 50_112, server: '198.51.100.1:8080' };

/** Of somebody who has called. */
export const REFERENCE = 'K7QF-2MXD-9TRP';

const crash: StoredOccurrence = {
  id: '',
  correlationId: REFERENCE,
  at: 0,
  code: 'INTERNAL_ERROR',
  status: 500,
  fault: 'server',
  family: 'unexpected',
  fingerprint: '9f31c0de77aa0142',
  vetted: false,
  error: {
    name: 'TypeError',
    message: "Cannot read properties of undefined (reading 'price')",
    stack: [
      'at totalOf (/srv/shop/src/cart/total.js:41:19)',
      'at Array.reduce (<anonymous>)',
      'at checkout (/srv/shop/src/cart/checkout.js:17:31)',
      'at async placeOrder (/srv/shop/src/orders/place.js:88:22)',
      'at async /srv/shop/node_modules/express/node_modules/router/lib/layer.js:152:5',
      'at async next (/srv/shop/node_modules/router/lib/route.js:157:13)',
      'at async process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    ].join('\n'),
  },
  causes: [
    {
      name: 'Error',
      message: 'connect ECONNREFUSED 10.0.3.17:6379',
      code: 'ECONNREFUSED',
      stack: 'at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1637:16)',
      properties: { errno: -111, syscall: 'connect', address: '10.0.3.17', port: 6379 },
    },
  ],
  internal: { sku: 'A1', cart: { items: 3, currency: 'EUR' } },
  request: {
    method: 'POST',
    path: '/shop/orders',
    route: '/shop/orders',
    query: 'token=[redacted]&page=2',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      host: 'shop.example',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)',
    },
    cookie: 'JSESSIONID=[cookie 9b699c43]',
    contentType: 'application/json',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    ...CLIENT,
  },
  api: { id: 'shop', name: 'The shop' },
  trail: ['helmet', 'session', 'cart', 'placeOrder'],
  decision: ['the default: no configuration has anything for it'],
  answer: {
    status: 500,
    contentType: 'application/problem+json; charset=utf-8',
    body: `{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"An unexpected error occurred. If you need help, mention this reference: ${REFERENCE}.","code":"INTERNAL_ERROR","correlationId":"${REFERENCE}"}`,
  },
  host: 'web-1',
  pid: 4711,
  release: '1.4.1',
};

type Kind = Pick<StoredOccurrence, 'code' | 'error' | 'fault' | 'fingerprint' | 'status'> &
  Partial<StoredOccurrence>;

const soldOut: Kind = {
  ...told('OUT_OF_STOCK', 409, 'client', '41d0c7e2b6a99f30'),
  ...thrown('OutOfStockException', 'Only 3 of A1 are left'),
  ...asked('POST', '/shop/cart/items'),
  vetted: true,
  expected: true,
};
const slow: Kind = {
  ...told('SERVICE_UNAVAILABLE', 503, 'server', 'c2a8815b0e6d4f77'),
  ...thrown('FetchError', 'request to https://payments.example/charge timed out after 5000 ms'),
  ...asked('POST', '/pay/charges'),
  api: { id: 'pay', name: 'Payments' },
};
const missing: Kind = {
  ...told('NOT_FOUND', 404, 'client', 'e07f3a9d1c5b2846'),
  ...thrown('NotFoundException', 'There is no item ショップ-7'),
  ...asked('GET', '/shop/items/ショップ-7', '/shop/items/:id'),
};
const gone: Kind = {
  ...told('CLIENT_CLOSED_REQUEST', 499, 'abort', '7b10d4f6a2c39e58'),
  ...thrown('AbortError', 'The client went away'),
  ...asked('GET', '/shop/export.csv'),
};

function told(
  code: string,
  status: number,
  fault: Fault,
  fingerprint: string,
): Pick<Kind, 'code' | 'fault' | 'fingerprint' | 'status'> {
  return { code, status, fault, fingerprint };
}

function thrown(name: string, message: string): Pick<Kind, 'error'> {
  return { error: { name, message } };
}

function asked(method: string, path: string, route: string = path): { readonly request: StoredRequest } {
  return { request: { method, path, route, ...CLIENT } };
}

/** Minutes ago, and what failed then. */
const HISTORY: readonly (readonly [minutes: number, kind: Kind])[] = [
  ...[1500, 1490, 760, 240, 180, 120, 90, 60, 45, 30, 20, 12, 6].map((minutes) => [minutes, crash] as const),
  ...[1400, 900, 610, 300, 65, 8].map((minutes) => [minutes, soldOut] as const),
  ...[58, 57, 56, 55, 54].map((minutes) => [minutes, slow] as const),
  ...[700, 3].map((minutes) => [minutes, missing] as const),
  [190, gone] as const,
];

export function shopOccurrences(now: number = NOW): readonly StoredOccurrence[] {
  return HISTORY.toSorted(([one], [other]) => other - one).map(([minutes, kind], index) => {
    const at = now - minutes * MINUTE - 123;
    const { api, release } = crash;
    const common = {
      family: 'unexpected',
      vetted: false,
      host: 'web-1',
      pid: 4711,
      api: api!,
      release: release!,
    };
    const reference = minutes === 12 ? REFERENCE : referenceOf(index);
    return {
      ...common,
      ...kind,
      id: `01HZZZZZZZZZZZZZZZ${String(index).padStart(4, '0')}`,
      correlationId: reference,
      at,
    };
  });
}

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function referenceOf(index: number): string {
  const [first, second] = String(index).padStart(2, '0');
  const random = `4WZ${first}-8K${second}C-X0V`;
  return Array.from(SYMBOLS, (symbol) => random + symbol).find(isCorrelationId)!;
}

/** A store that commands may close, and that a test goes on with. */
export function shopStore(occurrences: readonly StoredOccurrence[] = shopOccurrences()): Store {
  const store = memoryStore();
  for (const occurrence of occurrences) store.put(occurrence);
  return store;
}

/** What commands need to read it. */
export function ioOf(store: Store, more: Partial<Io> = {}): Partial<Io> & { readonly opened: Place[] } {
  const opened: Place[] = [];
  return {
    now: () => NOW,
    userName: () => 'ada',
    openStore: async (place) => {
      opened.push(place);
      return { ...store, close: async () => {} };
    },
    ...more,
    env: { FAULTLINE_STORE: 'postgres://db.example/errors', ...more.env },
    opened,
  };
}
