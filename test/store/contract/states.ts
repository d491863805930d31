/** What people say about groups, and what becomes of it when they occur again. */

import { describe, expect, it } from 'vitest';
import type { GroupChange, GroupState, GroupUpdate } from '../../../src/store/group.ts';
import type { Store } from '../../../src/store/store.ts';
import { anOccurrence, HOSTILE, MINUTE, NOON } from '../occurrences.ts';
import { allOf, putAll, type Open } from './opened.ts';

const PRINT = 'c0ffee00c0ffee00';
const by = 'ann@example.com';

/** A release that occurred, or what somebody did. */
type Step = string | null | Omit<GroupUpdate, 'at' | 'by'>;

const resolved: Step = { state: 'resolved' };
const resolvedIn = (release: string): Step => ({ state: 'resolved', release });

/** Releases of occurrences (`null`: none) and updates, one after the other, and the state after all of them. */
const CASES: readonly (readonly [string, readonly Step[], GroupState])[] = [
  ['a new one is open', ['1'], 'open'],
  ['resolved stays so until it occurs', ['1', resolved], 'resolved'],
  ['resolved without a release is opened by any', ['1', resolved, '1'], 'open'],
  ['... by one without a release, too', ['1', resolved, null], 'open'],
  ['resolved in a release is not opened by one before it', ['1', resolvedIn('2'), '1'], 'resolved'],
  ['... by any of those before', ['0', '1', '0', resolvedIn('2'), '1', '0'], 'resolved'],
  ['... but by that release', ['1', resolvedIn('2'), '2'], 'open'],
  ['... though it had the bug already', ['1', '2', resolvedIn('2'), '1', '2'], 'open'],
  ['... and by a later one', ['1', resolvedIn('2'), '1', '3'], 'open'],
  ['... and by one that is unknown', ['1', resolvedIn('2'), null], 'open'],
  ['resolved again after it was opened', ['1', resolved, '1', resolved], 'resolved'],
  ['the second time counts', ['1', resolvedIn('2'), '2', resolvedIn('3'), '2', '1'], 'resolved'],
  ['... for later ones, too', ['1', resolvedIn('2'), '2', resolvedIn('3'), '2', '3'], 'open'],
  ['resolved again without a release', ['1', resolvedIn('2'), resolved, '1'], 'open'],
  ['opened by a person', ['1', resolved, { state: 'open' }, '1'], 'open'],
  ['muted stays so', ['1', { state: 'muted' }, '1', '2', null], 'muted'],
  ['ignored stays so', ['1', { state: 'ignored' }, '1', '2', null], 'ignored'],
  ['muted after it was resolved', ['1', resolved, { state: 'muted' }, '1'], 'muted'],
  ['a note changes no state', ['1', resolvedIn('2'), { note: 'seen' }, '1'], 'resolved'],
  ['... but may come with one', ['1', { note: 'seen', state: 'muted' }], 'muted'],
];

