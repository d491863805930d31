/** Which occurrences a command is about. */

import { integerOption, textOption, wordOption, type Bounds } from './option-values.ts';
import { timeOption } from './time-option.ts';
import { UsageError } from './usage-error.ts';
import type { Fault } from '../index.ts';
import type { Selection } from '../store/query.ts';
import type { Arguments, Options } from './arguments.ts';

const FAULTS: readonly Fault[] = ['server', 'client', 'abort'];
const STATUS = { least: 100, most: 599 };
const NAME = { least: 1, most: 512 };
/** `''` is a value of its own: what belongs to none. */
const API = { least: 0, most: 512 };
const GROUP = { least: 1, most: 64 };
/** What `--text` looks for. */
export const SOUGHT: Bounds = { least: 1, most: 200 };

/** What groups are chosen by, too. */
export const ANSWERED: Options = {
  status: { value: 'STATUS', help: 'Those answered with this status.' },
  code: { value: 'CODE', help: 'Those answered with this code.' },
  fault: { value: 'WHOSE', help: 'server, client, or abort: clients that went away.' },
  api: { value: 'ID', help: "Those of this api; '': of none." },
};

export const FILTERS: Options = {
  since: { value: 'TIME', help: 'Those from then on.' },
  until: { value: 'TIME', help: 'Those before then.' },
  ...ANSWERED,
  route: { value: 'ROUTE', help: 'Those of this route, as it was declared.' },
  group: { value: 'GROUP', help: 'Those of this group.' },
};

/** @throws UsageError */
export function selectionFrom(command: string, given: Arguments, now: number): Selection {
  const from = timeOption(command, given, 'since', now);
  const to = timeOption(command, given, 'until', now);
  if (from !== undefined && to !== undefined && to <= from)
    throw new UsageError('--until is not later than --since', 'give a later one', command);
  return defined({
    from,
    to,
    ...answeredFrom(command, given),
    route: textOption(command, given, 'route', NAME),
    fingerprint: textOption(command, given, 'group', GROUP),
  });
}

/** @throws UsageError */
export function answeredFrom(
  command: string,
  given: Arguments,
): Pick<Selection, 'api' | 'code' | 'fault' | 'status'> {
  return defined({
    status: integerOption(command, given, 'status', STATUS),
    code: textOption(command, given, 'code', NAME),
    fault: wordOption(command, given, 'fault', FAULTS),
    api: textOption(command, given, 'api', API),
  });
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the members that are `undefined`. */
export function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}
