/**
 * Rules in the order in which they are asked, ready to find the first that holds. Long lists are indexed by one
 * member of each rule's condition, so that thousands of rules cost no more than those that could hold.
 */

import { headerOf, methodOf, pathFrom } from '../rules/facts.ts';
import { rememberLast } from '../rules/last.ts';
import { listOf } from '../rules/list.ts';
import { methodsOf } from '../rules/methods.ts';
import type { RequestFacts } from '../model.ts';
import type { ErrorFacts, Named } from '../policy.ts';
import type { CompiledRule, RuleList } from './place.ts';
import type { Condition } from './shapes.ts';

/** Shorter lists are faster walked. */
const MIN_INDEXED = 12;

/** @param rules in the order in which they are asked */
export function compileRuleList(rules: readonly CompiledRule[]): RuleList {
  const active = rules.filter((rule) => rule.active);
  if (active.length >= MIN_INDEXED) return { rules, first: indexed(active) };
  return {
    rules,
    first(error, facts, api) {
      for (const rule of active) if (holds(rule, error, facts, api)) return rule;
      return undefined;
    },
  };
}

// Written out: gathered in an array, these three would be a tenth of what a configuration costs an answer.
type Read<T> = (error: ErrorFacts, facts: RequestFacts, api: Named | undefined) => T;

function holds(
  { test }: CompiledRule,
  error: ErrorFacts,
  facts: RequestFacts,
  api: Named | undefined,
): boolean {
  return test === undefined || test(error, facts, api);
}

/** How a rule's condition can be looked up: a property of the failure and the values that it may have. */
interface Key {
  /** Equal for rules that are looked up by the same property. */
  readonly property: string;
  readonly read: Read<string | undefined>;
  readonly values: readonly string[];
}

interface Table {
  read: Key['read'];
  /** Value -> places in the order, ascending. */
  readonly places: Map<string, number[]>;
}

function indexed(rules: readonly CompiledRule[]): RuleList['first'] {
  const tables = new Map<string, Table>();
  const always: number[] = [];
  for (const [place, { when }] of rules.entries()) {
    const key = when && keyOf(when);
    if (key === undefined) always.push(place);
    else add(tables, key, place);
  }
  const all = [...tables.values()];
  return (error, facts, api) => {
    const lists = always.length === 0 ? [] : [always];
    for (const { read, places } of all) {
      const value = read(error, facts, api);
      const list = value === undefined ? undefined : places.get(value);
      if (list !== undefined) lists.push(list);
    }
    if (lists.length === 0) return undefined;
    return firstOf(lists, (place) => holds(rules[place]!, error, facts, api), rules);
  };
}

function add(tables: Map<string, Table>, { property, read, values }: Key, place: number): void {
  let table = tables.get(property);
  if (table === undefined) tables.set(property, (table = { read, places: new Map() }));
  for (const value of new Set(values)) {
    const places = table.places.get(value);
    if (places === undefined) table.places.set(value, [place]);
    else places.push(place);
  }
}

/** The least place in any of the ascending lists that passes. */
function firstOf(
  lists: readonly (readonly number[])[],
  passes: (place: number) => boolean,
  rules: readonly CompiledRule[],
): CompiledRule | undefined {
  const heads = lists.map(() => 0);
  for (;;) {
    let least = Infinity;
    let from = -1;
    for (let index = 0; index < lists.length; index++) {
      const place = lists[index]![heads[index]!];
      if (place !== undefined && place < least) [least, from] = [place, index];
    }
    if (from < 0) return undefined;
    if (passes(least)) return rules[least];
    heads[from]! += 1;
  }
}

/** By what tells most rules apart first. Members that are no plain equality are left to the test. */
function keyOf(when: Condition): Key | undefined {
  if (when.code !== undefined)
    return { property: 'code', read: ({ code }) => code, values: listOf(when.code) };
  if (when.api !== undefined)
    return { property: 'api', read: (_error, _facts, api) => api?.id, values: listOf(when.api) };
  const paths = when.path === undefined ? undefined : listOf(when.path);
  if (paths?.every(isPlainPath)) return { property: 'path', read: readPath, values: paths.map(plainPath) };
  for (const [given, expected] of Object.entries(when.header ?? {})) {
    const name = given.toLowerCase();
    if (typeof expected === 'string' || Array.isArray(expected))
      return {
        property: `header ${name}`,
        read: (_error, facts) => headerOf(facts, name),
        values: listOf(expected as string | readonly string[]),
      };
  }
  const statuses = when.status === undefined ? undefined : listOf(when.status).map(String);
  if (statuses?.every((status) => /^\d+$/.test(status)))
    return { property: 'status', read: ({ status }) => String(status), values: statuses };
  if (when.method !== undefined) {
    const methods = methodsOf(listOf(when.method)) ?? [];
    return { property: 'method', read: (_error, facts) => methodOf(facts), values: [...methods] };
  }
  return undefined;
}

/** ASCII without parameters, wildcards, groups and escapes. */
function isPlainPath(pattern: string): boolean {
  return /^[\w/.~@&=;,$'-]*$/.test(pattern);
}

/** As coarse as patterns compare, and coarser: whatever the case, whatever the slashes at the end. */
function plainPath(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end).toLowerCase();
}

function readPath(_error: ErrorFacts, facts: RequestFacts): string | undefined {
  const path = pathFrom(facts);
  return path === undefined ? undefined : lastPlain(path);
}

const lastPlain = rememberLast(plainPath);
