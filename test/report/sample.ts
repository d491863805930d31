/** Four days of a shop's failures, the same every time: enough of them to see what a report looks like. */

import { newCorrelationId } from '../../src/http/correlation.ts';
import type { StoredOccurrence } from '../../src/record/stored-occurrence.ts';
import { anOccurrence, DAY, HOUR, MINUTE, NOON } from '../store/occurrences.ts';

export const FROM: number = NOON - 4 * DAY;
export const TO: number = NOON;

interface Failure {
  readonly status: number;
  readonly code: string;
  readonly route: string;
  readonly path: (index: number) => string;
  readonly name: string;
  readonly message: string;
  /** An hour, on average. */
  readonly rate: number;
  /** Hours after the begin at which there are many times more, for three hours. */
  readonly burst?: number;
}

const FAILURES: readonly Failure[] = [
  {
    status: 500,
    code: 'INTERNAL_ERROR',
    route: '/cart/:id/items',
    path: (index) => `/cart/${8000 + index}/items`,
    name: 'TypeError',
    message: "Cannot read properties of undefined (reading 'price')",
    rate: 3,
    burst: 62,
  },
  {
    status: 503,
    code: 'PAYMENT_UNAVAILABLE',
    route: '/checkout',
    path: () => '/checkout',
    name: 'PaymentUnavailableException',
    message: 'connect ECONNREFUSED 10.0.4.11:8443',
    rate: 1.2,
    burst: 63,
  },
  {
    status: 504,
    code: 'UPSTREAM_TIMEOUT',
    route: '/recommendations',
    path: (index) => `/recommendations?for=${index}`.split('?')[0]!,
    name: 'TimeoutError',
    message: 'The operation was aborted due to timeout',
    rate: 0.8,
  },
  {
    status: 404,
    code: 'ITEM_NOT_FOUND',
    route: '/items/:sku',
    path: (index) => `/items/SKU-${(index * 7919) % 10_000}`,
    name: 'NotFoundException',
    message: 'There is no such item',
    rate: 6,
  },
  {
    status: 403,
    code: 'NOT_YOUR_ORDER',
    route: '/orders/:id',
    path: (index) => `/orders/${41_000 + index}`,
    name: 'UserPermissionsException',
    message: 'The order belongs to another customer',
    rate: 0.7,
  },
  {
    status: 429,
    code: 'TOO_MANY_REQUESTS',
    route: '/search',
    path: () => '/search',
    name: 'RateLimitException',
    message: 'At most 60 searches a minute',
    rate: 0.5,
    burst: 20,
  },
  {
    status: 502,
    code: 'BAD_GATEWAY',
    route: '/stock',
    path: () => '/stock',
    name: 'SyntaxError',
    message: 'Unexpected token \'<\', "<html><h"... is not valid JSON',
    rate: 0.2,
  },
];

export function sample(): readonly StoredOccurrence[] {
  let seed = 42;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const made = FAILURES.flatMap((failure, which) =>
    Array.from({ length: (TO - FROM) / HOUR }, (_, hour) => {
      const daily = 0.25 + 1.5 * Math.sin(((((hour + 6) % 24) / 24) * Math.PI) % Math.PI) ** 2;
      const isBurst = failure.burst !== undefined && hour >= failure.burst && hour < failure.burst + 3;
      const count = Math.floor(failure.rate * daily * (isBurst ? 9 : 1) + random());
      return Array.from({ length: count }, (_unused, index) =>
        occurrenceOf(failure, which, FROM + hour * HOUR + Math.floor(random() * 60 * MINUTE) + index, random),
      );
    }).flat(),
  );
  return made.toSorted((one, other) => one.at - other.at);
}

function occurrenceOf(failure: Failure, which: number, at: number, random: () => number): StoredOccurrence {
  const { status, code, route, path, name, message } = failure;
  const last = Math.floor(random() * 250) + 1;
  return anOccurrence({
    at,
    status,
    code,
    fault: status >= 500 ? 'server' : 'client',
    fingerprint: `${which}f3a9c01d27be4805`,
    correlationId: newCorrelationId(),
    error: { name, message },
    request: {
      method: 'GET',
      path: path(last),
      route,
      remoteAddress: `198.51.100.${last}`,
      remotePort: 20_000 + last * 17,
      server: `192.168.11.16${last % 3}:300${last % 4}`,
      cookie:
        last % 3 === 0
          ? ''
          : `JSESSIONID=[cookie ${(last * 2_654_435).toString(16).padStart(8, '0').slice(0, 8)}]`,
    },
    release: '2026.11.1',
  });
}
