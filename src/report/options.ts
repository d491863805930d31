/** What a report is to be about. */

import { FaultlineError, show } from '../codes.ts';
import { boolean, integer, type OptionCheck } from '../option-check.ts';
import { isTime } from './dates.ts';

export interface ReportOptions {
  /** `id` of an api; `''`: failures that belong to none. Default: all. */
  readonly api?: string;
  /** Default: the name that the newest of its listed occurrences has for it, else the id. */
  readonly apiName?: string;
  /** Milliseconds since 1970, included. */
  readonly from: number;
  /** Milliseconds since 1970, excluded: at most 400 days later. */
  readonly to: number;
  /** Default: `''`. */
  readonly company?: string;
  /** How many of each status are listed, the newest ones: 0 to 10,000. Default: 100. */
  readonly details?: number;
  /** `false` leaves out what only HTML shows, and the questions to the store that it takes. Default: `true`. */
  readonly plots?: boolean;
}

const DAY = 86_400_000;
const MAX_DAYS = 400;
export const MAX_DETAILS = 10_000;

interface Rule extends OptionCheck {
  readonly isRequired?: true;
}

const time: Rule = {
  expected: 'milliseconds since 1970, before the year 10000',
  isRight: isTime,
  isRequired: true,
};
const text: Rule = {
  expected: 'text of at most 512 characters',
  isRight: (value) => typeof value === 'string' && value.length <= 512,
};

const RULES: Readonly<Record<keyof ReportOptions, Rule>> = {
  api: text,
  apiName: text,
  from: time,
  to: time,
  company: text,
  details: integer(0, MAX_DETAILS),
  plots: boolean,
};

/** @throws FaultlineError naming what is wrong, and what to give */
export function checkReportOptions(options: ReportOptions): void {
  if (typeof options !== 'object' || options === null)
    throw invalid('', `are ${show(options)}`, 'give an object');
  for (const key of Object.keys(options)) {
    if (!Object.hasOwn(RULES, key))
      throw invalid(`.${key.slice(0, 60)}`, 'is not known', `use ${Object.keys(RULES).join(', ')}`);
  }
  for (const [key, { expected, isRight, isRequired }] of Object.entries(RULES)) {
    const value = options[key as keyof ReportOptions];
    if (value === undefined && isRequired !== true) continue;
    if (!isRight(value)) throw invalid(`.${key}`, `is ${show(value)}`, `give ${expected}`);
  }
  const { from, to } = options;
  if (to <= from) throw invalid('.to', 'is not later than options.from', 'give a later one');
  if (to - from > MAX_DAYS * DAY)
    throw invalid(
      '.to',
      `is ${Math.ceil((to - from) / DAY)} days later than options.from`,
      `give at most ${MAX_DAYS} days`,
    );
}

function invalid(name: string, problem: string, cure: string): FaultlineError {
  return new FaultlineError('FLT_QUERY_INVALID', `The report's options${name} ${problem}; ${cure}.`);
}
