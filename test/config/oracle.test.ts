/** The engine against the oracle, over generated configurations. */

import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createFaultline, type RequestFacts } from 'faultline';
import type { Config } from '../../src/config/shapes.ts';
import { configs, requests, thrown, type Thrown } from './arbitrary.ts';
import { answerOf, type Answer, type Request } from './oracle.ts';

/** Every part of the date has two digits, so that padding is not the question here. */
const NOW = Date.UTC(2026, 11, 15, 14, 30, 45);
const CORRELATION_ID = 'K7QF-2MXD-9TRB';
const REGION = 'eu <"1">';

/** The headers that generated rows and exceptions set. */
const NAMES = new Set(['x-shop', 'x-policy', 'retry-after']);

vi.stubEnv('FAULTLINE_TEST_REGION', REGION);

function engineOf(config: Config): (request: Request, error: Thrown) => Omit<Answer, 'priority'> {
  const fl = createFaultline({ config, mode: 'release', logger: false, now: () => NOW });
  return (request, error) => {
    const { reply, replaced } = fl.resolve(error.make(), factsOf(request));
    expect(replaced).toBeUndefined();
    const { status, headers, body } = reply;
    expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
    const set = Object.entries(headers).filter(([name]) => NAMES.has(name));
    return { status, contentType: headers['content-type']!, body, headers: Object.fromEntries(set) };
  };
}

function factsOf({ headers, ...request }: Request): RequestFacts {
  const header = (name: string): string | undefined =>
    Object.hasOwn(headers, name) ? headers[name] : undefined;
  return { ...request, header, correlationId: CORRELATION_ID };
}

function expectedOf(config: Config, request: Request, { failure }: Thrown): Answer {
  const environment = { FAULTLINE_TEST_REGION: REGION };
  return answerOf(config, failure, request, { correlationId: CORRELATION_ID, now: NOW, environment });
}

const cases = fc.array(fc.record({ request: requests, error: thrown }), { minLength: 1, maxLength: 8 });

/** What the generated cases must have come to, or they would prove little. */
const PRIORITIES = [1, 2, 3, 4, 5, 6];
const TYPES = [
  'application/json',
  'application/xml',
  'text/plain',
  'text/html',
  'application/problem+json',
  'application/problem+xml',
];

describe('R63 R64 R65 R87 D26 D27 D28 the engine answers as the oracle does', () => {
  it('status, content type, body and headers, whatever the configuration', () => {
    const decidedBy = new Map<number | string, number>();
    const count = (kind: number | string): unknown => decidedBy.set(kind, (decidedBy.get(kind) ?? 0) + 1);
    const property = fc.property(configs, cases, (config, list) => {
      const engine = engineOf(config);
      for (const { request, error } of list) {
        const { priority, ...expected } = expectedOf(config, request, error);
        expect(engine(request, error)).toEqual(expected);
        count(priority);
        count(expected.contentType.split(';')[0]!);
      }
    });
    fc.assert(property, { numRuns: 1000 });
    for (const kind of [...PRIORITIES, ...TYPES]) expect(decidedBy.get(kind), `${kind}`).toBeGreaterThan(20);
  }, 120_000);
});
