/** Times in UTC, and how long ago they were. */

import { html, type Html } from './markup.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps in which ages are told: up to `below`, counted in `unit`. */
const AGES: readonly { readonly below: number; readonly unit: number; readonly name: string }[] = [
  { below: MINUTE, unit: SECOND, name: 's' },
  { below: HOUR, unit: MINUTE, name: 'min' },
  { below: 2 * DAY, unit: HOUR, name: 'h' },
  { below: Infinity, unit: DAY, name: 'd' },
];

/** `3 min ago`; clocks of hosts differ, so that it may also be `in 2 s`. */
export function ageOf(at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < SECOND) return 'just now';
  const { unit, name } = AGES.find(({ below }) => distance < below) ?? AGES.at(-1)!;
  const age = `${Math.floor(distance / unit)} ${name}`;
  return at > now ? `in ${age}` : `${age} ago`;
}

/** `2026-11-21 16:29:41 UTC`. */
export function utcOf(at: number): string {
  const iso = isoOf(at);
  return iso === undefined ? 'at no time' : `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

/** How long ago, with the time itself at hand. */
export function ago(at: number, now: number): Html {
  return html`<time datetime="${isoOf(at)}" title="${utcOf(at)}">${ageOf(at, now)}</time>`;
}

/** The time itself, and how long ago. */
export function when(at: number, now: number): Html {
  return html`<time datetime="${isoOf(at)}">${utcOf(at)}</time>
    <span class="soft age">${ageOf(at, now)}</span>`;
}

/** The time without its zone, for columns that name it: `11-21 16:29:41`. */
export function clock(at: number): Html {
  return html`<time class="clock" datetime="${isoOf(at)}" title="${utcOf(at)}"
    >${utcOf(at).slice(5, 19)}</time
  >`;
}

/** Of `<input type="datetime-local">`, which is read as UTC. */
export function inputTimeOf(at: number | undefined): string {
  return at === undefined ? '' : (isoOf(at)?.slice(0, 16) ?? '');
}

const LOCAL = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)?$/;

/** Reads ISO 8601, as UTC where it names no zone. `undefined`: it is no such time. */
export function timeIn(text: string): number | undefined {
  const at = LOCAL.test(text) ? Date.parse(text.length === 10 ? text : `${text}Z`) : isoTimeIn(text);
  return at === undefined || Number.isNaN(at) ? undefined : at;
}

const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

function isoTimeIn(text: string): number | undefined {
  return ZONED.test(text) ? Date.parse(text) : undefined;
}

function isoOf(at: number): string | undefined {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : undefined;
}
