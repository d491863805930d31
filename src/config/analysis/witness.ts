/** Made-up failures that one would expect a source to answer, and what answers them instead. */

import type { Format, RequestFacts } from '../../model.ts';
import type { ErrorFacts } from '../../policy.ts';
import { inward, type Area } from './areas.ts';
import { errorsOf, pathOf, samplesOf, type Sample } from './sample.ts';
import { rowPointer, type Source } from './sources.ts';
import { rowOf } from '../select.ts';
import type { CompiledPolicy } from '../compile.ts';
import type { CompiledRule, Place, RuleList } from '../place.ts';
import type { Unmatched } from './unmatched.ts';
import type { Witness } from './warning.ts';

type Request = Pick<Witness, 'headers' | 'method' | 'path'> & { readonly remoteAddress: string | undefined };

/** `undefined` where none could be made up that fulfils the condition at the place. */
export function witnessOf(source: Source, policy: CompiledPolicy): Witness | undefined {
  const when = source.kind === 'rule' ? source.rule.when : undefined;
  for (const sample of samplesOf(when)) {
    for (const request of requestsIn(source.area, sample)) {
      const asked = source.kind === 'body of a format' ? accepting(request, source.format) : request;
      const facts = factsOf(asked);
      const place = policy.placeOf(facts);
      for (const error of errorsOf(keyOf(source), sample)) {
        if (!isAt(source, place, error) || !holds(source, place, error, facts)) continue;
        const answeredBy = answererOf(place, error, facts) ?? nearerFormat(source, place);
        return { ...asked, error, answeredBy };
      }
    }
  }
  return undefined;
}

/** A request to something that has no requests, and who has it. */
export function witnessOfPath({ pattern, methods, by }: Unmatched, policy: CompiledPolicy): Witness {
  const request = {
    method: methods?.[0] ?? 'GET',
    path: pathOf(pattern),
    headers: {},
    remoteAddress: undefined,
  };
  const error: ErrorFacts = { code: 'SOME_ERROR', name: 'SomeException', status: 500 };
  const { api } = policy.placeOf(factsOf(request));
  return { ...request, error, answeredBy: by ?? (api === undefined ? '' : `the api ${api.id}`) };
}

/** The facts of a made-up request. */
function factsOf({ method, path, headers, remoteAddress }: Request): RequestFacts {
  return { method, url: path, remoteAddress, header: (name) => headers[name] };
}

/** So many areas within one are tried. */
const MAX_AREAS = 20;

function requestsIn(area: Area, sample: Sample): readonly Request[] {
  const { headers, remoteAddress } = sample;
  const search = new URLSearchParams(sample.query).toString();
  const query = search === '' ? '' : `?${search}`;
  return areasIn(area).flatMap(({ patterns, methods }) => {
    const paths = sample.path === undefined ? ['/', ...patterns.map(pathOf)] : [sample.path];
    // A condition may exclude one.
    const tried = sample.method === undefined ? (methods ?? ['GET', 'POST']) : [sample.method];
    return tried.flatMap((method) =>
      paths.map((path) => ({ method, path: path + query, headers, remoteAddress })),
    );
  });
}

/** The first of those within an area. */
function areasIn(area: Area): readonly Area[] {
  const areas: Area[] = [];
  for (const inner of inward(area)) if (areas.push(inner) >= MAX_AREAS) break;
  return areas;
}

const ACCEPTED: Readonly<Record<Format, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  text: 'text/plain',
  html: 'text/html',
};

function accepting(request: Request, format: Format): Request {
  return { ...request, headers: { accept: ACCEPTED[format] } };
}

function keyOf(source: Source): string | undefined {
  return 'key' in source ? source.key : undefined;
}

/** Whether a failure comes to where the source stands. */
function isAt(source: Source, { scopes, api }: Place, error: ErrorFacts): boolean {
  const { area } = source;
  // A scope that has bodies of formats only is not among those of its places.
  if (source.kind === 'body of a format') return hasApi(area, api?.id);
  const scope = scopes.find(({ pointer }) => pointer === area.pointer);
  if (scope === undefined) return false;
  const key = keyOf(source);
  return key === undefined || rowOf(scope, error)?.pointer === rowPointer(area, key);
}

/** Whether the condition of a source does that is at the place. */
function holds(source: Source, { scopes, api }: Place, error: ErrorFacts, facts: RequestFacts): boolean {
  if (source.kind !== 'rule') return true;
  const scope = scopes.find(({ pointer }) => pointer === source.area.pointer)!;
  const { rules } = source.key === undefined ? scope : rowOf(scope, error)!;
  const { test } = byPointer(rules!).get(source.pointer)!;
  return test === undefined || test(error, facts, api);
}

const known = new WeakMap<RuleList, ReadonlyMap<string, CompiledRule>>();

function byPointer(list: RuleList): ReadonlyMap<string, CompiledRule> {
  const cached = known.get(list);
  if (cached !== undefined) return cached;
  const found = new Map(list.rules.map((rule) => [rule.pointer, rule]));
  known.set(list, found);
  return found;
}

function hasApi({ outer, api, inner }: Area, id: string | undefined): boolean {
  if (outer === undefined) return true;
  return api === undefined ? inner.some((within) => within.api === id) : api === id;
}

/** As `select` does it, but for pointers. */
function answererOf({ scopes, api }: Place, error: ErrorFacts, facts: RequestFacts): string | undefined {
  const rows = scopes.map((scope) => rowOf(scope, error));
  const row = rows.find((found) => found?.template !== undefined);
  if (row !== undefined) return `${row.pointer}/template`;
  const scope = scopes.find(({ template }) => template !== undefined);
  if (scope !== undefined) return `${scope.pointer}/template`;
  for (const [index, { rules }] of scopes.entries()) {
    const rule = rows[index]?.rules?.first(error, facts, api) ?? rules?.first(error, facts, api);
    if (rule !== undefined) return rule.pointer;
  }
  return undefined;
}

/** Where nothing answers but a body of a format: that of the api, in place of its group's. */
function nearerFormat({ pointer, area }: Source, { api }: Place): string {
  const nearer = area.inner.find((inner) => inner.api === api!.id)!;
  return nearer.pointer + pointer.slice(area.pointer.length);
}
