/** What a record costs in the process: resolve, build, redact and serialise; writing it is the logger's. */

import axios, { AxiosError, AxiosHeaders } from 'axios';
import { BusinessException, createFaultline } from '../../dist/src/index.js';
import { median } from '../stats.mjs';
import { fail } from '../servers/fail.mjs';
import { sink } from './clock.mjs';

const BATCHES = 30;
const BATCH = 200;

const serialise = (record, message) => {
  sink.value = JSON.stringify({ level: 'error', msg: message, ...record });
};
const logger = { error: serialise, warn: serialise, info: serialise, debug: serialise };
// The record alone, with every stack.
const fl = createFaultline({
  mode: 'release',
  logger,
  store: false,
  record: { stacksPerSecond: Infinity },
});
const facts = () => ({ method: 'GET', url: '/orders/17', header: () => undefined, correlationId: undefined });

const items = Array.from({ length: 60 }, (_, index) => ({
  sku: `A-${index}`,
  name: 'Assam, second flush, a tin of 250 g',
  price: { amount: '12.50', currency: 'EUR' },
  email: `customer${index}@shop.example`,
  tags: ['tea', 'black', 'loose'],
}));

function axiosError() {
  const headers = new AxiosHeaders({
    authorization: `Bearer ${'ab12'.repeat(20)}`,
    accept: 'application/json',
  });
  const config = {
    ...axios.defaults,
    headers,
    method: 'post',
    url: 'https://erp.internal/orders',
    data: JSON.stringify(items),
  };
  const response = {
    status: 422,
    statusText: 'Unprocessable',
    headers: { 'set-cookie': ['sid=9f8e7d'] },
    data: items,
    config,
  };
  return new AxiosError(
    'Request failed with status code 422',
    'ERR_BAD_REQUEST',
    config,
    { path: '/orders' },
    response,
  );
}

function caught() {
  try {
    return fail();
  } catch (error) {
    return error;
  }
}

/** Made anew for each call, outside the clock: reading a stack is dear the first time only. */
const cases = {
  'an unexpected error': caught,
  'an axios error of 20 kB': axiosError,
  'an axios error of 20 kB as internal': () => new BusinessException('No stock', { internal: axiosError() }),
};

const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
for (let round = 0; round < BATCHES + 5; round++) {
  for (const [name, make] of Object.entries(cases)) {
    const thrown = Array.from({ length: BATCH }, make);
    const start = process.hrtime.bigint();
    for (const error of thrown) fl.handle(error, facts());
    await fl.flush();
    if (round >= 5) times[name].push(Number(process.hrtime.bigint() - start) / 1000 / BATCH);
  }
}
if (!sink.value.includes('"correlationId"')) throw new Error('nothing was recorded');
process.stdout.write(
  JSON.stringify(Object.fromEntries(Object.entries(times).map(([name, us]) => [name, median(us)]))),
);
