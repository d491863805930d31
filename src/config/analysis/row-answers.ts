/** Rows that answer every failure a source is for, so that the source never does. */

import { isCode } from '../../http/syntax.ts';
import { inOrder, isCatchAll, rowPointer, type Source } from './sources.ts';
import { requiredOf } from './required.ts';
import type { Area } from './areas.ts';
import type { Row } from '../shapes.ts';

/** The pointer of what in a row answers every failure that comes to the row. */
type AnswerOf = (row: Row, pointer: string) => string | undefined;

/** The pointer of what in the rows of an area answers all that a source is for. */
export type RowAnswer = (source: Source, area: Area) => string | undefined;

/** A status or a class of them. */
const STATUS = /^[45](?:\d\d|xx)$/;

const templateOf: AnswerOf = (row, pointer) =>
  row.template === undefined ? undefined : `${pointer}/template`;

const anyOf: AnswerOf = (row, pointer) =>
  templateOf(row, pointer) ??
  inOrder(row.rules, `${pointer}/rules`).find(({ rule }) => isCatchAll(rule))?.pointer;

/** Templates of rows, which come before everything else. */
export const answeredByTemplates: RowAnswer = rowAnswer(templateOf);

/** Templates of rows, and their rules without a condition. */
export const answeredByRows: RowAnswer = rowAnswer(anyOf);

function rowAnswer(answerOf: AnswerOf): RowAnswer {
  const totals = new WeakMap<Area, string | undefined>();
  const answer = (area: Area, key: string): string | undefined => {
    const { errors = {} } = area.scope;
    return Object.hasOwn(errors, key) ? answerOf(errors[key]!, rowPointer(area, key)) : undefined;
  };

  /** Every error has a row: there is one for both classes, and all of them answer. */
  const ofAll = (area: Area): string | undefined => {
    if (totals.has(area)) return totals.get(area);
    const whole = answer(area, '4xx') !== undefined && answer(area, '5xx') !== undefined;
    const all = whole && keysOf(area).every((key) => answer(area, key) !== undefined);
    const total = all ? answer(area, '4xx') : undefined;
    totals.set(area, total);
    return total;
  };

  /** What comes to a row by a name or a status comes to that row here too, but for what has a more exact row here. */
  const ofKey = (area: Area, key: string, own: Area): string | undefined => {
    const found = answer(area, key);
    if (found === undefined) return undefined;
    const known = new Set(keysOf(own));
    const isMoreExact = STATUS.test(key) ? (): boolean => true : isCode;
    const others = keysOf(area).filter((other) => isMoreExact(other) && !known.has(other));
    return others.every((other) => answer(area, other) !== undefined) ? found : undefined;
  };

  const ofCodes = (area: Area, codes: readonly string[]): string | undefined => {
    const answers = codes.map((code) => answer(area, code));
    return answers.every((found) => found !== undefined) ? answers[0] : undefined;
  };

  return (source, area) => {
    if (area.scope.errors === undefined) return undefined;
    const codes = codesOf(source);
    const key = 'key' in source ? source.key : undefined;
    return (
      (codes === undefined ? undefined : ofCodes(area, codes)) ??
      (key === undefined || isCode(key) ? undefined : ofKey(area, key, source.area)) ??
      ofAll(area)
    );
  };
}

function keysOf({ scope }: Area): readonly string[] {
  return Object.keys(scope.errors!);
}

/**
 * The codes of the errors that a source is for, where it is for some codes only. A row that is written like a code is
 * for that code; that an exception could have such a name is left aside.
 */
function codesOf(source: Source): readonly string[] | undefined {
  if ('key' in source && source.key !== undefined && isCode(source.key)) return [source.key];
  if (source.kind !== 'rule' || source.key !== undefined) return undefined;
  return requiredOf(source.rule.when, 'code')?.filter(isCode);
}
