/** Times for people: UTC, or how long ago. */

/** The latest time that dates have. */
const LAST = 8.64e15;

/** `2026-11-21 14:30:45`. */
export function stamp(at: number): string {
  return isoOf(at).slice(0, -5).replace('T', ' ');
}

/** `2026-11-21`. */
export function dayOf(at: number): string {
  return stamp(at).split(' ')[0]!;
}

/** `14:30:45`. */
export function clockOf(at: number): string {
  return stamp(at).split(' ')[1]!;
}

/** `2026-11-21 14:30:45.123`. */
export function exactStamp(at: number): string {
  return isoOf(at).slice(0, -1).replace('T', ' ');
}

function isoOf(at: number): string {
  return new Date(Math.min(Math.max(at, -LAST), LAST)).toISOString();
}

const STEPS: readonly (readonly [most: number, unit: number, name: string])[] = [
  [90, 1, 's'],
  [90 * 60, 60, 'min'],
  [36 * 3600, 3600, 'h'],
  [Number.POSITIVE_INFINITY, 86_400, 'days'],
];

/** `12 min ago`; of hosts whose clocks are ahead `in 3 min`. */
export function ago(at: number, now: number): string {
  const seconds = Math.round((now - at) / 1000);
  const [, unit, name] = STEPS.find(([most]) => Math.abs(seconds) < most)!;
  const number = Math.round(Math.abs(seconds) / unit);
  if (Math.abs(seconds) < 2) return 'just now';
  return seconds < 0 ? `in ${number} ${name}` : `${number} ${name} ago`;
}
