/** Dates of the report, always in UTC. */

import { FaultlineError, show } from '../codes.ts';

const DAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The last millisecond of the year 9999: what has four digits for its year. */
export const LAST_TIME = 253_402_300_799_999;

export function isTime(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LAST_TIME;
}

/**
 * A date as the source document writes it, `Sun Feb 05 13:20:00:000 2017`, in UTC.
 * @param ms milliseconds since 1970
 * @throws FaultlineError where the year has not four digits
 */
export function legacyDate(ms: number): string {
  if (!isTime(ms))
    throw new FaultlineError(
      'FLT_QUERY_INVALID',
      `A date is ${show(ms)}; give milliseconds since 1970, before the year 10000.`,
    );
  const date = new Date(ms);
  const [, day, time] = /-(\d\d)T(.{12})Z$/.exec(date.toISOString())!;
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${day} ${time!.replace('.', ':')} ${date.getUTCFullYear()}`;
}
