import type { Selection } from '../query.ts';
import type { Value } from './driver.ts';
import type { Statements } from './statements.ts';
import { keyOf } from './text.ts';

/** What a selection says, but for its time. */
export interface Conditions {
  /** On rows of `dim`, named `d`. */
  readonly sql: string;
  readonly values: readonly Value[];
  /** `id` of the group; `null`: there is no such group, and nothing is selected. */
  readonly group: number | null | undefined;
  readonly isEmpty: boolean;
}

export function conditionsOf(statements: Statements, selection: Selection): Conditions {
  const { status, code, fault, api, route, fingerprint } = selection;
  const wanted: readonly (readonly [string, Value | undefined])[] = [
    ['status', status],
    ['code', code === undefined ? undefined : keyOf(code)],
    ['fault', fault],
    ['api', api === undefined ? undefined : keyOf(api)],
    ['route', route === undefined ? undefined : keyOf(route)],
  ];
  const given = wanted.flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]));
  return {
    sql: given.length === 0 ? 'true' : given.map(({ column }) => `d.${column} = ?`).join(' AND '),
    values: given.map(({ value }) => value),
    group: fingerprint === undefined ? undefined : idOf(statements, fingerprint),
    isEmpty: given.length === 0 && fingerprint === undefined,
  };
}

function idOf(statements: Statements, fingerprint: string): number | null {
  const row = statements.get('SELECT id FROM grp WHERE fingerprint = ?', keyOf(fingerprint));
  return row === undefined ? null : Number(row.id);
}

/** The kinds that are selected. */
export function kindsOf(statements: Statements, conditions: Conditions, most: number): readonly number[] {
  const { sql, values, group } = conditions;
  // The smaller of the two first.
  const rows =
    group === undefined
      ? statements.all(
          `SELECT k.id AS id FROM dim d CROSS JOIN kind k ON k.dim = d.id WHERE ${sql} LIMIT ?`,
          ...values,
          most,
        )
      : statements.all(
          `SELECT k.id AS id FROM kind k CROSS JOIN dim d ON d.id = k.dim WHERE k.grp = ? AND ${sql} LIMIT ?`,
          group,
          ...values,
          most,
        );
  return rows.map(({ id }) => Number(id));
}
