import { expect, it } from 'vitest';
import { addTo, emptyLine, shownOf, without, type Line } from '../../src/store/series-lines.ts';

const line = (key: string | null, ...counts: readonly number[]): Line => {
  const made = emptyLine(key, counts.length);
  for (const [bucket, count] of counts.entries()) addTo(made, bucket, count);
  return made;
};

it('are sums', () => {
  expect(emptyLine('a', 2)).toEqual({ key: 'a', total: 0, counts: [0, 0] });
  expect(line('a', 1, 2)).toEqual({ key: 'a', total: 3, counts: [1, 2] });
});

it.each<[string, readonly Line[], Line, readonly (string | null)[]]>([
  ['the most frequent first', [line('a', 1), line('b', 2)], line(null, 9), ['b', 'a', null]],
  ['none without counts', [line('a', 0), line('b', 2)], line(null, 0), ['b']],
  ['the others alone', [line('a', 0)], line(null, 1), [null]],
  ['nothing', [], line(null, 0), []],
  ['no more than asked for', [line('a', 1), line('b', 2), line('c', 3)], line(null, 0), ['c', 'b', null]],
])('are shown: %s', (_, lines, others, expected) => {
  expect(shownOf(lines, others, 2).map(({ key }) => key)).toEqual(expected);
});

it('are in the line of the others where they are too many', () => {
  const lines = [line('a', 1, 0), line('b', 0, 9), line('c', 2, 3)];
  expect(shownOf(lines, line(null, 0, 4), 1)).toEqual([line('b', 0, 9), line(null, 3, 7)]);
});

it('leave what is left of all, and never less than nothing', () => {
  const all = line(null, 5, 3, 0);
  expect(without(all, [line('a', 1, 1, 0), line('b', 2, 4, 1)])).toEqual(line(null, 2, 0, 0));
  expect(all).toEqual(line(null, 5, 3, 0));
});
