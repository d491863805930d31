/** Why an answer looks as it does: every source there is, in the order in which they are considered (R64, D28). */

import { compileCondition } from '../rules/condition.ts';
import { sharePath } from '../rules/facts.ts';
import type { Format, RequestFacts } from '../model.ts';
import type { ErrorFacts, Named } from '../policy.ts';
import type { CompiledRow, CompiledRule, CompiledScope, FormatBody, Level, Place } from './place.ts';
import { rowOf } from './select.ts';
import type { Condition } from './shapes.ts';

/** A source of the body, or of values, and what became of it. */
export interface Considered {
  /** 1 to 6, as the documentation numbers them. */
  readonly priority: number;
  readonly what:
    | 'template of a row'
    | 'template'
    | 'rule'
    | 'values of a row'
    | 'body of a format'
    | 'default';
  readonly level: Level | 'library';
  /** JSON Pointer into the configuration; empty for the library's own. */
  readonly pointer: string;
  /** Of a rule. */
  readonly name?: string;
  readonly verdict: 'used' | 'not used';
  /** In a few words. */
  readonly why: string;
}

/** What was answered, and to what. */
interface Answered {
  readonly error: ErrorFacts;
  readonly facts: RequestFacts;
  readonly status: number;
  readonly format: Format;
  /** Why it is the generic answer of that status, with nothing but the status of what was decided. */
  readonly replaced: string | undefined;
}

/** Everything that the place has for an error. The first `used` one of priorities 1 to 3, if any, is the body. */
export function considerSources(place: Place, answered: Answered): readonly Considered[] {
  return sharePath(answered.facts, () => consider(place, answered));
}

function consider(place: Place, answered: Answered): readonly Considered[] {
  const { error, facts } = answered;
  const rows = place.scopes.map((scope) => ({ scope, row: rowOf(scope, error) }));
  const bodies = [
    ...rows.flatMap(({ scope, row }) => templateOfRow(scope, row)),
    ...place.scopes.flatMap(templateOfScope),
    ...rows.flatMap(({ scope, row }) => rulesOf(scope, row, error, facts, place.api)),
  ];
  const chosen = bodies.find(({ holds }) => holds);
  return [
    ...bodies.map((candidate) => judged(candidate, chosen, answered)),
    ...valuesOf(rows, answered),
    ...formatsOf(place, chosen === undefined, answered),
  ];
}

/** A candidate that says of itself only whether it could be used. */
type Candidate = Omit<Considered, 'verdict'> & { readonly holds: boolean };

function judged(candidate: Candidate, chosen: Candidate | undefined, { replaced }: Answered): Considered {
  const { holds, ...rest } = candidate;
  if (candidate === chosen) return { ...rest, ...verdictOf(rest.why, replaced) };
  const shadowed = holds && chosen !== undefined;
  return { ...rest, verdict: 'not used', why: shadowed ? `behind ${chosen.pointer}` : rest.why };
}

/** Of what would have been used. */
function verdictOf(why: string, replaced: string | undefined): Pick<Considered, 'verdict' | 'why'> {
  return replaced === undefined
    ? { verdict: 'used', why }
    : { verdict: 'not used', why: `replaced: ${replaced}` };
}

function templateOfRow({ level }: CompiledScope, row: CompiledRow | undefined): readonly Candidate[] {
  if (row?.template === undefined) return [];
  const pointer = `${row.pointer}/template`;
  return [{ priority: 1, what: 'template of a row', level, pointer, holds: true, why: 'the nearest one' }];
}

function templateOfScope({ level, pointer, template }: CompiledScope): readonly Candidate[] {
  if (template === undefined) return [];
  const why = 'the nearest one';
  return [{ priority: 2, what: 'template', level, pointer: `${pointer}/template`, holds: true, why }];
}

function rulesOf(
  { level, rules }: CompiledScope,
  row: CompiledRow | undefined,
  error: ErrorFacts,
  facts: RequestFacts,
  api: Named | undefined,
): readonly Candidate[] {
  const all = [...(row?.rules?.rules ?? []), ...(rules?.rules ?? [])];
  return all.map((rule) => {
    const { pointer, name, active, test } = rule;
    const passes = test === undefined || test(error, facts, api);
    const why = whyOf(rule, passes, (single) => single(error, facts, api));
    return { priority: 3, what: 'rule', level, pointer, name, holds: active && passes, why };
  });
}

type Ask = (test: NonNullable<CompiledRule['test']>) => boolean;

function whyOf({ active, when, test }: CompiledRule, passes: boolean, ask: Ask): string {
  if (!active) return 'inactive';
  if (test === undefined || when === undefined) return 'has no condition';
  if (passes) return `holds: ${Object.keys(when).join(', ')}`;
  return `does not hold: ${failing(when, ask).join(', ')}`;
}

/** The members of a condition that do not hold by themselves. */
function failing(when: Condition, ask: Ask): readonly string[] {
  return Object.entries(when).flatMap(([member, value]) => {
    const single = compileCondition({ [member]: value }, '', ignore);
    return single === undefined || ask(single) ? [] : [member];
  });
}

/** It was compiled without a fault when it was loaded. */
function ignore(): void {}

interface Row {
  readonly scope: CompiledScope;
  readonly row: CompiledRow | undefined;
}

const FIELDS = ['message', 'title', 'code', 'status', 'retryable'] as const;

/** A row's field is used unless a nearer row has it too, and so is each of its headers. */
function valuesOf(rows: readonly Row[], answered: Answered): readonly Considered[] {
  const seen = new Set<string>();
  return rows.flatMap(({ scope: { level }, row }) => {
    if (row === undefined) return [];
    const headers = Object.keys(row.headers ?? {}).map((name) => `header ${name}`);
    const own = [...FIELDS.filter((field) => row[field] !== undefined), ...headers];
    if (own.length === 0) return [];
    const used = own.filter((field) => !seen.has(field));
    for (const field of own) seen.add(field);
    const priority = level === 'platform' ? 5 : 4;
    const source = { priority, what: 'values of a row', level, pointer: row.pointer } as const;
    if (used.length === 0)
      return [{ ...source, verdict: 'not used', why: 'nearer rows have all of it' } as const];
    const isStatusSent = used.includes('status') && row.status === answered.status;
    if (answered.replaced !== undefined && isStatusSent)
      return [{ ...source, verdict: 'used', why: 'sets status' } as const];
    return [{ ...source, ...verdictOf(`sets ${used.join(', ')}`, answered.replaced) }];
  });
}

/** What formats the values, where no body was chosen before. */
function formatsOf(
  { formats }: Place,
  isFormatted: boolean,
  { format, replaced }: Answered,
): readonly Considered[] {
  const bodies: FormatBody[] = [];
  for (let body = formats?.[format]; body !== undefined; body = body.behind) bodies.push(body);
  const [nearest] = bodies;
  const places = bodies.map(({ level, pointer }) => ({ what: 'body of a format', level, pointer }) as const);
  return [...places, LIBRARY].map(({ what, level, pointer }) => {
    const isUsed = isFormatted && pointer === (nearest ?? LIBRARY).pointer;
    const shadow = isFormatted ? `behind ${nearest?.pointer}` : 'another body was chosen';
    const { verdict, why } = isUsed
      ? verdictOf(`formats the values as ${format}`, replaced)
      : ({ verdict: 'not used', why: shadow } as const);
    return { priority: 6, what, level, pointer, verdict, why };
  });
}

const LIBRARY = { what: 'default', level: 'library', pointer: '' } as const;
