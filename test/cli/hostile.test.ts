/** What clients sent is stored as they sent it: whatever it is, no command lets it reach a terminal as it is. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../src/store/memory.ts';
import { HOSTILE, anOccurrence, hostileText, occurrence } from '../store/occurrences.ts';
import { faultline } from './command.ts';
import { ioOf, shopStore } from './shop.ts';
import type { StoredOccurrence } from '../../src/record/stored-occurrence.ts';
import type { Store } from '../../src/store/store.ts';

/** What commands a terminal, or turns its text around. Line breaks are the commands' own. */
// oxlint-disable-next-line no-control-regex
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/u;

async function commandsOn(store: Store, { correlationId, fingerprint }: StoredOccurrence): Promise<void> {
  for (const columns of [undefined, 33, 80]) {
    for (const argv of [
      ['show', correlationId, '--all'],
      ['show', correlationId, '--json'],
      ['show', fingerprint],
      ['list'],
      ['list', '--json'],
      ['groups'],
      ['groups', '--json'],
      ['mute', fingerprint, '--note', 'x', '--by', '\u001b[1meve'],
      ['note', fingerprint, '\u009b2J'],
      ['export'],
      ['report', '--from', '2026-10-30', '--to', '2026-11-30'],
    ]) {
      const { code, stdout, stderr } = await faultline(argv, ioOf(store, { columns }));
      expect({ argv, code, stderr }).toEqual({ argv, code: 0, stderr: '' });
      expect(stdout).not.toMatch(UNPRINTABLE);
    }
  }
}

describe('hostile text in every field', () => {
  it('commands no terminal', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(occurrence, async (stored) => {
        const store = memoryStore();
        store.put(stored);
        await commandsOn(store, stored);
      }),
      { numRuns: 15 },
    );
  });

  it('shifts no column by the tabs of an answer', async () => {
    const store = memoryStore();
    const body = '{\n\t"a\u0007":\t1\n}';
    const stored = anOccurrence({ correlationId: 'x-1', code: 'A\tB', answer: { status: 400, body } });
    store.put(stored);
    const { stdout } = await faultline(['show', 'x-1'], ioOf(store));
    expect(stdout).toContain('    "a\\u0007":  1\n');
    expect(stdout).toContain('A\\u0009B');
    await commandsOn(store, stored);
  });

  it.each(HOSTILE)('%j makes no line of its own in a list', async (text) => {
    const store = memoryStore();
    store.put(
      anOccurrence({
        code: text || 'X',
        host: text,
        error: { name: text, message: text, type: text },
        request: { method: 'GET', path: text },
        api: { id: text, name: text },
      }),
    );
    const { stdout } = await faultline(['list'], ioOf(store));
    expect(stdout.split('\n')).toHaveLength(3);
  });

  it('commands no terminal either where a number or a state should stand', async () => {
    const evil = '\u001b]0;x\u0007' as never;
    const stored = anOccurrence({ status: evil, answer: { status: evil, body: '' }, correlationId: 'x-1' });
    const store = memoryStore();
    store.put(stored);
    const odd: Store = {
      ...store,
      group: async (name) => Object.assign({ ...(await store.group(name)) }, { state: evil }) as never,
      updateGroup: async (name) =>
        Object.assign({ ...(await store.group(name)) }, { state: 'x\u009b' }) as never,
    };
    for (const argv of [['show', 'x-1'], ['groups'], ['list'], ['mute', stored.fingerprint]]) {
      const { stdout } = await faultline(argv, ioOf(odd));
      expect(stdout).toContain('\\u00');
      expect(stdout).not.toMatch(UNPRINTABLE);
    }
  });

  it('of a megabyte is shown', async () => {
    const store = memoryStore();
    const long = 'x (y '.repeat(200_000);
    store.put(
      anOccurrence({ correlationId: 'x-1', error: { name: 'E', message: long, stack: `at ${long}` } }),
    );
    const { code, stdout } = await faultline(['show', 'x-1'], ioOf(store, { columns: 80 }));
    expect(code).toBe(0);
    expect(stdout.length).toBeGreaterThan(long.length);
  });
});

it('no command line reaches a terminal as it is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('show', 'list', 'groups', 'resolve', 'note', 'prune', 'report', 'export', 'serve'),
      fc.array(
        fc.oneof(
          hostileText,
          fc.constantFrom('--since', '--text', '--by', '--store', '--host', '--port', '--status'),
        ),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      async (command, argv) => {
        const abort = AbortSignal.abort();
        const io = ioOf(shopStore([]), { interruption: () => abort });
        const { stderr } = await faultline([command, ...argv.filter((text) => text !== '--yes')], io);
        expect(stderr).not.toMatch(UNPRINTABLE);
      },
    ),
    { numRuns: 200 },
  );
});
