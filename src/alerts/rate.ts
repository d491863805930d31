/** How often something fails, minute by minute, and whether that is more than usual. */

import type { RateOptions } from './options.ts';

export type Rate = Required<RateOptions>;

export const DEFAULT_RATE: Rate = { factor: 3, least: 10, windowMinutes: 5, baselineMinutes: 60 };

/** Counts of the window and of the baseline before it, with their sums, so that a look at them costs nothing. */
export interface Series {
  readonly rate: Rate;
  /** The minute from which on everything was counted. */
  readonly since: number;
  /** One a minute, in a ring. */
  readonly counts: Uint32Array;
  /** The minute since 1970 that is the last of the window. */
  minute: number;
  inWindow: number;
  inBaseline: number;
  /** Sum of the squares of the baseline's counts. */
  squares: number;
  /** The most in the window until one after it was told had passed, which is how far it has risen; 0: it is calm. */
  told: number;
  /** The minute in which it was told. */
  toldIn: number;
  /** It is calm again when fewer are in the window. */
  calmBelow: number;
}

export interface Rise {
  readonly count: number;
  readonly usual: number;
}

/** Of the baseline: with fewer nothing is said about what is usual. */
const LEAST_KNOWN = 10;
/** How many standard deviations more is more than chance. */
const DEVIATIONS = 4;

export function createSeries(rate: Rate, minute: number, since: number): Series {
  const counts = new Uint32Array(rate.windowMinutes + rate.baselineMinutes);
  return {
    rate,
    since,
    counts,
    minute,
    inWindow: 0,
    inBaseline: 0,
    squares: 0,
    told: 0,
    toldIn: 0,
    calmBelow: 0,
  };
}

/** Counts one more. Minutes do not go back. */
export function addTo(series: Series, minute: number): void {
  advance(series, minute);
  if (series.inWindow < series.calmBelow) Object.assign(series, { told: 0, calmBelow: 0 });
  series.counts[series.minute % series.counts.length]! += 1;
  series.inWindow += 1;
}

/** Whether it has just risen, to be asked after each one that was added. */
export function riseOf(series: Series): Rise | undefined {
  const { rate, minute, since, inWindow } = series;
  if (series.told > 0 && minute <= series.toldIn + rate.windowMinutes) {
    series.told = Math.max(series.told, inWindow);
    return undefined;
  }
  if (inWindow < rate.least || inWindow < series.told * rate.factor) return undefined;
  const known = Math.min(rate.baselineMinutes, minute - rate.windowMinutes - since + 1);
  if (known < LEAST_KNOWN) return undefined;
  const mean = series.inBaseline / known;
  const usual = mean * rate.windowMinutes;
  // Chance alone makes the variance the mean (Poisson); what comes in bursts has more.
  const variance = Math.max(mean, series.squares / known - mean * mean) * rate.windowMinutes;
  const bound = Math.max(rate.least, usual * rate.factor, usual + DEVIATIONS * Math.sqrt(variance));
  if (inWindow < bound) return undefined;
  markTold(series, (bound + usual) / 2);
  return { count: inWindow, usual };
}

/** As if it had been told of: another alert says the same. */
export function markTold(series: Series, calmBelow: number): void {
  series.told = series.inWindow;
  series.toldIn = series.minute;
  series.calmBelow = calmBelow;
}

function advance(series: Series, minute: number): void {
  const { counts, rate } = series;
  if (minute - series.minute >= counts.length) {
    counts.fill(0);
    Object.assign(series, { minute, inWindow: 0, inBaseline: 0, squares: 0 });
    return;
  }
  while (series.minute < minute) {
    series.minute += 1;
    const place = series.minute % counts.length;
    const oldest = counts[place]!;
    counts[place] = 0;
    const leaving = counts[(series.minute - rate.windowMinutes + counts.length) % counts.length]!;
    series.inBaseline += leaving - oldest;
    series.squares += leaving * leaving - oldest * oldest;
    series.inWindow -= leaving;
  }
}
