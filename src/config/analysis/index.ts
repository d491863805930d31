/** What a valid configuration says and its author probably did not mean. */

import { inward, areasOf, type Area } from './areas.ts';
import { tiesOf, type Tie } from './rule-order.ts';
import { sourcesOf, type RuleSource, type Source } from './sources.ts';
import { matchingOf } from './unmatched.ts';
import { unreachable } from './unreachable.ts';
import { witnessOf, witnessOfPath } from './witness.ts';
import type { CompiledPolicy } from '../compile.ts';
import type { ServerErrors } from '../server-errors.ts';
import type { Config } from '../shapes.ts';
import type { Warning } from './warning.ts';

export type { Warning } from './warning.ts';

/** A warning, or a pause in the work. */
export type Found = Generator<Warning | undefined, void>;

/**
 * All of `warningsOf`, and what was found in `server_error.json`.
 * @param policy compiled from these two without a fault
 */
export function analyse(
  config: Config,
  serverErrors: Pick<ServerErrors, 'errors' | 'warnings'> | undefined,
  policy: CompiledPolicy,
): readonly Warning[] {
  const found = [...warningsOf(config, policy)].filter((warning) => warning !== undefined);
  return [...found, ...inServerErrors(serverErrors)];
}

/**
 * Apis and routes without requests, sources that never answer, and orders that several rules have. Pauses often.
 * @param policy compiled from the configuration without a fault
 */
export function* warningsOf(config: Config, policy: CompiledPolicy): Found {
  const matching = yield* matchingOf(config);
  for (const unmatched of matching.found) {
    const { pointer, message } = unmatched;
    yield { pointer, message, witness: witnessOfPath(unmatched, policy) };
  }
  for (const area of inward(yield* areasOf(config, matching)))
    if (isUnused(area)) yield unusedGroup(area);
    else yield* warningsIn(area, policy);
}

/** A group has no requests but those of its apis. */
function isUnused(area: Area): boolean {
  return !area.isPlace && area.inner.every(isUnused);
}

function unusedGroup({ pointer }: Area): Warning {
  return { pointer, message: 'no api is in this group; name it as the "group" of one, or remove it' };
}

function* warningsIn(area: Area, policy: CompiledPolicy): Found {
  const sources = yield* sourcesOf(area);
  for (const source of sources) {
    const why = yield* unreachable(source);
    yield why === undefined
      ? undefined
      : warningOf(source.pointer, `${nameOf(source)}${why}`, source, policy);
  }
  yield* tiesIn(sources, policy);
}

function nameOf(source: Source): string {
  return source.kind === 'rule' ? `the rule ${JSON.stringify(source.rule.name)} ` : '';
}

function* tiesIn(sources: readonly Source[], policy: CompiledPolicy): Found {
  const rules = sources.filter((source): source is RuleSource => source.kind === 'rule');
  const byPointer = new Map(rules.map((rule) => [rule.pointer, rule]));
  const lists = new Set(rules.map(({ list }) => list));
  for (const list of lists) {
    yield;
    for (const tie of tiesOf(list)) yield tieWarning(tie, byPointer.get(tie.later.pointer)!, policy);
  }
}

function tieWarning({ earlier, later, more }: Tie, source: Source, policy: CompiledPolicy): Warning {
  const others = more === 0 ? '' : ` and ${more} more`;
  const message = `the order ${later.rule.order} is also that of ${earlier.pointer}${others}, so that the place in the file decides; give each rule an order of its own`;
  const pointer = `${later.pointer}/order`;
  const warning = warningOf(pointer, message, source, policy);
  // Of use only where both hold, so that the order matters.
  return warning.witness?.answeredBy === earlier.pointer ? warning : { pointer, message };
}

function warningOf(pointer: string, message: string, source: Source, policy: CompiledPolicy): Warning {
  const witness = witnessOf(source, policy);
  return witness === undefined ? { pointer, message } : { pointer, message, witness };
}

/** They are texts that begin with the file and the pointer. */
function inServerErrors(
  serverErrors: Pick<ServerErrors, 'errors' | 'warnings'> | undefined,
): readonly Warning[] {
  const { errors, warnings } = serverErrors ?? { errors: [], warnings: [] };
  return errors.flatMap(({ key, pointer: entry }) => {
    const pointer = `${entry}/error_def`;
    const error = { code: 'SOME_ERROR', name: 'SomeException', status: Number(key.replace('xx', '00')) };
    return warnings
      .map((text) => text.split(` ${pointer}: `)[1])
      .filter((message) => message !== undefined)
      .map((message) => {
        const witness = {
          method: 'GET',
          path: '/',
          headers: {},
          remoteAddress: undefined,
          error,
          answeredBy: entry,
        };
        return { pointer, message, witness };
      });
  });
}
