/** What an area has that may be the body of an answer. */

import { member } from '../pointer.ts';
import { implies } from './implies.ts';
import type { Format } from '../../model.ts';
import type { Area } from './areas.ts';
import type { Row, Rule } from '../shapes.ts';

/** A source, and for which failures it is. */
export type Source = RowTemplate | Template | RuleSource | FormatBody;

interface Common {
  readonly pointer: string;
  readonly area: Area;
}

export interface RowTemplate extends Common {
  readonly kind: 'template of a row';
  readonly key: string;
}

export interface Template extends Common {
  readonly kind: 'template';
}

export interface RuleSource extends Common {
  readonly kind: 'rule';
  /** The row that it stands in; `undefined`: in the scope itself. */
  readonly key: string | undefined;
  readonly rule: Rule;
  /** The active rules that it stands among, as they are asked. */
  readonly list: readonly PlacedRule[];
  /** Its place in the list. */
  readonly index: number;
}

export interface FormatBody extends Common {
  readonly kind: 'body of a format';
  readonly format: Format;
}

export interface PlacedRule {
  readonly pointer: string;
  readonly rule: Rule;
}

/** Every source of an area that is not switched off. Pauses often. */
export function* sourcesOf(area: Area): Generator<undefined, readonly Source[]> {
  const { scope, pointer, formats = {} } = area;
  const rows: Source[] = [];
  for (const [key, row] of Object.entries(scope.errors ?? {})) {
    yield;
    for (const source of ofRow(area, key, row)) rows.push(source);
  }
  const template: readonly Source[] =
    scope.template === undefined ? [] : [{ kind: 'template', pointer: `${pointer}/template`, area }];
  const rules = inOrder(scope.rules, `${pointer}/rules`);
  const bodies = Object.keys(formats) as Format[];
  return [
    ...rows,
    ...template,
    ...ruleSources(area, undefined, rules),
    ...bodies.map((format): Source => {
      return { kind: 'body of a format', pointer: `${pointer}/templates/${format}`, area, format };
    }),
  ];
}

function ofRow(area: Area, key: string, row: Row): readonly Source[] {
  const pointer = rowPointer(area, key);
  const template: readonly Source[] =
    row.template === undefined
      ? []
      : [{ kind: 'template of a row', pointer: `${pointer}/template`, area, key }];
  return [...template, ...ruleSources(area, key, inOrder(row.rules, `${pointer}/rules`))];
}

function ruleSources(area: Area, key: string | undefined, rules: readonly PlacedRule[]): readonly Source[] {
  return rules.map(({ pointer, rule }, index) => {
    return { kind: 'rule', pointer, area, key, rule, list: rules, index };
  });
}

export function rowPointer({ pointer }: Area, key: string): string {
  return member(`${pointer}/errors`, key);
}

const lists = new WeakMap<readonly Rule[], readonly PlacedRule[]>();

/** The active rules of a list, as they are asked. */
export function inOrder(rules: readonly Rule[] = [], pointer: string): readonly PlacedRule[] {
  const known = lists.get(rules);
  if (known !== undefined) return known;
  const list = rules
    .map((rule, index) => ({ rule, pointer: `${pointer}/${index}` }))
    .filter(({ rule }) => rule.active !== false)
    .toSorted((a, b) => a.rule.order - b.rule.order);
  lists.set(rules, list);
  return list;
}

/** Whether a rule holds for everything. */
export function isCatchAll({ when }: Rule): boolean {
  return implies(undefined, when);
}
