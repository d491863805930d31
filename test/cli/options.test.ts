/** Values of options: times, numbers, words; and the tables that what they find stands in. */

import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.ts';
import { clip } from '../../src/cli/layout.ts';
import { sparkline } from '../../src/cli/sparkline.ts';
import { tableOf } from '../../src/cli/table.ts';
import { timeOption } from '../../src/cli/time-option.ts';
import { ago, exactStamp, stamp } from '../../src/cli/time-text.ts';
import { faultline } from './command.ts';
import { NOW, ioOf, shopStore } from './shop.ts';

function timeIn(text: string): number | undefined {
  return timeOption(
    'list',
    parseArguments('list', { since: { value: 'TIME', help: '' } }, [`--since=${text}`]),
    'since',
    NOW,
  );
}

describe('times', () => {
  /** What is written -> in UTC. */
  const TIMES: readonly (readonly [text: string, iso: string])[] = [
    ['2026-11-21', '2026-11-21T00:00:00.000Z'],
    ['2026-11-21T14:30', '2026-11-21T14:30:00.000Z'],
    ['2026-11-21 14:30:01', '2026-11-21T14:30:01.000Z'],
    ['2026-11-21T14:30:01.5', '2026-11-21T14:30:01.500Z'],
    ['2026-11-21t14:30z', '2026-11-21T14:30:00.000Z'],
    ['2026-11-21T14:30+01:00', '2026-11-21T13:30:00.000Z'],
    ['2026-11-21T00:30+01:00', '2026-11-20T23:30:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    [' now ', '2026-11-21T14:30:45.000Z'],
    ['Today', '2026-11-21T00:00:00.000Z'],
    ['yesterday', '2026-11-20T00:00:00.000Z'],
    ['45s', '2026-11-21T14:30:00.000Z'],
    ['30m', '2026-11-21T14:00:45.000Z'],
    ['2H', '2026-11-21T12:30:45.000Z'],
    ['7d', '2026-11-14T14:30:45.000Z'],
    ['1w', '2026-11-14T14:30:45.000Z'],
  ];

  it.each(TIMES)('%j is %s', (text, iso) => {
    expect(new Date(timeIn(text)!).toISOString()).toBe(iso);
  });

  it.each([
    '',
    '2026',
    '2026-02-30',
    '2026-13-01',
    '2025-02-29',
    '2026-11-21T25:00',
    '2026-11-21T14',
    '21.11.2026',
    '1y',
    'h',
    '-1h',
    'tomorrow',
    '2026-11-21T14:30+1',
    '1767225600000',
  ])('%j is none', (text) => {
    expect(() => timeIn(text)).toThrow(`--since is ${JSON.stringify(text)}`);
  });

  it('are told in UTC, and by how long ago they were', () => {
    expect([stamp(NOW + 999), exactStamp(NOW + 7)]).toEqual([
      '2026-11-21 14:30:45',
      '2026-11-21 14:30:45.007',
    ]);
    // A clock may be anything; no date is later than this one.
    expect(stamp(Number.MAX_SAFE_INTEGER)).toBe('+275760-09-13 00:00:00');
    expect(stamp(-8.64e15)).toBe('-271821-04-20 00:00:00');
    const told = [0, 1, 2, 89, 90, 5399, 5400, 35 * 3600, 36 * 3600, 90 * 86_400].map((s) =>
      ago(NOW - s * 1000, NOW),
    );
    expect(told).toEqual([
      'just now',
      'just now',
      '2 s ago',
      '89 s ago',
      '2 min ago',
      '90 min ago',
      '2 h ago',
      '35 h ago',
      '2 days ago',
      '90 days ago',
    ]);
    expect(ago(NOW + 7_200_000, NOW)).toBe('in 2 h');
  });
});

/** Command line -> what is said about it. */
const MISUSED: readonly (readonly [argv: readonly string[], message: string])[] = [
  [['list', 'x'], '"x" belongs to no option; write faultline list with options only.'],
  [
    ['list', '--since', 'soon\u001b'],
    String.raw`--since is "soon\u001b"; give a time such as 2026-11-21, 2026-11-21T14:30, yesterday, 2h or 7d.`,
  ],
  [['list', '--since', '1h', '--until', '2h'], '--until is not later than --since; give a later one.'],
  [['list', '--status', '99'], '--status is "99"; give a whole number from 100 to 599.'],
  [['list', '--status', '5xx'], '--status is "5xx"'],
  [['list', '--fault', 'ours'], '--fault is "ours"; give one of server, client, abort.'],
  [['list', '--limit', '0'], '--limit is "0"; give a whole number from 1 to 10000.'],
  [['list', '--limit', '10001'], '--limit is "10001"'],
  [['list', '--text', ''], '--text is ""; give 1 to 200 characters.'],
  [['list', '--text', 'x'.repeat(201)], 'give 1 to 200 characters.'],
  [['list', '--cursor', ''], '--cursor is empty; write what the list before told.'],
  [['list', '--cursor', 'x'], '--cursor is "x"; give what the list before told, with the same options.'],
  [['list', '--cursor', 'x'.repeat(600)], 'xx…"; give what the list before told, with the same options.'],
  [['groups', '--cursor', 'recent~1~x', '--sort', 'count'], '--cursor is "recent~1~x"; give what the list'],
  [['list', '--code', ''], '--code is ""; give 1 to 512 characters.'],
  [['groups', '--code', 'x'.repeat(513)], 'xx…"; give 1 to 512 characters.'],
  [['list', '--route', ''], '--route is ""; give 1 to 512 characters.'],
  [['list', '--group', ''], '--group is ""; give 1 to 64 characters.'],
  [['export', '--group', 'x'.repeat(65)], 'xx…"; give 1 to 64 characters.'],
  [['groups', '--api', 'x'.repeat(513)], 'xx…"; give at most 512 characters.'],
  [['report', '--api', 'x'.repeat(513)], '--api is "xx'],
  [['report', '--api-name', 'x'.repeat(513)], '--api-name is "xx'],
  [['report', '--company', 'x'.repeat(513)], 'xx…"; give at most 512 characters.'],
  [['list', '--stats', '500'], 'faultline list has no option --stats; did you mean --status?'],
  [['groups', 'x'], '"x" belongs to no option'],
  [['groups', '--sort', 'frequency'], '--sort is "frequency"; give one of recent, count, new.'],
  [['groups', '--state', 'closed'], '--state is "closed"; give one of open, resolved, muted, ignored.'],
  [['groups', '--state', 'constructor'], '--state is "constructor"'],
  [['report', 'x'], '"x" belongs to no option'],
  [['report', '--format', 'pdf'], '--format is "pdf"; give one of text, json, csv, html.'],
  [['report', '--from', '1d', '--to', '2d'], '--to is not later than --from; give a later one.'],
  [['report', '--from', '2020-01-01'], '--to is 2517 days later than --from; give at most 400 days.'],
  [
    ['report', '--from', '1960-01-01', '--to', '1960-02-01'],
    'the window is not within the years 1970 to 9999; give other times.',
  ],
  [['report', '--details', '10001'], '--details is "10001"; give a whole number from 0 to 10000.'],
  [['show'], 'there is no REFERENCE to show; write faultline show REFERENCE.'],
  [['show', ' '], 'there is no REFERENCE to show'],
  [['export', 'x'], '"x" belongs to no option'],
  [['sho', 'x'], 'faultline has no command "sho"; did you mean "show"?'],
  [['stop'], 'faultline has no command "stop"'],
];

const TYPED = MISUSED.map(([argv, message]) => {
  return { typed: argv.map((word) => JSON.stringify(word.slice(0, 40))).join(' '), argv, message };
});

it.each(TYPED)('$typed is refused with the cure', async ({ argv, message }) => {
  const result = await faultline(argv, ioOf(shopStore()));
  expect(result).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
  expect(result.stderr).toContain('\nSee: faultline ');
});

describe('tables', () => {
  const cells = ['ab', '日本語'];

  it.each([
    [20, ['n   text', '1   ab', '22  日本語']],
    [9, ['n   text', '1   ab', '22  日本…']],
    [8, ['n   text', '1   ab', '22  日…']],
    [7, ['n   te…', '1   ab', '22  日…']],
    [5, ['n   …', '1   …', '22  …']],
    [2, ['n   …', '1   …', '22  …']],
  ])('with %i columns', (room, lines) => {
    const table = tableOf(
      [
        { title: 'n', cells: ['1', '22'] },
        { title: 'empty', cells: ['', ''] },
        { title: 'text', cells, least: 4 },
      ],
      room,
      (text) => text,
    );
    expect(table.map((line) => line.trimEnd())).toEqual(lines);
  });

  it('paints texts, not the space around them', () => {
    const table = tableOf(
      [
        { title: 'n', cells: ['7'], paint: () => (text) => `<${text}>` },
        { title: 'text', cells: ['a'], paint: () => (text) => `<${text}>` },
        { title: 'last', cells: ['b'] },
      ],
      undefined,
      (text) => `[${text}]`,
    );
    expect(table).toEqual(['[n]  [text]  [last]', '<7>  <a>     b']);
  });

  it('without rows have titles of columns with something in them: none', () => {
    expect(tableOf([{ title: 'n', cells: [] }], 80, (text) => text)).toEqual(['']);
  });

  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['abcd', 1, '…'],
    ['abcd', 0, ''],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['🧯🧯', 3, '🧯…'],
    ['🧯🧯', 2, '…'],
  ])('%j in %i columns is %j', (text, width, clipped) => {
    expect(clip(text, width)).toBe(clipped);
  });
});

it.each([
  [[0, 1, 2, 4], 4, ' ▃▅█'],
  [[0, 0], 4, '  '],
  [[1, 1, 3, 0], 2, '▆█'],
  [[1, 2, 3], 2, '██'],
  [[], 4, ''],
])('%j in %i columns is drawn %j', (counts, width, line) => {
  expect(sparkline(counts, width, true)).toBe(line);
});
