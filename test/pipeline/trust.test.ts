import { createFaultline, parseCorrelationId } from 'faultline';
import { expect, it } from 'vitest';
import { factsWith } from './facts.ts';

it('R42 a predicate that throws trusts nobody, and asking for an ID does not fail', () => {
  const fl = createFaultline({
    logger: false,
    correlation: {
      trust: () => {
        throw new Error('no');
      },
    },
  });
  const id = fl.correlationId(factsWith({ 'x-request-id': 'order-7' }));
  expect(parseCorrelationId(id)).toBe(id);
});

it('R42 only `true` is trust', () => {
  const fl = createFaultline({ logger: false, correlation: { trust: (() => 'yes') as never } });
  expect(fl.correlationId(factsWith({ 'x-request-id': 'order-7' }))).not.toBe('order-7');
});
