/** Rules of one list: which earlier one holds whenever a later one does, and which have an order in common. */

import { implies } from './implies.ts';
import { isCatchAll, type PlacedRule } from './sources.ts';
import type { Rule } from '../shapes.ts';

/** A rule is compared with so many at the head of its list, and with those beyond that say just the same. */
const MAX_COMPARED = 100;

/** The first of the rules before `end` that holds whenever `rule` does. */
export function firstImplied(
  list: readonly PlacedRule[],
  { when }: Rule,
  end: number,
): PlacedRule | undefined {
  const compared = list.slice(0, Math.min(end, MAX_COMPARED));
  const near = compared.find((earlier) => implies(when, earlier.rule.when));
  if (near !== undefined || end <= MAX_COMPARED) return near;
  const { catchAll, same } = factsOf(list);
  const far = Math.min(catchAll, same.get(JSON.stringify(when ?? {})) ?? end);
  return far < end ? list[far] : undefined;
}

interface ListFacts {
  /** The place of the first without a condition; beyond the end when there is none. */
  readonly catchAll: number;
  /** Condition -> the place of the first that has it. */
  readonly same: ReadonlyMap<string, number>;
}

const known = new WeakMap<readonly PlacedRule[], ListFacts>();

function factsOf(list: readonly PlacedRule[]): ListFacts {
  const cached = known.get(list);
  if (cached !== undefined) return cached;
  const catchAll = list.findIndex(({ rule }) => isCatchAll(rule));
  const same = new Map(
    list.map(({ rule }, index) => [JSON.stringify(rule.when ?? {}), index] as const).toReversed(),
  );
  const facts = { catchAll: catchAll < 0 ? list.length : catchAll, same };
  known.set(list, facts);
  return facts;
}

/** Rules of one list that have the same order: their place in the file decides. */
export interface Tie {
  readonly earlier: PlacedRule;
  readonly later: PlacedRule;
  /** How many more have it. */
  readonly more: number;
}

/** The ties among rules, which are in the order in which they are asked. */
export function tiesOf(list: readonly PlacedRule[]): readonly Tie[] {
  const ties: Tie[] = [];
  for (let start = 0; start < list.length;) {
    const { order } = list[start]!.rule;
    let end = start + 1;
    while (list[end]?.rule.order === order) end += 1;
    if (end - start > 1) ties.push({ earlier: list[start]!, later: list[start + 1]!, more: end - start - 2 });
    start = end;
  }
  return ties;
}
