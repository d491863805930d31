/** The conditions of rules. */

import type { Condition } from '../config/shapes.ts';
import type { Report } from '../policy.ts';
import { createExpressions, type Expressions } from './expression/expressions.ts';
import {
  compileApi,
  compileCode,
  compileContentType,
  compileHeader,
  compileIp,
  compileMethod,
  compilePath,
  compileQuery,
  compileStatus,
  type Compile,
  type Test,
} from './members.ts';

export type { Test } from './members.ts';

const MAX_DEPTH = 16;

const never: Test = () => false;

/**
 * Compiles a condition: all its members must hold. What is asked of the request holds only where the fact is there
 * and can be read; one that cannot is like one that is absent, so that `not` of it holds. A header that came several
 * times is one value, joined by ", ", as servers give it. `GET` includes `HEAD`.
 * @param expressions those of the whole configuration, whose number is limited
 * @returns `undefined` for a condition that always holds; what is refused is reported, and never holds
 */
export function compileCondition(
  when: Condition | undefined,
  pointer: string,
  report: Report,
  expressions: Expressions = createExpressions(),
): Test | undefined {
  return when === undefined ? undefined : compileAt(1, when, pointer, report, expressions);
}

/**
 * Does ahead of `compileCondition` what takes long in it. Yields often.
 * @param expressions those that it is given then
 */
export function* prepareCondition(when: Condition, expressions: Expressions): Generator<void, void> {
  for (const expected of [...Object.values(when.header ?? {}), ...Object.values(when.query ?? {})]) {
    if (typeof expected === 'object' && 'matches' in expected) yield* expressions.prepare(expected.matches);
  }
  for (const inner of [...(when.all ?? []), ...(when.any ?? [])]) yield* prepareCondition(inner, expressions);
  if (when.not !== undefined) yield* prepareCondition(when.not, expressions);
}

function compileAt(
  depth: number,
  when: Condition,
  pointer: string,
  report: Report,
  expressions: Expressions,
): Test | undefined {
  if (depth > MAX_DEPTH) {
    report(pointer, `the condition lies more than ${MAX_DEPTH} deep in others`, 'make several rules of it');
    return never;
  }
  const part = <Name extends keyof Condition>(name: Name, compile: Compile<Name>): Test | undefined => {
    const value = when[name];
    return value === undefined ? undefined : compile(value, `${pointer}/${name}`, report, expressions);
  };
  const within = (inner: Condition, at: string): Test | undefined =>
    compileAt(depth + 1, inner, at, report, expressions);
  // What is cheap to ask comes first.
  return every([
    part('status', compileStatus),
    part('code', compileCode),
    part('api', compileApi),
    part('method', compileMethod),
    part('header', compileHeader),
    part('contentType', compileContentType),
    part('ip', compileIp),
    part('query', compileQuery),
    part('path', compilePath),
    ...(when.all ?? []).map((inner, i) => within(inner, `${pointer}/all/${i}`)),
    when.any &&
      compileAny(
        when.any.map((inner, i) => within(inner, `${pointer}/any/${i}`)),
        pointer,
        report,
      ),
    when.not && negate(within(when.not, `${pointer}/not`), `${pointer}/not`, report),
  ]);
}

/** `undefined` stands for what always holds. */
function every(parts: readonly (Test | undefined)[]): Test | undefined {
  const tests = parts.filter((test) => test !== undefined);
  if (tests.length < 2) return tests[0];
  return (error, facts, api) => tests.every((test) => test(error, facts, api));
}

function compileAny(parts: readonly (Test | undefined)[], pointer: string, report: Report): Test | undefined {
  if (parts.length === 0)
    report(`${pointer}/any`, '"any" of no conditions never holds', 'give it one, or leave it out');
  const tests = parts.filter((test) => test !== undefined);
  if (tests.length < parts.length) return undefined;
  return (error, facts, api) => tests.some((test) => test(error, facts, api));
}

function negate(test: Test | undefined, pointer: string, report: Report): Test {
  if (test !== undefined) return (error, facts, api) => !test(error, facts, api);
  report(
    pointer,
    '"not" of a condition that always holds never holds',
    'say in it what must not hold, or leave it out',
  );
  return never;
}
