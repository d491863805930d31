/** What fails in the shop of the sample. */

import type { JsonValue } from '../../src/model.ts';
import type { RecordedError } from '../../src/record/error.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface Failure {
  readonly fingerprint: string;
  readonly status: number;
  readonly name: string;
  /** `%d` is another number each time. */
  readonly message: string;
  readonly code?: string;
  readonly errorCode?: string;
  readonly family?: string;
  readonly api: string;
  readonly route: string;
  readonly method?: string;
  readonly query?: string;
  readonly count: number;
  readonly burst?: { readonly ago: number; readonly length: number; readonly count: number };
  /** Milliseconds; default: all the time. */
  readonly since?: number;
  readonly stack?: readonly string[];
  readonly properties?: RecordedError['properties'];
  readonly causes?: readonly RecordedError[];
  readonly internal?: JsonValue;
  readonly vetted?: boolean;
  readonly expected?: boolean;
  readonly trail?: readonly string[];
}

const EXPRESS = [
  'at Layer.handleRequest (/srv/shop/node_modules/router/lib/layer.js:152:17)',
  'at next (/srv/shop/node_modules/router/lib/route.js:157:13)',
  'at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
];

export const FAILURES: readonly Failure[] = [
  {
    fingerprint: '7d1f0c52ab94e36b',
    status: 500,
    name: 'TypeError',
    message: "Cannot read properties of undefined (reading 'rate')",
    api: 'checkout',
    route: '/checkout/:cart/total',
    method: 'POST',
    query: 'currency=EUR&token=[redacted]',
    count: 6,
    since: 4 * HOUR,
    burst: { ago: 95 * MINUTE, length: 94 * MINUTE, count: 188 },
    stack: [
      'at vatOf (/srv/shop/src/checkout/vat.js:27:31)',
      'at /srv/shop/src/checkout/total.js:58:22',
      'at Array.reduce (<anonymous>)',
      'at totalOf (/srv/shop/src/checkout/total.js:57:16)',
      'at async postTotal (/srv/shop/src/checkout/routes.js:91:19)',
      ...EXPRESS,
    ],
    internal: { cart: { items: 3, country: 'XI' }, vatTable: '2026-11-01' },
    trail: ['requestId', 'session', 'json', 'checkoutRouter', 'requireCart', 'postTotal'],
  },
  {
    fingerprint: '19ce6fa0d2b7435f',
    status: 503,
    name: 'DatabaseError',
    message: 'remaining connection slots are reserved for roles with the SUPERUSER attribute',
    errorCode: '53300',
    family: 'database',
    code: 'SERVICE_UNAVAILABLE',
    api: 'checkout',
    route: '/checkout/:cart/pay',
    method: 'POST',
    count: 14,
    burst: { ago: 22 * HOUR, length: 40 * MINUTE, count: 96 },
    stack: [
      'at Parser.parseErrorMessage (/srv/shop/node_modules/pg-protocol/dist/parser.js:285:98)',
      'at Parser.handlePacket (/srv/shop/node_modules/pg-protocol/dist/parser.js:122:29)',
      'at Socket.<anonymous> (/srv/shop/node_modules/pg-protocol/dist/index.js:11:42)',
      'at Socket.emit (node:events:524:28)',
      'at async inTransaction (/srv/shop/src/database/transaction.js:19:5)',
      'at async pay (/srv/shop/src/checkout/pay.js:44:10)',
      ...EXPRESS,
    ],
    properties: { severity: 'FATAL', routine: 'InitPostgres' },
    causes: [
      {
        name: 'Error',
        message: 'timeout exceeded when trying to connect',
        stack: [
          'at /srv/shop/node_modules/pg-pool/index.js:45:11',
          'at async connect (/srv/shop/src/database/pool.js:31:12)',
        ].join('\n'),
      },
    ],
  },
  {
    fingerprint: 'b02c88e1f6a34d79',
    status: 504,
    name: 'TimeoutError',
    message: 'The payment provider did not answer within 8000 ms',
    family: 'upstream',
    api: 'checkout',
    route: '/checkout/:cart/pay',
    method: 'POST',
    count: 64,
    stack: [
      'at Timeout._onTimeout (/srv/shop/node_modules/got/dist/source/core/timed-out.js:14:9)',
      'at async charge (/srv/shop/src/payments/charge.js:63:20)',
      'at async pay (/srv/shop/src/checkout/pay.js:52:5)',
      ...EXPRESS,
    ],
  },
  {
    fingerprint: '4ea97d35c1800b2e',
    status: 404,
    name: 'NotFoundException',
    message: 'There is no article %d',
    code: 'ARTICLE_NOT_FOUND',
    family: 'business',
    vetted: true,
    api: 'catalogue',
    route: '/articles/:id',
    count: 612,
    stack: ['at articleOf (/srv/shop/src/catalogue/article.js:33:11)', ...EXPRESS],
  },
  {
    fingerprint: '5c3b9e7710fd4a86',
    status: 403,
    name: 'UserPermissionsException',
    message: 'Orders of other customers cannot be read',
    code: 'ORDER_FORBIDDEN',
    family: 'business',
    vetted: true,
    api: 'accounts',
    route: '/orders/:id',
    count: 148,
    stack: ['at orderOf (/srv/shop/src/accounts/order.js:18:9)', ...EXPRESS],
  },
  {
    fingerprint: 'e8810f4c6d2ba957',
    status: 409,
    name: 'ConflictException',
    message: 'Only 2 of A%d are left',
    code: 'STOCK_TOO_LOW',
    family: 'business',
    vetted: true,
    expected: true,
    api: 'checkout',
    route: '/checkout/:cart/items',
    method: 'POST',
    count: 231,
    stack: ['at reserve (/srv/shop/src/stock/reserve.js:71:13)', ...EXPRESS],
  },
  {
    fingerprint: '2f7740a9be15c3d8',
    status: 422,
    name: 'ZodError',
    message: 'Invalid input: expected string, received undefined at "postcode"',
    code: 'VALIDATION_FAILED',
    family: 'zod',
    api: 'accounts',
    route: '/addresses',
    method: 'POST',
    count: 327,
    stack: [
      'at parse (/srv/shop/node_modules/zod/v4/core/parse.js:14:15)',
      'at addressOf (/srv/shop/src/accounts/address.js:22:30)',
      ...EXPRESS,
    ],
  },
  {
    fingerprint: '90ad3be2c74f1658',
    status: 401,
    name: 'UnauthorizedError',
    message: 'jwt expired',
    code: 'TOKEN_EXPIRED',
    family: 'jsonwebtoken',
    api: 'accounts',
    route: '/me',
    count: 274,
    stack: ['at verify (/srv/shop/node_modules/jsonwebtoken/verify.js:190:21)', ...EXPRESS],
  },
  {
    fingerprint: 'c6f28d9b03e1754a',
    status: 499,
    name: 'AbortError',
    message: 'The client closed the connection',
    code: 'CLIENT_CLOSED_REQUEST',
    family: 'client-abort',
    api: 'catalogue',
    route: '/search',
    query: 'q=lamp',
    count: 86,
  },
  {
    fingerprint: '31d5be80c7a9f264',
    status: 500,
    name: 'SyntaxError',
    message: 'Unexpected token < in JSON at position 0',
    api: 'catalogue',
    route: '/recommendations/:user',
    count: 19,
    since: 9 * HOUR,
    stack: [
      'at JSON.parse (<anonymous>)',
      'at recommendationsFor (/srv/shop/src/catalogue/recommendations.js:40:23)',
      ...EXPRESS,
    ],
  },
  {
    fingerprint: 'a47c19e5d8036bf2',
    status: 500,
    name: 'ReferenceError',
    message: 'giftWrap is not defined',
    api: 'checkout',
    route: '/checkout/:cart/options',
    count: 3,
    since: 38 * MINUTE,
    stack: ['at optionsOf (/srv/shop/src/checkout/options.js:16:7)', ...EXPRESS],
  },
];
