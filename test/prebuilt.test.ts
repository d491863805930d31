import { describe, expect, it } from 'vitest';
import type { Format } from '../src/model.ts';
import { genericProblem } from '../src/pipeline/disclose.ts';
import { compilePlan } from '../src/plan.ts';
import { lastResort, lastResortId, prebuiltBody } from '../src/prebuilt.ts';
import { renderers } from '../src/renderers/index.ts';

const ID = 'K7QF-2MXD-9TRB';
const plan = compilePlan({ correlation: { header: 'x-reference' } });
const FORMATS = Object.keys(renderers) as Format[];
/** RFC 9110, sections 11.6.1 and 10.2.1. */
const REQUIRED: Readonly<Record<number, object>> = {
  401: { 'www-authenticate': 'Bearer' },
  405: { allow: '' },
};
const STATUSES = [400, 401, 404, 405, 418, 419, 500, 503, 599];
const CASES = FORMATS.flatMap((format) => STATUSES.map((status) => [status, format] as const));

describe('R34 answers that were there before anything failed', () => {
  it.each(CASES)('%i as %s is what its renderer says of it, with the length in bytes', (status, format) => {
    for (const id of [ID, 'a', 'x'.repeat(128)]) {
      const { body, bytes } = prebuiltBody(status, renderers[format], id);
      expect(body).toBe(renderers[format].render(genericProblem(status, id)));
      expect(bytes).toBe(Buffer.byteLength(body));
      expect(body).toContain(id);
    }
  });

  it.each(CASES)('%i as %s is a whole reply', (status, format) => {
    const reply = lastResort(status, format, ID, plan);
    expect(reply).toEqual({
      status,
      format,
      abandoned: false,
      body: prebuiltBody(status, renderers[format], ID).body,
      headers: {
        'content-type': renderers[format].contentType,
        'content-length': String(Buffer.byteLength(reply.body)),
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-reference': ID,
        vary: 'Accept',
        ...renderers[format].headers,
        ...REQUIRED[status],
      },
    });
  });

  it('R43 mentions the reference in words when the failure is ours', () => {
    expect(JSON.parse(lastResort(500, 'json', ID, plan).body)).toEqual({
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      detail: `An unexpected error occurred. If you need help, mention this reference: ${ID}.`,
      code: 'INTERNAL_ERROR',
      correlationId: ID,
    });
    expect(JSON.parse(lastResort(404, 'json', ID, plan).body)).not.toHaveProperty('detail');
  });
});

describe('R42 the reference of last resort', () => {
  it('is the known one, else a fresh one', () => {
    expect(lastResortId(ID)).toBe(ID);
    expect(lastResortId(undefined)).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  });

  it('is constant when the source of randomness fails', () => {
    Object.defineProperty(globalThis.crypto, 'getRandomValues', { configurable: true, value: refuse });
    try {
      // Random bytes are fetched for many IDs at a time.
      const ids = Array.from({ length: 20_000 }, () => lastResortId(undefined));
      expect(ids.at(-1)).toBe('0000-0000-0000');
    } finally {
      Reflect.deleteProperty(globalThis.crypto, 'getRandomValues');
    }
  });
});

function refuse(): never {
  throw new Error('no entropy');
}
