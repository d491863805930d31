/** `fl.resolve` alone: the errors exist before, the facts are fresh, so that every call makes an ID. */

import { BusinessException, createFaultline } from '../../dist/src/index.js';
import { families } from '../../dist/src/recognizers/index.js';
import { ACCEPT } from '../accept.mjs';
import { fail } from '../servers/fail.mjs';
import { bytesPerCall, timeInTurns } from './clock.mjs';

const POOL = 1000;
const fl = createFaultline({ mode: 'release', logger: false });

const off = Object.fromEntries(families.map(({ name }) => [name, false]));
const alone = createFaultline({ mode: 'release', logger: false, families: off });

const unexpected = Array.from({ length: POOL }, caught);
const business = Array.from(
  { length: POOL },
  (_, index) =>
    new BusinessException('Only 3 of A1 are left', {
      code: 'STOCK_TOO_LOW',
      status: 409,
      details: { left: 3, sku: `A${index}` },
      errors: [
        { pointer: '/items/0/quantity', message: 'must be at most 3', code: 'max' },
        { pointer: '/items/0/sku', message: 'is not sold in this shop', code: 'sku' },
        { pointer: '/delivery/date', message: 'must not be in the past', code: 'date' },
      ],
    }),
);

function caught() {
  try {
    return fail();
  } catch (error) {
    return error;
  }
}

class Facts {
  method = 'GET';
  url = '/orders/17?expand=items';
  correlationId = undefined;
  header(name) {
    return name === 'accept' ? ACCEPT : undefined;
  }
}

const cases = {
  'unexpected error': (call) => fl.resolve(unexpected[call % POOL], new Facts()).reply,
  'unexpected error, all families off': (call) => alone.resolve(unexpected[call % POOL], new Facts()).reply,
  'BusinessException, details, 3 field errors': (call) =>
    fl.resolve(business[call % POOL], new Facts()).reply,
};

if (cases['unexpected error'](0).status !== 500) throw new Error('an unexpected error was not a 500');
const body = JSON.parse(cases['BusinessException, details, 3 field errors'](0).body);
if (body.errors.length !== 3 || body.details.left !== 3)
  throw new Error('details or field errors are missing');

const bytes = process.argv.includes('bytes');
const results = bytes ? Object.fromEntries(await inTurn(Object.entries(cases))) : timeInTurns(cases);
process.stdout.write(JSON.stringify(results));

async function inTurn(entries) {
  const measured = [];
  for (const [name, run] of entries) measured.push([name, await bytesPerCall(run)]);
  return measured;
}
