/** The failures, in the order in which they are fired. */

import { SECRETS } from './secrets.ts';

export interface Failure {
  readonly title: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The status that must be answered; `broken`: the client must see the answer break off. */
  readonly expected: number | 'broken';
  readonly needsPostgres?: boolean;
}

export interface Group {
  readonly title: string;
  readonly failures: readonly Failure[];
}

const signedIn = { authorization: 'Bearer a-customer' };

export const GROUPS: readonly Group[] = [
  {
    title: 'The request is wrong',
    failures: [
      {
        title: 'JSON that breaks off',
        method: 'POST',
        path: '/orders',
        body: `{"card":"${SECRETS['card in a malformed body']}" "sku"`,
        expected: 400,
      },
      {
        title: 'a body that is not valid',
        method: 'POST',
        path: '/orders',
        body: '{"sku":"assam","grams":-5}',
        expected: 400,
      },
      { title: 'an unknown route', method: 'GET', path: '/wp-login.php', expected: 404 },
    ],
  },
  {
    title: 'Business errors: the shop says no, in words for the client',
    failures: [
      { title: 'not signed in', method: 'GET', path: '/orders/7', expected: 401 },
      { title: "somebody else's order", method: 'GET', path: '/orders/7', headers: signedIn, expected: 403 },
      { title: 'no such order', method: 'GET', path: '/orders/8', headers: signedIn, expected: 404 },
      { title: 'too late to cancel', method: 'POST', path: '/orders/9/cancel', expected: 409 },
      {
        title: 'an exception of its own',
        method: 'POST',
        path: '/orders',
        body: '{"sku":"assam","grams":9000}',
        expected: 409,
      },
      { title: 'too many tries', method: 'POST', path: '/vouchers/GUESS', expected: 429 },
      { title: 'a gateway that is down', method: 'POST', path: '/orders/9/pay', expected: 503 },
      { title: 'plain BusinessException', method: 'POST', path: '/vouchers/SPRING', expected: 500 },
    ],
  },
  {
    title: 'Errors of other libraries: understood, and never believed',
    failures: [
      {
        title: 'PostgreSQL duplicate key',
        method: 'POST',
        path: '/customers',
        body: `{"email":"${SECRETS['row of the database']}"}`,
        expected: 409,
        needsPostgres: true,
      },
      { title: 'upstream 404, by axios', method: 'GET', path: '/stock/axios', expected: 502 },
      { title: 'upstream 404, by fetch', method: 'GET', path: '/stock/fetch', expected: 502 },
    ],
  },
  {
    title: 'Unexpected errors: nobody wrote these for a client',
    failures: [
      { title: 'a thrown string', method: 'GET', path: '/throws/string', expected: 500 },
      { title: 'a thrown null', method: 'GET', path: '/throws/null', expected: 500 },
      { title: 'a frozen error', method: 'GET', path: '/throws/frozen', expected: 500 },
      { title: 'a stream breaks half-way', method: 'GET', path: '/prices.csv', expected: 'broken' },
    ],
  },
  {
    title: 'Secrets in errors: not even the log keeps them',
    failures: [
      { title: 'a card number', method: 'POST', path: '/orders/9/refund', expected: 500 },
      { title: 'a token', method: 'POST', path: '/orders/9/ship', expected: 503 },
      { title: 'a password', method: 'GET', path: '/reports', expected: 500 },
    ],
  },
];
