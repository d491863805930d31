/** What a schema cannot say of a configuration: names that are given twice, or lead nowhere. */

import { show } from '../codes.ts';
import { checkLocales } from './locales.ts';
import { NOTHING_LOST, type Lost } from './lost.ts';
import { member } from './pointer.ts';
import { suggestInSteps } from './suggest.ts';
import { runAtOnce } from '../slices.ts';
import type { Report } from '../policy.ts';
import type { Condition, Config, Rule, Scope } from './shapes.ts';

/** Reports everything that names nothing, or something that has the name already. */
export function checkReferences(config: Config, report: Report): void {
  runAtOnce(checkReferencesInSteps(config, report));
}

/** The same, yielding often. Where ids could not be read, any name may lead to one of those. */
export function* checkReferencesInSteps(config: Config, report: Report, lost: Lost = NOTHING_LOST): Steps {
  const { platform = {}, groups = [], apis = [] } = config;
  const groupIds = yield* idsOf(groups, '/groups', report);
  const referToGroup = lost.group ? anywhere : referTo('group', groupIds, report);
  const apiIds = yield* idsOf(apis, '/apis', report);
  const refer = lost.api ? anywhere : referTo('api', apiIds, report);

  yield* checkScope(platform, '/platform', refer);
  for (const [index, group] of groups.entries()) yield* checkScope(group, `/groups/${index}`, refer);
  for (const [index, api] of apis.entries()) {
    const pointer = `/apis/${index}`;
    if (api.group !== undefined) yield* referToGroup(api.group, `${pointer}/group`);
    yield* checkScope(api, pointer, refer);
    const { routes = [] } = api;
    yield* idsOf(routes, `${pointer}/routes`, report);
    for (const [at, route] of routes.entries()) yield* checkScope(route, `${pointer}/routes/${at}`, refer);
  }
  yield* checkLocales(config, report);
}

type Steps = Generator<void, void>;

type Refer = (id: string, pointer: string) => Steps;

function* idsOf(
  items: readonly { readonly id?: string }[],
  pointer: string,
  report: Report,
): Generator<void, ReadonlySet<string>> {
  const first = new Map<string, number>();
  for (const [index, { id }] of items.entries()) {
    yield;
    if (id === undefined) continue;
    const owner = first.get(id);
    if (owner === undefined) first.set(id, index);
    else
      report(
        `${pointer}/${index}/id`,
        `is ${show(id)}, as in ${pointer}/${owner}`,
        'give each an id of its own',
      );
  }
  return new Set(first.keys());
}

/** To look for what was meant takes its time with each of the ids. */
const SUGGESTED = 50;

function referTo(kind: string, ids: ReadonlySet<string>, report: Report): Refer {
  let unknown = 0;
  return function* (id, pointer) {
    if (ids.has(id)) return;
    unknown += 1;
    const candidates = unknown > SUGGESTED ? [] : [...ids];
    const cure = yield* suggestInSteps(id, candidates, `give the id of one of the ${kind}s`);
    report(pointer, `is ${show(id)}, which no ${kind} has`, cure);
  };
}

function* anywhere(): Steps {
  yield;
}

function* checkScope({ errors = {}, rules = [] }: Scope, pointer: string, refer: Refer): Steps {
  yield* checkRules(rules, `${pointer}/rules`, refer);
  for (const [name, row] of Object.entries(errors)) {
    yield;
    const at = `${member(`${pointer}/errors`, name)}/rules`;
    if (row.rules !== undefined) yield* checkRules(row.rules, at, refer);
  }
}

function* checkRules(rules: readonly Rule[], pointer: string, refer: Refer): Steps {
  for (const [index, { when }] of rules.entries()) {
    yield;
    if (when !== undefined) yield* checkCondition(when, `${pointer}/${index}/when`, refer);
  }
}

function* checkCondition({ api, all = [], any = [], not }: Condition, pointer: string, refer: Refer): Steps {
  yield;
  if (typeof api === 'string') yield* refer(api, `${pointer}/api`);
  else for (const [index, id] of (api ?? []).entries()) yield* refer(id, `${pointer}/api/${index}`);
  for (const [index, inner] of all.entries()) yield* checkCondition(inner, `${pointer}/all/${index}`, refer);
  for (const [index, inner] of any.entries()) yield* checkCondition(inner, `${pointer}/any/${index}`, refer);
  if (not !== undefined) yield* checkCondition(not, `${pointer}/not`, refer);
}
