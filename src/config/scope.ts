/** One level of the configuration, compiled: its rows, its rules, its template. */

import { isForwardable, isKept } from '../http/headers.ts';
import { isHeaderName } from '../http/syntax.ts';
import type { At } from '../messages/at.ts';
import { compileBody } from '../messages/body.ts';
import { compileHeader, compileText } from '../messages/text.ts';
import { compileCondition, prepareCondition } from '../rules/condition.ts';
import type { Expressions } from '../rules/expression/expressions.ts';
import type { Source, Text } from '../policy.ts';
import type { CompiledRow, CompiledRule, CompiledScope, Level, RuleList } from './place.ts';
import { member } from './pointer.ts';
import { compileRuleList } from './rule-list.ts';
import type { Row, Rule, Scope, Template } from './shapes.ts';

/** Where a scope stands, or a part of it. */
export interface Here extends At {
  /** Those of the whole configuration. */
  readonly expressions: Expressions;
}

/** Yields after each row and each rule, so that a reload can be spread over many turns of the event loop. */
export function* compileScope(scope: Scope, level: Level, at: Here): Generator<void, CompiledScope> {
  const rows = new Map<string, CompiledRow>();
  for (const [key, row] of Object.entries(scope.errors ?? {})) {
    rows.set(key, yield* compileRow(row, below(below(at, 'errors'), key)));
    yield;
  }
  const template = toSource(scope.template, below(at, 'template'));
  const rules = yield* compileRules(scope.rules, below(at, 'rules'));
  return { level, pointer: at.pointer, rows, template, rules };
}

/** Whether a scope has anything to say. */
export function isSilent({ rows, template, rules }: CompiledScope): boolean {
  return rows.size === 0 && template === undefined && rules === undefined;
}

function* compileRow(row: Row, at: Here): Generator<void, CompiledRow> {
  return {
    pointer: at.pointer,
    status: row.status,
    code: row.code,
    retryable: row.retryable,
    title: row.title === undefined ? undefined : compileText(row.title, below(at, 'title')),
    message: row.message === undefined ? undefined : compileText(row.message, below(at, 'message')),
    headers: row.headers && compileHeaders(row.headers, below(at, 'headers')),
    phrase: undefined,
    template: toSource(row.template, below(at, 'template')),
    rules: yield* compileRules(row.rules, below(at, 'rules')),
  };
}

function toSource(template: Template | undefined, at: At): Source | undefined {
  if (template === undefined) return undefined;
  const body = compileBody(template.body, template.contentType, at);
  return body && { body, status: template.status };
}

/** Inactive rules are compiled too: what is wrong with them should not wait until they are switched on. */
function* compileRules(rules: readonly Rule[] | undefined, at: Here): Generator<void, RuleList | undefined> {
  if (rules === undefined) return undefined;
  const compiled: { readonly order: number; readonly rule: CompiledRule }[] = [];
  for (const [index, { order, name, when, active = true, ...template }] of rules.entries()) {
    const here = below(at, String(index));
    if (when !== undefined) yield* prepareCondition(when, here.expressions);
    const test = compileCondition(when, `${here.pointer}/when`, here.report, here.expressions);
    const source = toSource(template, here);
    if (source !== undefined)
      compiled.push({ order, rule: { pointer: here.pointer, name, active, when, test, source } });
    yield;
  }
  // Stable: among equals the one declared first.
  return compileRuleList(compiled.toSorted((a, b) => a.order - b.order).map(({ rule }) => rule));
}

/** What belongs to the connection, or is set by this library. HTTP/2 refuses some of them. */
const OURS: ReadonlySet<string> = new Set([
  'connection',
  'content-language',
  'date',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'upgrade',
  'vary',
  'x-content-type-options',
  'x-faultline-detail',
]);

function compileHeaders(headers: Readonly<Record<string, string>>, at: At): Record<string, Text> {
  const compiled: Record<string, Text> = {};
  for (const [given, value] of Object.entries(headers)) {
    const name = given.toLowerCase();
    const here = below(at, given);
    if (Object.hasOwn(compiled, name))
      at.report(here.pointer, `names "${name}" a second time`, 'leave one of them out');
    else if (!isHeaderName(name) || !isSettable(name))
      at.report(
        here.pointer,
        `"${name}" is not for a configuration to set`,
        'leave it out: the connection or this library sets it',
      );
    else compiled[name] = compileHeader(value, here);
  }
  return compiled;
}

function isSettable(name: string): boolean {
  return !OURS.has(name) && (isForwardable(name) || isKept(name));
}

export function below<T extends At>(at: T, segment: string): T {
  return { ...at, pointer: member(at.pointer, segment) };
}