export function statesContract(open: Open): void {
  async function play(
    store: Store,
    steps: readonly Step[],
    fingerprint: string,
    together: boolean,
  ): Promise<void> {
    let waiting: (string | null)[] = [];
    let at = NOON;
    const put = async (): Promise<void> => {
      const all = waiting.map((release) =>
        anOccurrence({ at: (at += MINUTE), fingerprint, ...(release !== null && { release }) }),
      );
      waiting = [];
      await putAll(store, all);
    };
    for (const step of steps) {
      if (typeof step === 'string' || step === null) {
        waiting.push(step);
        if (!together) await put();
      } else {
        await put();
        expect(await store.updateGroup(fingerprint, { ...step, by, at: (at += MINUTE) })).toBeDefined();
      }
    }
    await put();
  }

  describe('states of groups', () => {
    it('are as the table says, whether occurrences come one by one or together', async () => {
      const { store } = await open();
      for (const [index, [title, steps, state]] of CASES.entries()) {
        for (const together of [false, true]) {
          const fingerprint = `case-${index}-${together}`;
          await play(store, steps, fingerprint, together);
          const group = await store.group(fingerprint);
          expect([title, group?.state]).toEqual([title, state]);
          expect(group!.count).toBe(steps.filter((step) => typeof step === 'string' || step === null).length);
        }
      }
    });

    it('have a history: who, when, which release', async () => {
      const { store } = await open();
      await play(
        store,
        ['1', resolvedIn('2'), '1', '2', { state: 'ignored', note: 'no more' }],
        PRINT,
        false,
      );
      const group = (await store.group(PRINT))!;
      expect(group.history).toEqual([
        { at: NOON + 2 * MINUTE, by, state: 'resolved', release: '2' },
        { at: NOON + 4 * MINUTE, state: 'open', release: '2' },
        { at: NOON + 5 * MINUTE, by, state: 'ignored' },
      ]);
      expect(group.reopened).toEqual({ at: NOON + 4 * MINUTE, release: '2' });
      expect(group.notes).toEqual([{ at: NOON + 5 * MINUTE, by, text: 'no more' }]);
    });

    it('an update gives back the group as it is then', async () => {
      const { store } = await open();
      await putAll(store, [anOccurrence(), anOccurrence()]);
      const updated = await store.updateGroup(PRINT, { state: 'muted', note: 'known', by, at: NOON });
      expect(updated).toEqual(await store.group(PRINT));
      expect(updated).toMatchObject({ state: 'muted', count: 2 });
    });

    it('notes hold hostile text, in order, at most 200 of them', async () => {
      const { store } = await open();
      await putAll(store, [anOccurrence()]);
      const notes = HOSTILE.filter((text) => text !== '').map((text, at) => ({ at, by: text, text }));
      for (const { at, text } of notes) await store.updateGroup(PRINT, { note: text, by: text, at });
      expect((await store.group(PRINT))!.notes).toStrictEqual(notes);
      for (let at = notes.length; at < 203; at++) {
        await store.updateGroup(PRINT, { note: `note ${at}`, by, at });
        await store.updateGroup(PRINT, { state: at % 2 === 0 ? 'muted' : 'open', by, at });
      }
      const group = (await store.group(PRINT))!;
      expect(group.notes).toHaveLength(200);
      expect(group.notes.map(({ at }) => at)).toEqual(Array.from({ length: 200 }, (_, index) => index + 3));
      expect(group.history.at(-1)!.at).toBe(202);
    });

    it('updates at once are all kept', async () => {
      const { store } = await open();
      await putAll(store, [anOccurrence()]);
      const notes = Array.from({ length: 20 }, (_, index) => `note ${index}`);
      await Promise.all(notes.map((note, at) => store.updateGroup(PRINT, { note, by, at })));
      const kept = (await store.group(PRINT))!.notes.map(({ text }) => text);
      expect(new Set(kept)).toEqual(new Set(notes));
    });

    it('lists leave ignored ones out, unless asked for them', async () => {
      const { store } = await open();
      const states: readonly GroupState[] = ['open', 'resolved', 'muted', 'ignored'];
      for (const state of states) {
        await putAll(store, [anOccurrence({ fingerprint: state })]);
        await store.updateGroup(state, { state, by, at: NOON });
        const { items } = await store.groups({ state });
        expect(items.map(({ fingerprint }) => fingerprint)).toEqual([state]);
      }
      const listed = await allOf((cursor) => store.groups({ limit: 1, ...cursor }));
      expect(new Set(listed.map(({ state }) => state))).toEqual(new Set(['open', 'resolved', 'muted']));
    });

    it('R35 changes tell the state, and whether any of those added is an error', async () => {
      const { store } = await open();
      const changes: GroupChange[] = [];
      store.subscribe((event) => {
        if (event.type === 'stored') changes.push(...event.changes);
      });
      const cases = [
        [anOccurrence(), false],
        [anOccurrence({ expected: true }), true],
        [anOccurrence({ fault: 'client', status: 404 }), true],
        [anOccurrence({ fault: 'abort', status: 499 }), true],
      ] as const;
      for (const [one, isExpected] of cases) {
        await putAll(store, [one]);
        expect(changes.at(-1)).toMatchObject({ added: 1, isExpected });
      }
      await store.updateGroup(PRINT, { state: 'muted', by, at: NOON });
      await putAll(store, [anOccurrence()]);
      expect(changes.at(-1)).toMatchObject({ isReopened: false, isNew: false, group: { state: 'muted' } });
    });
  });
}
