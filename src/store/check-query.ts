/** What may be asked of stores, and the errors that say so: the same for all of them. */

import { FaultlineError, show } from '../codes.ts';
import { isRecord } from '../is-record.ts';
import { integer, type OptionCheck, type OptionChecks } from '../option-check.ts';
import type { GroupQuery, GroupUpdate } from './group.ts';
import type { SearchQuery, Selection, SeriesQuery } from './query.ts';
import type { RetentionLimits } from './store.ts';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;
export const MAX_LATEST = 10_000;
export const MAX_BUCKETS = 2000;
export const MINUTE = 60_000;

const time: OptionCheck = {
  expected: 'milliseconds since 1970',
  isRight: (value) => Number.isSafeInteger(value) && Math.abs(value as number) <= 8.64e15,
};
const text = (most: number, least = 1): OptionCheck => ({
  expected: `text of ${least} to ${most} characters`,
  isRight: (value) => typeof value === 'string' && value.length >= least && value.length <= most,
});
const oneOf = (...words: readonly string[]): OptionCheck => ({
  expected: `one of ${words.join(', ')}`,
  isRight: (value) => words.includes(value as string),
});

const fault = oneOf('server', 'client', 'abort');
const state = oneOf('open', 'resolved', 'muted', 'ignored');

const SELECTION: OptionChecks<Selection> = {
  from: time,
  to: time,
  status: integer(100, 599),
  code: text(512),
  fault,
  api: text(512, 0),
  route: text(512),
  fingerprint: text(64),
};

const PAGED = { limit: integer(1, MAX_LIMIT), cursor: text(512) };
const SEARCH: OptionChecks<SearchQuery> = { ...SELECTION, text: text(200), ...PAGED };
const SERIES: OptionChecks<SeriesQuery> = {
  ...SELECTION,
  step: {
    expected: 'a multiple of 60000 (milliseconds)',
    isRight: (value) =>
      Number.isSafeInteger(value) && (value as number) > 0 && (value as number) % MINUTE === 0,
  },
  by: oneOf('api', 'code', 'fault', 'fingerprint', 'route', 'status'),
  lines: integer(1, 100),
};
const GROUPS: OptionChecks<GroupQuery> = {
  state,
  api: text(512, 0),
  code: text(512),
  status: integer(100, 599),
  fault,
  text: text(200),
  since: time,
  sort: oneOf('count', 'recent', 'new'),
  now: time,
  ...PAGED,
};
const LIMITS: OptionChecks<RetentionLimits> = {
  days: {
    expected: 'a number of days above 0',
    isRight: (value) => typeof value === 'number' && value > 0 && value <= 1e6,
  },
  occurrences: integer(0, Number.MAX_SAFE_INTEGER),
  bytes: integer(0, Number.MAX_SAFE_INTEGER),
};
const UPDATE: OptionChecks<GroupUpdate> = {
  state,
  release: text(200),
  note: text(4000),
  by: text(200),
  at: time,
};

/** @throws FaultlineError naming what is wrong, and what to give */
export function checkSelection(selection: Selection): void {
  check('selection', selection, SELECTION);
}

/** @throws FaultlineError naming what is wrong, and what to give */
export function checkLatest(selection: Selection, limit: number): void {
  checkSelection(selection);
  const { expected, isRight } = integer(1, MAX_LATEST);
  if (!isRight(limit)) throw invalid('limit', `is ${show(limit)}`, `give ${expected}`);
}

/** @throws FaultlineError naming what is wrong, and what to give */
export function checkLimits(limits: RetentionLimits): void {
  check('limits', limits, LIMITS);
}

/** @throws FaultlineError naming what is wrong, and what to give */
export function checkSearch(query: SearchQuery): void {
  check('query', query, SEARCH);
}

/** @throws FaultlineError naming what is wrong, and what to give */
export function checkGroups(query: GroupQuery): void {
  check('query', query, GROUPS);
}

/** @throws FaultlineError naming what is wrong, and what to give */
export function checkUpdate(update: GroupUpdate): void {
  check('update', update, UPDATE, ['by', 'at']);
  if (update.state === undefined && update.note === undefined)
    throw invalid('update', 'has neither "state" nor "note"', 'give one of them');
  if (update.release !== undefined && update.state !== 'resolved')
    throw invalid('update.release', 'stands without the state "resolved"', 'leave it out');
}

/** @throws FaultlineError naming what is wrong, and what to give */
export function checkSeries(query: SeriesQuery): void {
  check('query', query, SERIES, ['from', 'to', 'step']);
  const { from, to, step } = query;
  if (to <= from) throw invalid('query.to', 'is not later than query.from', 'give a later one');
  if (bucketsOf(query).length > MAX_BUCKETS)
    throw invalid(
      'query.step',
      `is ${step}, which makes too many buckets`,
      `give one for at most ${MAX_BUCKETS}`,
    );
}

/** Where the buckets of a series begin. */
export function bucketsOf({ from, to, step }: Pick<SeriesQuery, 'from' | 'step' | 'to'>): {
  readonly first: number;
  readonly length: number;
} {
  const first = Math.floor(from / step) * step;
  return { first, length: Math.ceil((to - first) / step) };
}

/** @throws FaultlineError: the cursor is of another query, or made up */
export function invalidCursor(cursor: string): FaultlineError {
  return invalid('query.cursor', `is ${show(cursor)}`, 'give `next` of a page of the same query');
}

function check<T extends object>(
  name: string,
  given: T,
  rules: OptionChecks<T>,
  required: readonly string[] = [],
): void {
  if (!isRecord(given)) throw invalid(name, `is ${show(given)}`, 'give an object');
  for (const key of required) {
    if ((given as Record<string, unknown>)[key] === undefined)
      throw invalid(`${name}.${key}`, 'is missing', `give ${rules[key as keyof T].expected}`);
  }
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const rule = Object.hasOwn(rules, key) ? rules[key as keyof T] : undefined;
    if (rule === undefined)
      throw invalid(`${name}.${key}`, 'is not known', `use ${Object.keys(rules).join(', ')}`);
    if (!rule.isRight(value)) throw invalid(`${name}.${key}`, `is ${show(value)}`, `give ${rule.expected}`);
  }
}

function invalid(name: string, problem: string, cure: string): FaultlineError {
  return new FaultlineError('FLT_QUERY_INVALID', `${name} ${problem}; ${cure}.`);
}
