/** What people say of groups: only they, only by a form of the dashboard's own. */

import { describe, expect, it } from 'vitest';
import { FaultlineError } from 'faultline';
import { memoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { anOccurrence } from '../store/occurrences.ts';
import { boardOf, textIn, tokenIn, type Board } from './visits.ts';
import type { DashboardOptions } from '../../src/dashboard/options.ts';

const NOW = Date.UTC(2026, 10, 21, 16, 29, 41);
const PATH = '/groups/f1';

function made(options: Partial<DashboardOptions> = {}): { store: Store; board: Board } {
  const store = memoryStore();
  store.put(anOccurrence({ fingerprint: 'f1', at: NOW - 1000 }));
  store.put(anOccurrence({ fingerprint: 'f2', at: NOW - 1000 }));
  return { store, board: boardOf(store, { now: () => NOW, authorize: () => ({ name: 'Ada' }), ...options }) };
}

describe('a change', () => {
  it.each([
    ['resolve', { release: '1.2' }, { state: 'resolved', release: '1.2' }],
    ['resolve', { release: ' ' }, { state: 'resolved' }],
    ['resolve', {}, { state: 'resolved' }],
    ['mute', { release: '1.2' }, { state: 'muted' }],
    ['ignore', {}, { state: 'ignored' }],
    ['reopen', {}, { state: 'open' }],
  ])('R45 %s with %j is kept with who did it', async (action, fields, expected) => {
    const { store, board } = made();
    const { status, headers } = await board.send(PATH, { action, ...fields });
    expect(status).toBe(303);
    expect(headers['location']).toBe(`${PATH}?done=${action}`);
    const group = await store.group('f1');
    expect(group!.state).toBe(expected.state);
    expect(group!.history).toEqual([{ at: NOW, by: 'Ada', ...expected }]);
    expect(textIn((await board.visit(headers['location']!)).body)).toContain('by Ada');
  });

  it('R45 may be a note', async () => {
    const { store, board } = made();
    await board.send(PATH, { action: 'note', note: ' one\r\ntwo ' });
    expect((await store.group('f1'))!.notes).toEqual([{ at: NOW, by: 'Ada', text: 'one\ntwo' }]);
  });

  it.each(['ж', '中', '🧯'])('R45 has room for its 4,000 characters of %s', async (character) => {
    const { store, board } = made();
    const note = character.repeat(4000 / character.length);
    expect((await board.send(PATH, { action: 'note', note })).status).toBe(303);
    expect((await store.group('f1'))!.notes[0]!.text).toBe(note);
  });

  it('has a doer even where nobody has a name', async () => {
    const { store, board } = made({ authorize: () => true });
    await board.send(PATH, { action: 'mute' });
    expect((await store.group('f1'))!.history[0]!.by).toBe('dashboard');
  });

  it.each([
    [{ action: 'note', note: ' ' }, 'A note has 1 to 4000 characters.'],
    [{ action: 'note' }, 'A note has 1 to 4000 characters.'],
    [{ action: 'note', note: 'x'.repeat(4001) }, 'A note has 1 to 4000 characters.'],
    [{ action: 'resolve', release: 'x'.repeat(201) }, 'at most 200 characters'],
    [{ action: '__proto__' }, 'nothing that can be done'],
    [{}, 'nothing that can be done'],
  ])('is refused for %j', async (form, why) => {
    const { store, board } = made();
    const { status, body } = await board.send(PATH, form);
    expect(status).toBe(400);
    expect(textIn(body)).toContain(why);
    expect((await store.group('f1'))!.history).toEqual([]);
  });

  it('is refused by the page of another group, of another person, and of before yesterday', async () => {
    let [name, now] = ['Ada', NOW];
    const { store, board } = made({ authorize: () => ({ name }), now: () => now });
    const other = tokenIn((await board.visit('/groups/f2')).body);
    const own = tokenIn((await board.visit(PATH)).body);
    expect((await board.send(PATH, { action: 'mute', token: other })).status).toBe(403);
    name = 'Eve';
    expect((await board.send(PATH, { action: 'mute', token: own })).status).toBe(403);
    name = 'Ada';
    now += 2 * 86_400_000;
    expect((await board.send(PATH, { action: 'mute', token: own })).status).toBe(403);
    now = NOW;
    expect((await store.group('f1'))!.state).toBe('open');
    expect((await board.send(PATH, { action: 'mute', token: own })).status).toBe(303);
  });

  it.each([
    ['without a token', { token: '' }, {}, 403],
    ['from another site', {}, { 'sec-fetch-site': 'cross-site' }, 403],
    ['from another origin', {}, { origin: 'https://evil.example' }, 403],
    ['as JSON', {}, { 'content-type': 'application/json' }, 415],
    ['as a form that is too long', { note: 'x'.repeat(66_000) }, {}, 413],
  ])('is refused %s', async (_what, fields, headers, expected) => {
    const { store, board } = made();
    const { status, body } = await board.send(PATH, { action: 'mute', ...fields }, { headers });
    expect(status).toBe(expected);
    expect(textIn(body)).toContain('Nothing was changed.');
    expect((await store.group('f1'))!.state).toBe('open');
  });

  it('goes nowhere but by POST', async () => {
    const { store, board } = made();
    const token = tokenIn((await board.visit(PATH)).body);
    await board.visit(`${PATH}?action=mute&token=${token}`);
    expect((await store.group('f1'))!.state).toBe('open');
  });

  it('is refused for whoever is not let in, whatever they have', async () => {
    const { store, board } = made();
    const token = tokenIn((await board.visit(PATH)).body);
    const closed = boardOf(store, { authorize: () => false, now: () => NOW });
    const form = { action: 'mute', token };
    expect((await closed.visit(PATH, { method: 'POST', form })).status).toBe(403);
    expect((await store.group('f1'))!.state).toBe('open');
  });

  it('tells when the group is gone, and when the store is', async () => {
    const { store } = made();
    const answers = new Map<string, Store['updateGroup']>([
      ['404', async () => undefined],
      ['503', () => Promise.reject(new Error('down'))],
      ['400', () => Promise.reject(new FaultlineError('FLT_QUERY_INVALID', 'update.at is wrong.'))],
    ]);
    for (const [status, updateGroup] of answers) {
      const board = boardOf({ ...store, updateGroup }, { now: () => NOW });
      expect((await board.send(PATH, { action: 'mute' })).status).toBe(Number(status));
    }
  });

  it('is kept below the path of the mount', async () => {
    const { board } = made();
    const body = (await board.visit(PATH, { base: '/ops/errors' })).body;
    const form = { action: 'mute', token: tokenIn(body) };
    const { headers } = await board.visit(PATH, { method: 'POST', form, base: '/ops/errors' });
    expect(headers['location']).toBe('/ops/errors/groups/f1?done=mute');
  });
});
