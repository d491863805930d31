/** Tells people that something is wrong, before users do (R45). */

import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import type { GroupChange } from '../store/group.ts';
import type { Alert } from './alert.ts';
import { createBudget } from './budget.ts';
import { ofChange, ofRise, ofSuppressed } from './compose.ts';
import { checkAlertOptions, type AlertOptions, type RateOptions } from './options.ts';
import { createMilestones } from './milestones.ts';
import { createQuiet } from './quiet.ts';
import { DEFAULT_RATE, type Rate } from './rate.ts';
import { createRises } from './rises.ts';
import { createSender } from './sender.ts';

export type { Alert, AlertGroup } from './alert.ts';
export type { AlertOptions, RateOptions, WebhookOptions } from './options.ts';

export interface Alerts {
  /** Every failure of this process, as it happens. Cheap, never throws. */
  readonly observe: (occurrence: StoredOccurrence) => void;
  /** What a store says that occurrences did to groups. Never throws. */
  readonly changed: (changes: readonly GroupChange[]) => void;
  /** Resolves when what was told has arrived, or was given up: that may take long. Never rejects. */
  readonly flush: () => Promise<void>;
  /** Tells what was held back, and ends within the time limits of what is under way. */
  readonly close: () => Promise<void>;
}

const DEFAULT_MOST = 20;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * @param tell what keeps alerts from their readers, for operators; holds no secret
 * @throws FaultlineError where an option is wrong
 */
export function createAlerts(
  given: AlertOptions,
  tell: (level: 'warn' | 'error', message: string) => void,
): Alerts {
  checkAlertOptions(given);
  const options = ownMembers(given);
  const { rate = true, newGroups = true, reopened = true, milestones = false, most = DEFAULT_MOST } = options;
  const now = soundClock(options.now ?? Date.now);
  const rates = ratesOf(rate);
  const rises = createRises(rates);
  const powers = createMilestones();
  const budget = createBudget(most);
  const quiet = createQuiet();
  const sender = createSender(
    options.notify,
    now,
    safely((message) => tell('warn', message)),
  );
  let host: string | undefined;
  let isClosed = false;
  let summary: ReturnType<typeof setTimeout> | undefined;
  let summedAt = -Infinity;

  function raise(alert: Alert): void {
    if (alert.group !== undefined) powers.rest(alert.group.fingerprint, alert.at);
    if (budget.take(alert.kind, alert.at)) send(alert);
    else sumUpLater(alert.at);
  }

  function send(alert: Alert): void {
    sender.send(host === undefined ? alert : { ...alert, host });
  }

  function sumUpLater(at: number): void {
    if (summary !== undefined) return;
    const since = at - summedAt;
    const pause = since >= 0 && since < HOUR ? HOUR - since : MINUTE;
    summary = setTimeout(sumUp, pause);
    (summary as { unref?: () => unknown }).unref?.();
  }

  function sumUp(): void {
    summary = undefined;
    summedAt = now();
    send(ofSuppressed(budget.heldBack(), summedAt));
  }

  /** What a change gives reason to, the weightiest first. */
  function kindOf(change: GroupChange, at: number): 'milestone' | 'new' | 'reopened' | undefined {
    if (reopened && change.isReopened) return 'reopened';
    if (newGroups && change.isNew) return 'new';
    return milestones && powers.isPassed(change, at) ? 'milestone' : undefined;
  }

  return {
    observe: safely((occurrence: StoredOccurrence) => {
      host = occurrence.host;
      const { expected, fault, fingerprint } = occurrence;
      if (isClosed || rate === false || expected === true || fault !== 'server' || quiet.has(fingerprint))
        return;
      const at = now();
      const risen = rises.add(occurrence, at);
      if (risen !== undefined) raise(ofRise(risen, occurrence, rates.windowMinutes, at));
    }),
    changed: safely((changes: readonly GroupChange[]) => {
      if (isClosed) return;
      for (const change of changes) {
        quiet.learn(change);
        if (change.isExpected || quiet.has(change.group.fingerprint)) continue;
        const at = now();
        const kind = kindOf(change, at);
        if (kind !== undefined) raise(ofChange(kind, change, at));
      }
    }),
    flush: () => sender.flush(),
    async close() {
      isClosed = true;
      if (summary !== undefined) {
        clearTimeout(summary);
        sumUp();
      }
      await sender.close();
    },
  };
}

function ratesOf(rate: boolean | RateOptions): Rate {
  const given = ownMembers(typeof rate === 'object' ? rate : {});
  return {
    factor: given.factor ?? DEFAULT_RATE.factor,
    least: given.least ?? DEFAULT_RATE.least,
    windowMinutes: given.windowMinutes ?? DEFAULT_RATE.windowMinutes,
    baselineMinutes: given.baselineMinutes ?? DEFAULT_RATE.baselineMinutes,
  };
}

/** What is inherited is no option. */
function ownMembers<Options extends object>(options: Options): Options {
  return Object.assign(Object.create(null) as Options, options);
}

/** A failing alert must not become a failure of its own. */
function safely<Given>(work: (given: Given) => void): (given: Given) => void {
  return (given) => {
    try {
      work(given);
    } catch {
      // What is no occurrence, or a logger that throws: there is nobody left to tell.
    }
  };
}

/** The application's own, while it tells a time. */
function soundClock(now: () => number): () => number {
  return () => {
    try {
      const at = now();
      if (Number.isFinite(at)) return at;
    } catch {
      // As if it told none.
    }
    return Date.now();
  };
}
