/** `faultline list` and `faultline groups`. */

import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../src/store/memory.ts';
import { widthOf } from '../../src/cli/printable.ts';
import { anOccurrence } from '../store/occurrences.ts';
import { faultline } from './command.ts';
import { HOUR, MINUTE, NOW, REFERENCE, ioOf, shopOccurrences, shopStore } from './shop.ts';

describe('faultline list', () => {
  it('lists the newest first, below their days, without the columns that do not fit', async () => {
    const io = ioOf(shopStore(), { columns: 80 });
    const { code, stdout } = await faultline(['list', '--since', '14h', '--limit', '200'], io);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 6)).toEqual([
      '  time      reference            request             what failed',
      '2026-11-21 UTC',
      '  14:27:44  4WZ2-8K6C-X0V9  404  GET /shop/items/…   NotFoundException: There i…',
      '  14:24:44  4WZ2-8K5C-X0V6  500  POST /shop/orders   TypeError: Cannot read pro…',
      '  14:22:44  4WZ2-8K4C-X0V3  409  POST /shop/cart/i…  OutOfStockException: Only …',
      `  14:18:44  ${REFERENCE}  500  POST /shop/orders   TypeError: Cannot read pro…`,
    ]);
  });

  it('has all of it on each line where there is no terminal', async () => {
    const { stdout } = await faultline(['list', '--limit', '1'], ioOf(shopStore()));
    expect(stdout).toBe(
      'time (UTC)           reference            code       request                     what failed\n' +
        '2026-11-21 14:27:44  4WZ2-8K6C-X0V9  404  NOT_FOUND  GET /shop/items/ショップ-7  NotFoundException: There is no item ショップ-7\n',
    );
  });

  it.each([30, 40, 57, 76, 77, 80, 93, 120, 200])('fits %i columns', async (columns) => {
    const { stdout } = await faultline(['list', '--limit', '60'], ioOf(shopStore(), { columns }));
    // The time, the reference and the status are never cut.
    for (const line of stdout.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(Math.max(columns, 34));
    expect(stdout).toContain(REFERENCE);
    const [titles = ''] = stdout.split('\n');
    expect(titles.includes(' code ')).toBe(columns >= 93);
    expect(titles.includes(' request ')).toBe(columns >= 77);
  });

  /** Options -> how many, and what all of them have. */
  const FILTERED: readonly (readonly [argv: readonly string[], count: number])[] = [
    [[], 27],
    [['--since', '1h'], 12],
    [['--since', '1h', '--until', '10m'], 9],
    [['--since', '2026-11-20', '--until', '2026-11-21'], 4],
    [['--since', 'today'], 23],
    [['--until', 'yesterday'], 0],
    [['--status', '503'], 5],
    [['--code', 'OUT_OF_STOCK'], 6],
    [['--fault', 'abort'], 1],
    [['--api', 'pay'], 5],
    [['--api', ''], 0],
    [['--route', '/shop/items/:id'], 2],
    [['--group', '9f31c0de77aa0142'], 13],
    [['--text', 'READ PROPERTIES'], 13],
    [['--text', 'k7qf'], 1],
    [['--fault', 'server', '--status', '404'], 0],
  ];

  it.each(FILTERED)('%j lets %i through', async (argv, count) => {
    const { code, stdout, stderr } = await faultline(['list', '--json', ...argv], ioOf(shopStore()));
    const rows = stdout.split('\n').slice(0, -1);
    expect({ code, stderr, rows: rows.length }).toEqual({ code: 0, stderr: '', rows: count });
    for (const row of rows) expect(JSON.parse(row)).toMatchObject({ host: 'web-1' });
  });

  it('says so when there are none', async () => {
    const result = await faultline(['list', '--status', '418'], ioOf(shopStore()));
    expect(result).toEqual({ code: 0, stdout: '', stderr: 'There are none.\n' });
  });

  it('goes on where a list ended: every one once, in order', async () => {
    const io = ioOf(shopStore());
    const seen: string[] = [];
    let cursor: readonly string[] = [];
    for (let turns = 0; turns < 20; turns++) {
      const { stdout, stderr } = await faultline(['list', '--json', '--limit', '7', ...cursor], io);
      for (const row of stdout.split('\n').slice(0, -1)) seen.push(JSON.parse(row).id);
      const [, next] = /^There are more: add (--cursor=\S+)\n$/.exec(stderr) ?? [];
      if (next === undefined) break;
      cursor = [next];
    }
    expect(seen).toEqual(
      shopOccurrences()
        .map(({ id }) => id)
        .toReversed(),
    );
  });

  it('asks for more pages than one where a page does not have them', async () => {
    const store = memoryStore();
    for (let index = 0; index < 450; index++) store.put(anOccurrence({ at: NOW - index }));
    const { stdout, stderr } = await faultline(['list', '--json', '--limit', '401'], ioOf(store));
    expect(stdout.split('\n')).toHaveLength(402);
    expect(stderr).toContain('There are more');
    // A page may have none, and yet not be the last.
    const { search } = store;
    let turn = 0;
    const slow = {
      ...store,
      search: async (query: Parameters<typeof search>[0]) => {
        const page = await search({ ...query, limit: 1 });
        return turn++ % 2 === 0 ? { items: [], next: page.next ?? '' } : page;
      },
    };
    expect((await faultline(['list', '--json', '--limit', '3'], ioOf(slow))).stdout.split('\n')).toHaveLength(
      4,
    );
  });

  it('refuses a cursor of another list', async () => {
    const result = await faultline(['list', '--cursor', 'made-up'], ioOf(shopStore()));
    expect(result).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('--cursor is "made-up"'),
    });
  });
});

