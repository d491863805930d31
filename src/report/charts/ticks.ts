/** Where the marks of an axis stand, and what they say. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28, 56, 91, 182, 364].map((days) => days * DAY),
];

/**
 * The shortest span that people count in, of which at most `most` fit into `span` milliseconds: for the buckets of a
 * series. A multiple of a minute.
 */
export function niceStep(span: number, most: number): number {
  const least = span / most;
  return STEPS.find((step) => step >= least) ?? Math.ceil(least / DAY) * DAY;
}

/** `minute`, `15 minutes`, `6 hours`, `day`: what counts of a bucket are counts per. */
export function stepName(step: number): string {
  const [unit, name] =
    step % DAY === 0 ? [DAY, 'day'] : step % HOUR === 0 ? [HOUR, 'hour'] : [MINUTE, 'minute'];
  const count = step / unit;
  return count === 1 ? name : `${count} ${name}s`;
}

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Marks at whole hours or days of UTC from `from` until before `to`, at most seven. */
export function timeTicks(from: number, to: number): readonly Tick[] {
  const step = niceStep(to - from, 6);
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.ceil((to - first) / step));
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * step;
    return { at, text: at % DAY === 0 ? shortDay(at) : new Date(at).toISOString().slice(11, 16) };
  });
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `21 Nov`, in UTC. */
export function shortDay(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** `21 Nov 14:30`, in UTC. */
export function shortTime(at: number): string {
  return `${shortDay(at)} ${new Date(at).toISOString().slice(11, 16)}`;
}

/** Whole numbers from 0 to at least `most`, evenly apart: 3 to 5 of them, 2 where `most` is at most 1. */
export function countTicks(most: number): readonly number[] {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough)!;
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, index) => index * step);
}

/** `950`, `12,400`, `1.2M`: a count in few characters. */
export function shortCount(count: number): string {
  if (count < 100_000) return longCount(count);
  const [divisor, letter] = count < 1e6 ? [1e3, 'k'] : [1e6, 'M'];
  const value = count / divisor;
  return `${value < 10 ? Math.floor(value * 10) / 10 : longCount(Math.floor(value))}${letter}`;
}

/** `1,234,567` */
export function longCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
