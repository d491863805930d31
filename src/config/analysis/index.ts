/** What a valid configuration says and its author probably did not mean. */

import { inward, areasOf, type Area } from './areas.ts';
import { tiesOf } from './rule-order.ts';
import { sourcesOf, type RuleSource, type Source } from './sources.ts';
import { matchingOf } from './unmatched.ts';
import { unreachable } from './unreachable.ts';
import { witnessOf, witnessOfPath } from './witness.ts';
import type { CompiledPolicy } from '../compile.ts';
import type { ServerErrors } from '../server-errors.ts';
import type { Config } from '../shapes.ts';
import type { Warning } from './warning.ts';

export type { Warning } from './warning.ts';

/**
 * Apis and routes without requests, sources that never answer, orders that several rules have, and what was found in
 * `server_error.json`.
 * @param policy compiled from these two without a fault
 */
export function analyse(
  config: Config,
  serverErrors: Pick<ServerErrors, 'errors' | 'warnings'> | undefined,
  policy: CompiledPolicy,
): readonly Warning[] {
  const matching = matchingOf(config);
  const paths = matching.found.map((unmatched) => {
    const { pointer, message } = unmatched;
    return { pointer, message, witness: witnessOfPath(unmatched, policy) };
  });
  const areas = [...inward(areasOf(config, matching))];
  const within = areas.flatMap((area) => (isUnused(area) ? [unusedGroup(area)] : warningsIn(area, policy)));
  return [...paths, ...within, ...inServerErrors(serverErrors)];
}

/** A group has no requests but those of its apis. */
function isUnused(area: Area): boolean {
  return !area.isPlace && area.inner.every(isUnused);
}

function unusedGroup({ pointer }: Area): Warning {
  return { pointer, message: 'no api is in this group; name it as the "group" of one, or remove it' };
}

function warningsIn(area: Area, policy: CompiledPolicy): readonly Warning[] {
  const sources = sourcesOf(area);
  const never = sources.flatMap((source): readonly Warning[] => {
    const why = unreachable(source);
    if (why === undefined) return [];
    return [warningOf(source.pointer, `${nameOf(source)}${why}`, source, policy)];
  });
  return [...never, ...tiesIn(sources, policy)];
}

function nameOf(source: Source): string {
  return source.kind === 'rule' ? `the rule ${JSON.stringify(source.rule.name)} ` : '';
}

function tiesIn(sources: readonly Source[], policy: CompiledPolicy): readonly Warning[] {
  const rules = sources.filter((source): source is RuleSource => source.kind === 'rule');
  const lists = new Set(rules.map(({ list }) => list));
  return [...lists].flatMap(tiesOf).map(({ earlier, later, more }) => {
    const others = more === 0 ? '' : ` and ${more} more`;
    const message = `the order ${later.rule.order} is also that of ${earlier.pointer}${others}, so that the place in the file decides; give each rule an order of its own`;
    const pointer = `${later.pointer}/order`;
    const source = rules.find((rule) => rule.pointer === later.pointer)!;
    const warning = warningOf(pointer, message, source, policy);
    // Of use only where both hold, so that the order matters.
    return warning.witness?.answeredBy === earlier.pointer ? warning : { pointer, message };
  });
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