describe('faultline groups', () => {
  it('R45 lists bugs with their counts and the trend of a day', async () => {
    const io = ioOf(shopStore(), { columns: 100 });
    const { code, stdout } = await faultline(['groups', '--sort', 'count', '--limit', '2'], io);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      '    last 24 h                 what fails',
      "13            ▃        ▃▃▃▇█  500 TypeError: Cannot read properties of undefined (reading 'price')",
      '                              6 min ago  9f31c0de77aa0142  INTERNAL_ERROR · /shop/orders · shop',
      '',
      ' 6  █       █    █    █   ██  409 OutOfStockException: Only 3 of A1 are left',
      '                              8 min ago  41d0c7e2b6a99f30  OUT_OF_STOCK · /shop/cart/items · shop',
      '',
    ]);
  });

  it.each([40, 60, 80, 99, 100, 140, undefined])('fits %s columns', async (columns) => {
    const { stdout } = await faultline(['groups'], ioOf(shopStore(), { columns }));
    const most = Math.max(columns ?? Number.POSITIVE_INFINITY, 48);
    for (const line of stdout.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(most);
  });

  it('tells their states, and leaves out those that are ignored', async () => {
    const store = shopStore();
    const by = { by: 'ada', at: NOW };
    await store.updateGroup('9f31c0de77aa0142', { state: 'resolved', ...by });
    await store.updateGroup('41d0c7e2b6a99f30', { state: 'ignored', ...by });
    await store.updateGroup('c2a8815b0e6d4f77', { state: 'muted', ...by });
    await store.updateGroup('7b10d4f6a2c39e58', { state: 'resolved', ...by });
    store.put({ ...shopOccurrences()[0]!, fingerprint: '7b10d4f6a2c39e58', at: NOW + 1, id: 'zz' });
    const io = ioOf(store, { columns: 120, isTTY: true, env: { TERM: 'xterm' } });
    const { stdout } = await faultline(['groups'], io);
    expect(stdout).toContain('\u001b[32m  resolved\u001b[39m');
    expect(stdout).toContain('\u001b[2m  muted\u001b[22m');
    expect(stdout).toContain('\u001b[33m  open again since 1.4.1\u001b[39m');
    expect(stdout).not.toContain('OutOfStock');
    const ignored = await faultline(['groups', '--state', 'ignored'], ioOf(store));
    expect(ignored.stdout).toContain('  ignored  OUT_OF_STOCK');
  });

  it('draws with signs where the locale has no blocks', async () => {
    const io = ioOf(shopStore(), { columns: 80, env: { LANG: 'C' } });
    const { stdout } = await faultline(['groups'], io);
    expect(stdout).toMatch(/^13 {2}[ .:=+*#@-]{12} {2}500 /m);
    expect(stdout).not.toMatch(/[▁-█]/);
    const other = await faultline(['groups'], { ...io, env: { ...io.env, LC_ALL: 'de_DE.UTF-8' } });
    expect(other.stdout).toMatch(/[▁-█]/);
  });

  /** Options -> fingerprints. */
  const FILTERED: readonly (readonly [argv: readonly string[], found: readonly string[]])[] = [
    [
      ['--sort', 'new'],
      ['c2a8', '7b10', 'e07f', '41d0', '9f31'],
    ],
    [
      ['--sort', 'recent'],
      ['e07f', '9f31', '41d0', 'c2a8', '7b10'],
    ],
    [
      ['--since', '10m'],
      ['e07f', '9f31', '41d0'],
    ],
    [['--status', '503'], ['c2a8']],
    [['--code', 'NOT_FOUND'], ['e07f']],
    [
      ['--fault', 'client', '--sort', 'count'],
      ['41d0', 'e07f'],
    ],
    [['--api', 'pay'], ['c2a8']],
    [['--text', 'price'], ['9f31']],
    [['--state', 'muted'], []],
  ];

  it.each(FILTERED)('%j lists %j', async (argv, found) => {
    const { stdout } = await faultline(['groups', '--json', ...argv], ioOf(shopStore()));
    const rows = stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    expect(rows.map(({ fingerprint }) => fingerprint.slice(0, 4))).toEqual(found);
    for (const { trend } of rows) expect(trend).toHaveLength(24);
  });

  it('goes on where a list ended, and says when there are none', async () => {
    const io = ioOf(shopStore());
    const first = await faultline(['groups', '--json', '--limit', '4'], io);
    const [, cursor] = /add (--cursor=\S+)/.exec(first.stderr) ?? [];
    const last = await faultline(['groups', '--json', '--limit', '4', cursor!], io);
    expect(JSON.parse(last.stdout)).toMatchObject({ fingerprint: '7b10d4f6a2c39e58' });
    expect(last.stderr).toBe('');
    const none = await faultline(['groups', '--since', 'now'], io);
    expect(none).toEqual({ code: 0, stdout: '', stderr: 'There are none.\n' });
  });

  it('counts the hours up to the current one', async () => {
    const store = memoryStore();
    store.put(anOccurrence({ at: NOW - 23 * HOUR }));
    store.put(anOccurrence({ at: NOW - MINUTE }));
    const { stdout } = await faultline(['groups'], ioOf(store));
    expect(stdout).toContain(`2  █${' '.repeat(22)}█  500 TypeError`);
  });
});
