/** What a schema cannot say of a configuration: names that are given twice, or lead nowhere. */

import { show } from '../codes.ts';
import { checkLocales } from './locales.ts';
import { member } from './pointer.ts';
import { suggest } from './suggest.ts';
import type { Report } from '../policy.ts';
import type { Condition, Config, Rule, Scope } from './shapes.ts';

/** Reports everything that names nothing, or something that has the name already. */
export function checkReferences(config: Config, report: Report): void {
  const { platform = {}, groups = [], apis = [] } = config;
  const referToGroup = referTo('group', idsOf(groups, '/groups', report), report);
  const refer = referTo('api', idsOf(apis, '/apis', report), report);

  checkScope(platform, '/platform', refer);
  for (const [index, group] of groups.entries()) checkScope(group, `/groups/${index}`, refer);
  for (const [index, api] of apis.entries()) {
    const pointer = `/apis/${index}`;
    if (api.group !== undefined) referToGroup(api.group, `${pointer}/group`);
    checkScope(api, pointer, refer);
    const { routes = [] } = api;
    idsOf(routes, `${pointer}/routes`, report);
    for (const [at, route] of routes.entries()) checkScope(route, `${pointer}/routes/${at}`, refer);
  }
  checkLocales(config, report);
}

type Refer = (id: string, pointer: string) => void;

function idsOf(
  items: readonly { readonly id?: string }[],
  pointer: string,
  report: Report,
): ReadonlySet<string> {
  const first = new Map<string, number>();
  for (const [index, { id }] of items.entries()) {
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
  return (id, pointer) => {
    if (ids.has(id)) return;
    unknown += 1;
    const candidates = unknown > SUGGESTED ? [] : [...ids];
    const cure = suggest(id, candidates, `give the id of one of the ${kind}s`);
    report(pointer, `is ${show(id)}, which no ${kind} has`, cure);
  };
}

function checkScope({ errors = {}, rules = [] }: Scope, pointer: string, refer: Refer): void {
  checkRules(rules, `${pointer}/rules`, refer);
  for (const [name, row] of Object.entries(errors))
    if (row.rules !== undefined) checkRules(row.rules, `${member(`${pointer}/errors`, name)}/rules`, refer);
}

function checkRules(rules: readonly Rule[], pointer: string, refer: Refer): void {
  for (const [index, { when }] of rules.entries())
    if (when !== undefined) checkCondition(when, `${pointer}/${index}/when`, refer);
}

function checkCondition({ api, all = [], any = [], not }: Condition, pointer: string, refer: Refer): void {
  if (typeof api === 'string') refer(api, `${pointer}/api`);
  else for (const [index, id] of (api ?? []).entries()) refer(id, `${pointer}/api/${index}`);
  for (const [index, inner] of all.entries()) checkCondition(inner, `${pointer}/all/${index}`, refer);
  for (const [index, inner] of any.entries()) checkCondition(inner, `${pointer}/any/${index}`, refer);
  if (not !== undefined) checkCondition(not, `${pointer}/not`, refer);
}
