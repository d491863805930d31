/** The shop: what it does, whichever framework it is mounted on. */

import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import {
  AuthenticationException,
  BusinessException,
  ConflictException,
  NotFoundException,
  RateLimitException,
  UnavailableException,
  UserPermissionsException,
  ValidationException,
} from 'faultline';
import type { Pool } from 'pg';
import { Agent, fetch, interceptors } from 'undici';
import { SECRETS } from './secrets.ts';

export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly token: string | undefined;
}

export interface Operation {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** For frameworks that validate bodies by themselves; the others leave it to `run`. */
  readonly bodySchema?: object;
  readonly run: (call: Call) => Promise<unknown>;
}

export interface Services {
  readonly customers: Pool | undefined;
  /** Base URL of the supplier's API. */
  readonly supplier: string;
}

class StockTooLowException extends BusinessException {
  static override readonly status = 409;
}

const orderSchema = {
  type: 'object',
  required: ['sku', 'grams'],
  properties: { sku: { type: 'string' }, grams: { type: 'number', minimum: 1 } },
};

export function createShop({ customers, supplier }: Services): readonly Operation[] {
  const failOnStatus = new Agent().compose(interceptors.responseError());
  return [
    { method: 'POST', path: '/orders', bodySchema: orderSchema, run: order },
    { method: 'GET', path: '/orders/:id', run: showOrder },
    { method: 'POST', path: '/orders/:id/cancel', run: cancelOrder },
    { method: 'POST', path: '/orders/:id/pay', run: pay },
    { method: 'POST', path: '/orders/:id/refund', run: refund },
    { method: 'POST', path: '/orders/:id/ship', run: ship },
    { method: 'GET', path: '/reports', run: report },
    { method: 'POST', path: '/vouchers/:code', run: redeem },
    {
      method: 'POST',
      path: '/customers',
      async run({ body }) {
        if (customers === undefined) throw new UnavailableException('Nobody can sign up at the moment.');
        const { email } = body as { email: string };
        await customers.query('insert into customers (email) values ($1)', [email]);
        return { email };
      },
    },
    { method: 'GET', path: '/stock/axios', run: () => axios.get(`${supplier}/stock`, { proxy: false }) },
    {
      method: 'GET',
      path: '/stock/fetch',
      run: () => fetch(`${supplier}/stock`, { dispatcher: failOnStatus }),
    },
    ...unlikely,
  ];
}

async function order({ body }: Call): Promise<never> {
  const { grams } = body as { grams: number };
  if (!(grams >= 1)) {
    const errors = [{ pointer: '/grams', message: 'must be at least 1', code: 'minimum' }];
    throw new ValidationException('The request is not valid.', { errors });
  }
  throw new StockTooLowException('Only 250 g are left.', { details: { left: 250 } });
}

async function showOrder({ params, token }: Call): Promise<never> {
  if (token === undefined) throw new AuthenticationException('Sign in to see your orders.');
  if (params['id'] === '7') throw new UserPermissionsException('This order is not yours.');
  throw new NotFoundException(`order ${params['id']} is not in ${SECRETS['message for the log only']}`);
}

async function cancelOrder(): Promise<never> {
  throw new ConflictException('The parcel has left already.');
}

async function pay(): Promise<unknown> {
  try {
    return await axios.post('http://127.0.0.1:1/charge', undefined, { proxy: false });
  } catch (cause) {
    const internal = { gateway: SECRETS['internal of a business error'] };
    throw new UnavailableException('Payments are down.', { retryAfter: 120, cause, internal });
  }
}

async function redeem({ params }: Call): Promise<never> {
  if (params['code'] === 'SPRING') throw new BusinessException('This voucher cannot be printed.');
  throw new RateLimitException('Too many wrong vouchers.', { retryAfter: 30 });
}

async function refund(): Promise<never> {
  throw new Error(`the refund to card ${SECRETS['card in a message']} was refused`);
}

async function report(): Promise<never> {
  throw new Error(`cannot connect to postgres://shop:${SECRETS['password in a URL']}@db-1:5432/reports`);
}

async function ship(): Promise<never> {
  const headers = { authorization: `Bearer ${SECRETS['token in internal']}`, accept: 'application/json' };
  throw new UnavailableException('Nothing can be shipped now.', {
    internal: { request: { url: 'https://courier.example/labels', headers }, attempts: 3 },
  });
}

/** What no error handler hopes to see. */
const unlikely: readonly Operation[] = [
  {
    method: 'GET',
    path: '/throws/string',
    run: async () => {
      throw `cannot find ${SECRETS['thrown string']}`;
    },
  },
  {
    method: 'GET',
    path: '/throws/null',
    run: async () => {
      throw null;
    },
  },
  {
    method: 'GET',
    path: '/throws/frozen',
    run: async () => {
      throw Object.freeze(new Error(`cannot read ${SECRETS['frozen error']}`));
    },
  },
  { method: 'GET', path: '/prices.csv', run: async () => Readable.from(prices()) },
];

async function* prices(): AsyncGenerator<string> {
  yield 'Assam,12.50\nDarjeeling,';
  // Long enough for the first part to reach the client.
  await wait(30);
  throw new Error(`${SECRETS['stream that fails']} does not exist`);
}
