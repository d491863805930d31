/** Points in time, as people write them. */

import { wrongOption } from './wrong-option.ts';
import type { Arguments } from './arguments.ts';

export const TIMES: string =
  'Times are UTC: 2026-11-21, 2026-11-21T14:30 (with an offset such as +01:00, where it is not UTC), ' +
  'today, yesterday, now, or how long ago, as 30m, 2h, 7d or 4w.';

const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const DAY = 86_400_000;

const MOMENT = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/i;

/**
 * @returns milliseconds since 1970; a day means its first moment
 * @throws UsageError with examples
 */
export function timeOption(
  command: string,
  given: Arguments,
  option: string,
  now: number,
): number | undefined {
  const text = given.text(option);
  if (text === undefined) return undefined;
  const time = timeOf(text.trim(), now);
  if (time !== undefined) return time;
  throw wrongOption(
    command,
    option,
    text,
    'give a time such as 2026-11-21, 2026-11-21T14:30, yesterday, 2h or 7d',
  );
}

function timeOf(text: string, now: number): number | undefined {
  const today = Math.floor(now / DAY) * DAY;
  const word = text.toLowerCase();
  if (word === 'now') return now;
  if (word === 'today') return today;
  if (word === 'yesterday') return today - DAY;
  const [, number, unit] = /^(\d{1,6})([smhdw])$/.exec(word) ?? [];
  if (number !== undefined) return now - Number(number) * UNITS[unit!]!;
  return MOMENT.test(text) ? momentOf(text) : undefined;
}

/** As `Date.parse`, but in UTC, and without days that no month has. */
function momentOf(text: string): number | undefined {
  const [date, clock = '00:00Z'] = text.toUpperCase().split(/[T ]/);
  const time = Date.parse(`${date}T${/(?:Z|[+-]\d\d:\d\d)$/.test(clock) ? clock : `${clock}Z`}`);
  const first = Date.parse(`${date}T00:00Z`);
  if (Number.isNaN(time) || new Date(first).toISOString().slice(0, 10) !== date) return undefined;
  return time;
}
