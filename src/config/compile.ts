/** A checked configuration, compiled to the policy that answers follow. */

import type { Format, RequestFacts } from '../model.ts';
import type { At } from '../messages/at.ts';
import { compileFormat } from '../messages/body.ts';
import { methodOf, pathFrom, sharePath } from '../rules/facts.ts';
import { createExpressions } from '../rules/expression/expressions.ts';
import { compilePathsInSteps, type PathIndex } from '../rules/paths.ts';
import type { ErrorFacts, Named, Policy, Report } from '../policy.ts';
import type { CompiledScope, FormatBodies, FormatBody, Level, Place, PlacedSelection } from './place.ts';
import { below, compileScope, isSilent, type Here } from './scope.ts';
import { createSelector } from './select.ts';
import type { ServerError } from './server-errors.ts';
import { compileServerErrors } from './server-scope.ts';
import type { Api, Config, Formats, Group } from './shapes.ts';
import { compileTranslations, type Translate } from './translations.ts';

export interface Sources {
  readonly config: Config;
  readonly serverErrors: readonly ServerError[];
  /** Values of the environment variables that the configuration allows. */
  readonly env: ReadonlyMap<string, string>;
}

interface CompiledApi {
  /** Where no route of it matches. */
  readonly place: Place;
  readonly routes: PathIndex | undefined;
  readonly places: readonly Place[];
}

/**
 * Yields often, so that a reload can be spread over many turns of the event loop. What is wrong is reported; the
 * policy is of use only when nothing was.
 */
export function* compilePolicy(
  { config, serverErrors, env }: Sources,
  report: Report,
): Generator<void, CompiledPolicy> {
  const root: Here = { pointer: '', report, env, expressions: createExpressions() };
  const mapped = compileServerErrors(serverErrors);
  const platform = yield* compileScope(config.platform ?? {}, 'platform', below(root, 'platform'));
  const outer = [platform, mapped].filter((scope) => !isSilent(scope));
  const formats = compileFormats(config.platform?.templates, 'platform', undefined, below(root, 'platform'));
  const everywhere: Place = { api: undefined, scopes: outer, formats, settled: new Map() };
  const groups = yield* compileGroups(config.groups ?? [], everywhere, below(root, 'groups'));
  const apis: CompiledApi[] = [];
  const { apis: declared = [] } = config;
  for (const [index, api] of declared.entries()) {
    const around = (api.group === undefined ? undefined : groups.get(api.group)) ?? everywhere;
    apis.push(yield* compileApi(api, around, below(below(root, 'apis'), String(index))));
  }
  const index = declared.length === 0 ? undefined : yield* indexApis(declared, report);
  const placeOf = (facts: RequestFacts): Place =>
    index === undefined ? everywhere : placeIn(index, apis, facts, everywhere);
  const translate = yield* compileTranslations(config, serverErrors, below(root, 'locales'));
  return createPolicy(placeOf, translate);
}

/** What `explain` and records look at, besides what answers need. */
export interface CompiledPolicy extends Policy {
  placeOf(facts: RequestFacts): Place;
  select(error: ErrorFacts, facts: RequestFacts): PlacedSelection;
}

function createPolicy(
  placeOf: (facts: RequestFacts) => Place,
  translate: Translate | undefined,
): CompiledPolicy {
  const select = createSelector();
  return {
    placeOf,
    translates: translate !== undefined,
    select(error: ErrorFacts, facts: RequestFacts): PlacedSelection {
      const selection = sharePath(facts, () => select(placeOf(facts), error, facts));
      const translation = translate?.(selection.values.code ?? error.code, facts);
      return translation === undefined ? selection : { ...selection, translation };
    },
  };
}

/** Facts come from a framework's objects, which may fail like anything else: without a path the platform decides. */
function placeIn(
  index: ApiIndex,
  apis: readonly CompiledApi[],
  facts: RequestFacts,
  everywhere: Place,
): Place {
  const path = pathFrom(facts);
  if (path === undefined) return everywhere;
  const method = methodOf(facts) ?? '';
  const found = index.first(path, method);
  const api = found < 0 ? undefined : apis[index.apiOf[found]!];
  if (api === undefined) return everywhere;
  const route = api.routes === undefined ? -1 : api.routes.first(path, method);
  return api.places[route] ?? api.place;
}

interface ApiIndex extends PathIndex {
  /** Place of a pattern among all -> that of its api. */
  readonly apiOf: readonly number[];
}

function* indexApis(apis: readonly Api[], report: Report): Generator<void, ApiIndex> {
  const patterns = apis.flatMap(({ match }, api) => match.map((pattern, at) => ({ pattern, api, at })));
  const pointerOf = (index: number): string => `/apis/${patterns[index]!.api}/match/${patterns[index]!.at}`;
  const index = yield* compilePathsInSteps(patterns, pointerOf, report);
  return { first: (path, method) => index.first(path, method), apiOf: patterns.map(({ api }) => api) };
}

function* compileGroups(
  groups: readonly Group[],
  everywhere: Place,
  at: Here,
): Generator<void, ReadonlyMap<string, Place>> {
  const compiled = new Map<string, Place>();
  for (const [index, group] of groups.entries()) {
    const here = below(at, String(index));
    const scope = yield* compileScope(group, 'group', here);
    const formats = compileFormats(group.templates, 'group', everywhere.formats, here);
    compiled.set(group.id, {
      api: undefined,
      scopes: within(scope, everywhere),
      formats,
      settled: new Map(),
    });
  }
  return compiled;
}

function* compileApi(api: Api, around: Place, at: Here): Generator<void, CompiledApi> {
  const scope = yield* compileScope(api, 'api', at);
  const named: Named = { id: api.id, name: api.name };
  const formats = compileFormats(api.templates, 'api', around.formats, at);
  const place: Place = { api: named, scopes: within(scope, around), formats, settled: new Map() };
  const places: Place[] = [];
  const routes = api.routes ?? [];
  for (const [index, route] of routes.entries()) {
    const inner = yield* compileScope(route, 'route', below(below(at, 'routes'), String(index)));
    places.push({ api: named, scopes: within(inner, place), formats, settled: new Map() });
  }
  if (routes.length === 0) return { place, places, routes: undefined };
  const patterns = routes.map(({ path, methods }) => ({ pattern: path, methods }));
  const pointerOf = (index: number): string => `${at.pointer}/routes/${index}/path`;
  return { place, places, routes: yield* compilePathsInSteps(patterns, pointerOf, at.report) };
}

function within(scope: CompiledScope, { scopes }: Place): readonly CompiledScope[] {
  return isSilent(scope) ? scopes : [scope, ...scopes];
}

const FORMATS = ['json', 'xml', 'text', 'html'] as const;

/** Those of a level, and of what is around it those for other formats. */
function compileFormats(
  templates: Formats | undefined,
  level: Level,
  around: FormatBodies | undefined,
  at: At,
): FormatBodies | undefined {
  if (templates === undefined) return around;
  const formats: { -readonly [Name in Format]?: FormatBody } = { ...around };
  for (const format of FORMATS) {
    const template = templates[format];
    if (template === undefined) continue;
    const here = below(below(at, 'templates'), format);
    const body = compileFormat(template, format, here);
    if (body !== undefined)
      formats[format] = { ...body, level, pointer: here.pointer, behind: around?.[format] };
  }
  return formats;
}
