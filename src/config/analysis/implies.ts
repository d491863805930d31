/** Whether a condition holds whenever another one does. Sound: what cannot be decided does not. */

import { createExpressions, type Expressions } from '../../rules/expression/expressions.ts';
import { impliesMember, MEMBERS } from './implied-member.ts';
import type { Condition } from '../shapes.ts';

/** Conditions within conditions are compared in many combinations; so many are tried: a millisecond. */
const MAX_STEPS = 5000;

/**
 * @param weaker `undefined` always holds
 * @param expressions those of all conditions that are compared: each takes long to make
 */
export function implies(
  stronger: Condition | undefined,
  weaker: Condition | undefined,
  expressions: Expressions = createExpressions(),
): boolean {
  return weaker === undefined || impliesWithin({ steps: MAX_STEPS, expressions }, stronger ?? {}, weaker);
}

interface Budget {
  readonly expressions: Expressions;
  steps: number;
}

function impliesWithin(budget: Budget, stronger: Condition, weaker: Condition): boolean {
  if (--budget.steps < 0) return false;
  const { all = [], any, not } = weaker;
  return (
    MEMBERS.every((name) => weaker[name] === undefined || hasMember(budget, stronger, weaker, name)) &&
    all.every((part) => impliesWithin(budget, stronger, part)) &&
    (any === undefined || impliesAny(budget, stronger, any)) &&
    (not === undefined || impliesNot(budget, stronger, not))
  );
}

/** A part of the stronger condition that holds says enough, and so do alternatives that all say it. */
function anyPart(budget: Budget, stronger: Condition, says: (part: Condition) => boolean): boolean {
  if (--budget.steps < 0) return false;
  const { all = [], any } = stronger;
  const within = (part: Condition): boolean => anyPart(budget, part, says);
  return says(stronger) || all.some(within) || (any !== undefined && any.every(within));
}

function hasMember(
  budget: Budget,
  stronger: Condition,
  weaker: Condition,
  name: (typeof MEMBERS)[number],
): boolean {
  return anyPart(budget, stronger, (part) => impliesMember(part, weaker, name, budget.expressions));
}

function impliesAny(budget: Budget, stronger: Condition, any: readonly Condition[]): boolean {
  return anyPart(budget, stronger, (part) => any.some((option) => impliesWithin(budget, part, option)));
}

/** What is not said by the weaker condition must imply what is not said by the stronger one. */
function impliesNot(budget: Budget, stronger: Condition, not: Condition): boolean {
  return anyPart(budget, stronger, (part) => part.not !== undefined && impliesWithin(budget, not, part.not));
}
