import { describe, expect, it } from 'vitest';
import { newCorrelationId } from '../../src/http/correlation.ts';
import type { StoredOccurrence } from '../../src/record/stored-occurrence.ts';
import { lookUp } from '../../src/store/lookup.ts';
import { anOccurrence } from './occurrences.ts';

const INBOUND = 'order.7_Retry-2';

const kept = new Map<string, StoredOccurrence[]>(
  ['0000-0000-0000', INBOUND, 'abcd-efgh-jkmn'].map((reference) => [
    reference,
    [anOccurrence({ correlationId: reference })],
  ]),
);
const asked: string[] = [];
const store = {
  find: async (reference: string): Promise<readonly StoredOccurrence[]> => {
    asked.push(reference);
    return kept.get(reference) ?? [];
  },
};

describe('R44 a reference is looked up', () => {
  it.each([
    ['0000-0000-0000', '0000-0000-0000'],
    ['  0000-0000-0000\n', '0000-0000-0000'],
    ['OOOO oooo 0000', '0000-0000-0000'],
    ['000000000000', '0000-0000-0000'],
    ['0000–0000–0000', '0000-0000-0000'],
    [INBOUND, INBOUND],
    [` ${INBOUND} `, INBOUND],
    // What a trusted caller gave may look like ours, and is found all the same.
    ['abcd-efgh-jkmn', 'abcd-efgh-jkmn'],
  ])('%j is found', async (typed, reference) => {
    expect(await lookUp(store, typed)).toEqual({
      kind: 'found',
      reference,
      occurrences: kept.get(reference),
    });
  });

  it.each([
    ['0000-0000-0001', 'mistyped', '0000-0000-0001'],
    ['K7QF-2MXD-9TR', 'mistyped', 'K7QF-2MXD-9TR'],
    ['K7QF 2MXD 9TRBX', 'mistyped', 'K7QF 2MXD 9TRBX'],
    ['k7qf2mxd9tru', 'mistyped', 'k7qf2mxd9tru'],
    ['', 'mistyped', ''],
    ['what the page said', 'mistyped', 'what the page said'],
    ['x'.repeat(129), 'mistyped', 'x'.repeat(129)],
    ['<script>', 'mistyped', '<script>'],
    // It may be a trusted caller's: nobody can tell whether it is mistyped.
    ['order.8', 'unknown', 'order.8'],
    ['ORDER.7_Retry-2', 'unknown', 'ORDER.7_Retry-2'],
    ['__proto__', 'unknown', '__proto__'],
  ])('%j is not found: %s', async (typed, kind, reference) => {
    expect(await lookUp(store, typed)).toEqual({ kind, reference });
  });

  it('that is well formed and not there is unknown, in the form that is stored', async () => {
    asked.length = 0;
    const reference = newCorrelationId();
    const typed = reference.toLowerCase().replaceAll('-', '.');
    expect(await lookUp(store, typed)).toEqual({ kind: 'unknown', reference });
    expect(asked).toEqual([reference, typed]);
    asked.length = 0;
    expect(await lookUp(store, reference)).toEqual({ kind: 'unknown', reference });
    expect(asked).toEqual([reference]);
  });

  it('fails where the store does', async () => {
    const failing = { find: () => Promise.reject(new Error('gone')) };
    await expect(lookUp(failing, INBOUND)).rejects.toThrow('gone');
  });
});
