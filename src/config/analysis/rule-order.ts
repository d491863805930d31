/** Rules of one list: which earlier one holds whenever a later one does, and which have an order in common. */

import { prepareCondition } from '../../rules/condition.ts';
import type { Expressions } from '../../rules/expression/expressions.ts';
import { implies } from './implies.ts';
import { isCatchAll, type PlacedRule } from './sources.ts';
import type { Condition, Rule } from '../shapes.ts';

/** A rule is compared with so many at the head of its list, and with those beyond that say just the same. */
const MAX_COMPARED = 100;

/** The first of the rules before `end` that holds whenever `rule` does. Pauses often. */
export function* firstImplied(
  list: readonly PlacedRule[],
  { when }: Rule,
  end: number,
  expressions: Expressions,
): Generator<undefined, PlacedRule | undefined> {
  yield* prepared(when, expressions);
  for (const earlier of list.slice(0, Math.min(end, MAX_COMPARED))) {
    yield* prepared(earlier.rule.when, expressions);
    if (implies(when, earlier.rule.when, expressions)) return earlier;
  }
  if (end <= MAX_COMPARED) return undefined;
  const { catchAll, same } = yield* factsOf(list);
  const far = Math.min(catchAll, same.get(JSON.stringify(when ?? {})) ?? end);
  return far < end ? list[far] : undefined;
}

function* prepared(when: Condition | undefined, expressions: Expressions): Generator<undefined, void> {
  yield;
  if (when !== undefined) for (const _ of prepareCondition(when, expressions)) yield;
}

interface ListFacts {
  /** The place of the first without a condition; beyond the end when there is none. */
  readonly catchAll: number;
  /** Condition -> the place of the first that has it. */
  readonly same: ReadonlyMap<string, number>;
}

const known = new WeakMap<readonly PlacedRule[], ListFacts>();

function* factsOf(list: readonly PlacedRule[]): Generator<undefined, ListFacts> {
  const cached = known.get(list);
  if (cached !== undefined) return cached;
  const same = new Map<string, number>();
  let catchAll = list.length;
  for (const [index, { rule }] of list.entries()) {
    yield;
    if (index < catchAll && isCatchAll(rule)) catchAll = index;
    const text = JSON.stringify(rule.when ?? {});
    if (!same.has(text)) same.set(text, index);
  }
  const facts = { catchAll, same };
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
