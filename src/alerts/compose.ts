/** Alerts in words. */

import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import type { GroupChange } from '../store/group.ts';
import { summaryOf } from '../store/summary.ts';
import { counted, inLine, messageOf, nameOf, type Alert, type AlertGroup } from './alert.ts';
import type { Risen } from './rises.ts';

/** Of a group that is new, open again, or frequent. */
export function ofChange(kind: 'milestone' | 'new' | 'reopened', { group }: GroupChange, at: number): Alert {
  const { api, count, lastRelease: release, lastReference: reference } = group;
  const which = release === undefined ? '' : ` in release ${inLine(release, 40)}`;
  const facts = {
    new: `is new${which}`,
    reopened: `was resolved and is back${which}`,
    milestone: `has occurred ${counted(count)} times`,
  };
  return {
    kind,
    title: `${nameOf(group, api)} ${facts[kind]}${messageOf(group)}`,
    at,
    count,
    group: shown(group),
    ...(api !== undefined && { api }),
    ...(release !== undefined && { release }),
    reference,
  };
}

/** @param windowMinutes what was counted */
export function ofRise(
  { count, usual, of, isMostly }: Risen,
  occurrence: StoredOccurrence,
  windowMinutes: number,
  at: number,
): Alert {
  const summary = summaryOf(occurrence);
  const { api, release, correlationId: reference } = summary;
  const time = windowMinutes === 1 ? 'a minute' : `${windowMinutes} minutes`;
  const before = usual < 0.5 ? 'none' : `about ${counted(usual)}`;
  const fact = `${counted(count)} in ${time}, usually ${before}`;
  const failure = `${nameOf(summary, undefined)}${messageOf(summary)}`;
  const titles = {
    group: `${nameOf(summary, api)}, ${fact}${messageOf(summary)}`,
    api: `Errors ${api === undefined ? 'of no api' : `in "${inLine(api, 60)}"`}, ${fact}${isMostly ? `; mostly ${failure}` : '.'}`,
  };
  return {
    kind: 'rate',
    title: titles[of],
    at,
    count,
    usual: Math.round(usual * 10) / 10,
    windowMinutes,
    ...((of === 'group' || isMostly) && { group: shown(summary) }),
    ...(api !== undefined && { api }),
    ...(release !== undefined && { release }),
    reference,
  };
}

const PLURALS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  new: ['new group', 'new groups'],
  reopened: ['reopened group', 'reopened groups'],
  rate: ['rise', 'rises'],
  milestone: ['milestone', 'milestones'],
};

/** @param held by kind, how many did not go out */
export function ofSuppressed(held: ReadonlyMap<Alert['kind'], number>, at: number): Alert {
  const count = [...held.values()].reduce((sum, each) => sum + each, 0);
  const parts = [...held].map(([kind, each]) => `${counted(each)} ${PLURALS[kind]![each === 1 ? 0 : 1]}`);
  const title = `${counted(count)} further ${count === 1 ? 'alert was' : 'alerts were'} held back: ${parts.join(', ')}.`;
  return { kind: 'suppressed', title, at, count };
}

function shown({
  fingerprint,
  name,
  message,
  code,
  status,
  route,
}: Omit<AlertGroup, 'route'> & { readonly route?: string }): AlertGroup {
  return { fingerprint, name, message, code, status, ...(route !== undefined && { route }) };
}
