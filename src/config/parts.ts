/** The parts of a configuration that are checked one by one, so that no check takes long. */

import { member } from './pointer.ts';

export interface Part {
  /** The definition in `schema.json`; `config` is the whole without what stands in lists and maps. */
  readonly kind: 'api' | 'config' | 'group' | 'locale' | 'route' | 'row' | 'rule';
  /** Of any shape. */
  readonly value: unknown;
  readonly pointer: string;
}

export function* partsOf(config: unknown): Generator<Part, void> {
  yield { kind: 'config', value: config, pointer: '' };
  yield* scoped(read(config, 'platform'), '/platform');
  for (const group of listed('group', config, 'groups', '')) {
    yield group;
    yield* scoped(group.value, group.pointer);
  }
  for (const api of listed('api', config, 'apis', '')) {
    yield api;
    yield* scoped(api.value, api.pointer);
    for (const route of listed('route', api.value, 'routes', api.pointer)) {
      yield route;
      yield* scoped(route.value, route.pointer);
    }
  }
  yield* listed('locale', config, 'locales', '');
}

function* scoped(scope: unknown, pointer: string): Generator<Part, void> {
  for (const row of listed('row', scope, 'errors', pointer)) {
    yield row;
    yield* listed('rule', row.value, 'rules', row.pointer);
  }
  yield* listed('rule', scope, 'rules', pointer);
}

/** What stands in a map; everything else stands in a list. */
const MAPPED: ReadonlySet<Part['kind']> = new Set(['row', 'locale']);

function* listed(kind: Part['kind'], owner: unknown, name: string, pointer: string): Generator<Part, void> {
  const list = read(owner, name);
  if (typeof list !== 'object' || list === null || Array.isArray(list) === MAPPED.has(kind)) return;
  const at = `${pointer}/${name}`;
  for (const key of Object.keys(list)) yield { kind, value: read(list, key), pointer: member(at, key) };
}

function read(owner: unknown, name: string): unknown {
  if (typeof owner !== 'object' || owner === null || !Object.hasOwn(owner, name)) return undefined;
  return (owner as Readonly<Record<string, unknown>>)[name];
}
