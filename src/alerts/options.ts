/** What may be said about alerts, and the check that refuses anything else at start. */

import { FaultlineError, show } from '../codes.ts';
import { isRecord } from '../is-record.ts';
import { boolean, integer, type OptionCheck, type OptionChecks } from '../option-check.ts';
import type { Alert } from './alert.ts';

/**
 * Who is told of what, unasked. Outcomes that the application foresaw, mistakes of clients and clients that went away
 * never alert; groups that are muted or ignored do not either.
 */
export interface AlertOptions {
  /**
   * Tell when a group, or all of an api, fails more often than usual **in this process**: see `RateOptions`. Once, and
   * not again before it has calmed down or grown by `factor` once more. Default: `true`.
   */
  readonly rate?: boolean | RateOptions;
  /** Tell of groups that nobody had seen before. A store in memory has seen nothing when it starts. Default: `true`. */
  readonly newGroups?: boolean;
  /** Tell of groups that occur again though they were resolved. Default: `true`. */
  readonly reopened?: boolean;
  /**
   * Tell when a group has occurred 2, 4, 8, 16 … times: at most once in ten minutes of each, and not within ten
   * minutes of another alert about it. Default: `false`.
   */
  readonly milestones?: boolean;
  /**
   * Called with each alert: what it throws or rejects with is told to the logger, at most once an hour. Or the URL that
   * each is posted to.
   */
  readonly notify: ((alert: Alert) => unknown) | WebhookOptions;
  /**
   * Alerts an hour, 1 to 1,000. Of new groups and milestones at most half of them, and three a minute. What is held
   * back is counted in an alert of the kind `suppressed`, at most two of these an hour. Default: 20.
   */
  readonly most?: number;
  /** Milliseconds since 1970. Default: the clock's. */
  readonly now?: () => number;
}

/**
 * The last minutes are compared with those before: there is an alert when there were `least`, `factor` times as many as
 * usual, and more than the ups and downs of the baseline explain (four times its standard deviation). A process that has
 * just started knows no baseline, and tells nothing of rates for its first quarter of an hour.
 */
export interface RateOptions {
  /** 1.1 to 1,000. Default: 3. */
  readonly factor?: number;
  /** Failures in the window, 1 to 1,000,000. Default: 10. */
  readonly least?: number;
  /** 1 to 60. Default: 5. */
  readonly windowMinutes?: number;
  /** Minutes before the window that say what is usual, 10 to 1,440. Default: 60. */
  readonly baselineMinutes?: number;
}

export interface WebhookOptions {
  /**
   * Of `https`, or of `http` on this host. Each alert is posted to it as JSON, with its title once more as `text`, which
   * chat services show: signs like `<`, `>` and `@` stand for these in it, by which a message could call people, or link.
   * Retried twice; redirects are not followed.
   */
  readonly webhook: string;
  /** Sent along, such as `authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds for an attempt, 100 to 60,000. Default: 5,000. */
  readonly timeout?: number;
}

const ALERTS: OptionChecks<AlertOptions> = {
  rate: {
    expected: 'true, false or an object',
    isRight: (value) => typeof value === 'boolean' || isRecord(value),
  },
  newGroups: boolean,
  reopened: boolean,
  milestones: boolean,
  notify: {
    expected: 'a function, or an object with "webhook"',
    isRight: (value) => typeof value === 'function' || isRecord(value),
  },
  most: integer(1, 1000),
  now: {
    expected: 'a function that returns milliseconds since 1970',
    isRight: (value) => typeof value === 'function',
  },
};

const RATE: OptionChecks<RateOptions> = {
  factor: number(1.1, 1000),
  least: integer(1, 1_000_000),
  windowMinutes: integer(1, 60),
  baselineMinutes: integer(10, 1440),
};

const WEBHOOK: OptionChecks<WebhookOptions> = {
  webhook: {
    expected: 'a URL of https without name and password (put these into "headers"), or of http on this host',
    isRight: isWebhook,
  },
  headers: { expected: 'headers as text by name', isRight: areHeaders },
  timeout: number(100, 60_000),
};

/** @throws FaultlineError naming the option, what was received, and the cure */
export function checkAlertOptions(options: unknown): asserts options is AlertOptions {
  if (!isRecord(options)) throw invalid('alerts', show(options), 'an object');
  checkMembers('alerts', options, ALERTS, ['notify']);
  const { rate, notify } = options;
  if (isRecord(rate)) checkMembers('alerts.rate', rate, RATE, []);
  if (isRecord(notify)) checkMembers('alerts.notify', notify, WEBHOOK, ['webhook']);
}

function checkMembers<Options>(
  name: string,
  members: Record<string, unknown>,
  checks: OptionChecks<Options>,
  required: readonly (keyof Options & string)[],
): void {
  for (const key of required) {
    if (members[key] === undefined) throw invalid(`${name}.${key}`, 'missing', checks[key].expected);
  }
  for (const [key, value] of Object.entries(members)) {
    if (!Object.hasOwn(checks, key)) {
      const cure = `use one of ${Object.keys(checks).join(', ')}`;
      throw new FaultlineError(
        'FLT_OPTION_UNKNOWN',
        `There is no option ${show(`${name}.${key}`)}; ${cure}.`,
      );
    }
    const { expected, isRight } = checks[key as keyof Options];
    if (value === undefined || isRight(value)) continue;
    // Of a webhook and its headers nothing is shown: they hold what only their owner may know.
    throw invalid(
      `${name}.${key}`,
      typeof value === 'string' ? 'a text that is no good' : show(value),
      expected,
    );
  }
}

function number(least: number, most: number): OptionCheck {
  return {
    expected: `a number from ${least} to ${most}`,
    isRight: (value) => typeof value === 'number' && value >= least && value <= most,
  };
}

function isWebhook(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== '' || password !== '') return false;
  const isHere = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isHere);
}

function areHeaders(value: unknown): boolean {
  if (!isRecord(value) || !Object.values(value).every((text) => typeof text === 'string')) return false;
  try {
    return new Headers(value as Record<string, string>) instanceof Headers;
  } catch {
    return false;
  }
}

function invalid(name: string, received: string, expected: string): FaultlineError {
  return new FaultlineError('FLT_OPTION_INVALID', `Option "${name}" is ${received}; give ${expected}.`);
}
