import { describe, expect, it } from 'vitest';
import { MAX_LISTED, summaryOf } from '../../src/store/summary.ts';
import { anOccurrence, NOON } from './occurrences.ts';

const messageOf = (message: string): string => summaryOf(anOccurrence({ error: { message } })).message;

describe('the row of a list', () => {
  it('has what tells occurrences apart', () => {
    const one = anOccurrence({ release: '1.2.3', error: { type: 'PaymentError' } });
    expect(summaryOf(one)).toStrictEqual({
      id: one.id,
      correlationId: one.correlationId,
      at: NOON,
      status: 500,
      code: 'INTERNAL_ERROR',
      fault: 'server',
      name: 'PaymentError',
      message: 'Cannot read properties of undefined',
      method: 'GET',
      path: '/shop/items/7',
      route: '/shop/items/:id',
      api: 'shop',
      fingerprint: 'c0ffee00c0ffee00',
      host: 'web-1',
      release: '1.2.3',
    });
  });

  it('lacks what the occurrence lacks', () => {
    const { api: _api, ...bare } = anOccurrence({ request: null });
    const keys = [
      'id',
      'correlationId',
      'at',
      'status',
      'code',
      'fault',
      'name',
      'message',
      'fingerprint',
      'host',
    ];
    expect(Object.keys(summaryOf(bare))).toEqual(keys);
    const { route: _route, ...request } = anOccurrence().request!;
    expect(summaryOf({ ...bare, request })).not.toHaveProperty('route');
    expect(summaryOf(bare).name).toBe('TypeError');
  });

  it.each([
    ['as long as may be', 'x'.repeat(MAX_LISTED), 'x'.repeat(MAX_LISTED)],
    ['too long', 'x'.repeat(MAX_LISTED + 1), `${'x'.repeat(MAX_LISTED - 1)}…`],
    ['cut in a character', `${'x'.repeat(MAX_LISTED - 2)}🧯🧯`, `${'x'.repeat(MAX_LISTED - 2)}…`],
    ['cut behind a character', `${'x'.repeat(MAX_LISTED - 3)}🧯🧯`, `${'x'.repeat(MAX_LISTED - 3)}🧯…`],
  ])('has a message that is %s', (_title, message, listed) => {
    expect(messageOf(message)).toBe(listed);
    expect(listed.length).toBeLessThanOrEqual(MAX_LISTED);
  });
});
