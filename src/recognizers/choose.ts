import { FaultlineError } from '../codes.ts';
import type { Family } from './family.ts';

/**
 * The families that are left when some are switched off.
 * @throws FaultlineError on a name that no family has
 */
export function chooseFamilies(
  families: readonly Family[],
  on: Readonly<Record<string, boolean>>,
): readonly Family[] {
  refuseUnknown(
    'families',
    Object.keys(on),
    families.map(({ name }) => name),
  );
  return families.filter(({ name }) => !Object.hasOwn(on, name) || on[name]);
}

/**
 * The statuses by code, ready to look up.
 * @throws FaultlineError on a code that no family has
 */
export function chooseStatuses(
  families: readonly Family[],
  statuses: Readonly<Record<string, number>>,
): ReadonlyMap<unknown, number> {
  const codes = new Set(families.flatMap(({ answers }) => Object.values(answers).map(({ code }) => code)));
  refuseUnknown(
    'statuses',
    Object.keys(statuses),
    [...codes].filter((code) => code !== undefined),
  );
  return new Map(Object.entries(statuses));
}

function refuseUnknown(option: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const cure = `use one of ${known.toSorted().join(', ')}`;
  throw new FaultlineError(
    'FLT_OPTION_INVALID',
    `Option "${option}" of createFaultline names ${JSON.stringify(unknown.slice(0, 60))}; ${cure}.`,
  );
}
