/** What `server_error.json` does to answers, seen from outside. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BusinessException, createFaultline, UnavailableException, type Reply } from 'faultline';
import { factsWith } from './pipeline/facts.ts';

const SERVER_ERRORS = {
  server_error: [
    { error_code: '500', error_def: 'Internal Server Error', msg_body: 'Contact Your Administrator' },
    { error_code: '503', error_def: 'Service Unavailable', msg_body: 'Service Temporarily Unavailable' },
  ],
};

const plain = createFaultline({ logger: false, mode: 'release' });
const mapped = createFaultline({ logger: false, mode: 'release', serverErrors: SERVER_ERRORS });

function answered(fl: typeof plain, thrown: unknown, accept: string): Reply {
  return fl.resolve(thrown, factsWith({ accept }, { correlationId: 'K7QF-2MXD-9TRB' })).reply;
}

const TYPES = ['application/json', 'application/xml', 'text/plain', 'text/html'] as const;

describe('R6 D2 a status that is not listed', () => {
  it('is answered as it is without the file, byte for byte, and as safely', () => {
    const others = fc.integer({ min: 400, max: 599 }).filter((status) => status !== 500 && status !== 503);
    fc.assert(
      fc.property(others, fc.boolean(), fc.constantFrom(...TYPES), (status, own, accept) => {
        const thrown = own
          ? new BusinessException('Only 3 are left', { status })
          : Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { status });
        const reply = answered(mapped, thrown, accept);
        expect(reply).toEqual(answered(plain, thrown, accept));
        expect(reply.body).not.toContain('ECONNREFUSED');
      }),
    );
  });
});

describe('R2 R4 D5 a listed status has its texts in the format that is negotiated', () => {
  it.each(TYPES)('%s', (accept) => {
    const reply = answered(mapped, new UnavailableException('the pool is empty'), accept);
    expect(reply.status).toBe(503);
    expect(reply.headers['content-type']).toContain(accept.split('/')[1]);
    expect(reply.body).toContain('Service Temporarily Unavailable');
    expect(reply.body).not.toContain('the pool is empty');
  });
});
