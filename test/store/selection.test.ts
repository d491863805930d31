import { expect, it } from 'vitest';
import { hasText, isSelected } from '../../src/store/selection.ts';
import type { Selection } from '../../src/store/query.ts';
import { summaryOf } from '../../src/store/summary.ts';
import { anOccurrence, NOON } from './occurrences.ts';

const one = summaryOf(anOccurrence({ correlationId: 'K7QF-2MXD-9TRB' }));
const { api: _api, ...bare } = summaryOf(anOccurrence({ request: null }));

it.each<[Selection, boolean]>([
  [{}, true],
  [{ from: NOON }, true],
  [{ from: NOON + 1 }, false],
  [{ to: NOON }, false],
  [{ to: NOON + 1 }, true],
  [{ status: 500 }, true],
  [{ status: 501 }, false],
  [{ code: 'INTERNAL_ERROR' }, true],
  [{ code: 'internal_error' }, false],
  [{ fault: 'server' }, true],
  [{ fault: 'client' }, false],
  [{ api: 'shop' }, true],
  [{ api: '' }, false],
  [{ route: '/shop/items/:id' }, true],
  [{ route: '/shop' }, false],
  [{ fingerprint: 'c0ffee00c0ffee00' }, true],
  [{ fingerprint: 'c0ffee' }, false],
  [{ status: 500, api: 'shop', from: NOON, to: NOON + 1 }, true],
  [{ status: 500, api: 'shop', from: NOON, to: NOON }, false],
])('R44 an occurrence is among %o: %s', (selection, isAmong) => {
  expect(isSelected(one, selection)).toBe(isAmong);
});

it('R44 one without an api is asked for by the empty text', () => {
  expect(isSelected(bare, { api: '' })).toBe(true);
  expect(isSelected(bare, { api: 'shop' })).toBe(false);
  expect(isSelected(bare, { route: 'x' })).toBe(false);
});

it.each([
  ['typeerror', true],
  ['PROPERTIES of', true],
  ['/Shop/items/7', true],
  ['k7qf-2mxd', true],
  ['/shop/items/:id', false],
  ['INTERNAL_ERROR', false],
  ['.*', false],
])('R44 %j stands in it: %s', (text, isThere) => {
  expect(hasText(one, text)).toBe(isThere);
});

it('R44 text is looked for where there is no path, too', () => {
  expect(hasText(bare, 'undefined')).toBe(true);
  expect(hasText(bare, 'nowhere')).toBe(false);
});
