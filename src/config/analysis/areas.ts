/** The scopes of a configuration as a tree, without those that no request comes to. */

import { createExpressions, type Expressions } from '../../rules/expression/expressions.ts';
import { member } from '../pointer.ts';
import type { Level } from '../place.ts';
import type { Config, Formats, Scope } from '../shapes.ts';

export interface Area {
  readonly level: Level;
  readonly pointer: string;
  readonly scope: Scope;
  readonly formats: Formats | undefined;
  /** The id of the api that has the requests; `undefined` around apis. */
  readonly api: string | undefined;
  /** Patterns of the paths that it has; none where it has any. */
  readonly patterns: readonly string[];
  readonly methods: readonly string[] | undefined;
  /** Those of the whole analysis. */
  readonly expressions: Expressions;
  readonly outer: Area | undefined;
  readonly inner: readonly Area[];
  /** Whether there are requests that no inner area has. */
  readonly isPlace: boolean;
}

/** Pointers of apis and routes that no request comes to, and of apis whose routes have all of their requests. */
export interface Taken {
  readonly unmatched: ReadonlySet<string>;
  readonly filled: ReadonlySet<string>;
}

/** Pauses often. */
export function* areasOf(config: Config, { unmatched, filled }: Taken): Generator<undefined, Area> {
  const { platform = {}, groups = [], apis = [] } = config;
  const expressions = createExpressions();
  const add = (area: Omit<Area, 'expressions' | 'inner'>): Area & { readonly inner: Area[] } => {
    const made = { ...area, expressions, inner: [] };
    (area.outer?.inner as Area[] | undefined)?.push(made);
    return made;
  };
  const around = { api: undefined, patterns: [], methods: undefined };
  const root = add({
    level: 'platform',
    pointer: '/platform',
    scope: platform,
    formats: platform.templates,
    ...around,
    outer: undefined,
    isPlace: true,
  });
  const byGroup = new Map<string | undefined, Area>([[undefined, root]]);
  for (const [index, group] of groups.entries()) {
    yield;
    const pointer = member('/groups', index);
    const at = { level: 'group' as const, pointer, scope: group, formats: group.templates };
    byGroup.set(group.id, add({ ...at, ...around, outer: root, isPlace: false }));
  }
  for (const [index, api] of apis.entries()) {
    yield;
    const pointer = member('/apis', index);
    if (unmatched.has(pointer)) continue;
    const area = add({
      level: 'api',
      pointer,
      scope: api,
      formats: api.templates,
      api: api.id,
      patterns: api.match,
      methods: undefined,
      outer: byGroup.get(api.group),
      isPlace: !filled.has(pointer),
    });
    for (const [at, route] of (api.routes ?? []).entries()) {
      yield;
      const here = `${pointer}/routes/${at}`;
      if (unmatched.has(here)) continue;
      add({
        level: 'route',
        pointer: here,
        scope: route,
        formats: undefined,
        api: api.id,
        patterns: [route.path],
        methods: route.methods,
        outer: area,
        isPlace: true,
      });
    }
  }
  return root;
}

/** An area and those around it, the nearest first. */
export function outward(area: Area): readonly Area[] {
  const areas: Area[] = [];
  for (let at: Area | undefined = area; at !== undefined; at = at.outer) areas.push(at);
  return areas;
}

/** An area and all within it. */
export function* inward(area: Area): Generator<Area, void> {
  yield area;
  for (const inner of area.inner) yield* inward(inner);
}
