/** Which colour stands for what: the same for the same status on every page. */

/** `1` to `6` of the palette, or that of all others. */
export type Tone = 1 | 2 | 3 | 4 | 5 | 6 | 'rest';

const OF_STATUS: ReadonlyMap<string, Tone> = new Map([
  ['500', 1],
  ['503', 2],
  ['504', 3],
  ['404', 4],
  ['403', 5],
]);

const ALL: readonly Tone[] = [1, 2, 3, 4, 5, 6];

/** For the lines of a series by status: each has its own as long as there are any; `null`, all others, never has. */
export function statusTones(statuses: readonly (string | null)[]): readonly Tone[] {
  const fixed = statuses.map((status) => (status === null ? 'rest' : OF_STATUS.get(status)));
  // From the end: the first ones are those that people know as 500 and 503.
  const free = ALL.filter((tone) => !fixed.includes(tone)).toReversed();
  return fixed.map((tone) => tone ?? free.shift() ?? 'rest');
}

/** For the lines of any other series, by their place. */
export function tones(keys: readonly (string | null)[]): readonly Tone[] {
  return keys.map((key, index) => (key === null ? 'rest' : (ALL[index] ?? 'rest')));
}
