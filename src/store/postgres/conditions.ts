/** What a selection says about dimensions, in SQL. */

import type { Selection } from '../query.ts';
import type { Session } from './session.ts';
import { toColumn } from './text.ts';

/** Adds a value to those of a statement. @returns what stands for it */
export type Values = (value: unknown) => string;

/** So many are looked up one by one; of more, rows are looked through. */
const FEW = 32;

/**
 * The dimensions that are asked for: `undefined`: all of them.
 */
export async function dimensionsOf(
  session: Session,
  schema: string,
  selection: Selection,
): Promise<readonly string[] | 'many' | undefined> {
  const values: unknown[] = [];
  const condition = matching(selection, (value) => `$${values.push(value)}`);
  if (values.length === 0) return undefined;
  const rows = await session.query(
    `SELECT d.dimension FROM ${schema}.dimensions d WHERE ${condition} LIMIT ${FEW + 1}`,
    values,
  );
  return rows.length > FEW ? 'many' : rows.map(([dimension]) => dimension!);
}

/** Of a row `d` of the dimensions. */
export function matching({ status, code, fault, api, route, fingerprint }: Selection, add: Values): string {
  const conditions: string[] = [];
  if (fingerprint !== undefined) conditions.push(`d.fingerprint = ${add(toColumn(fingerprint))}::text`);
  if (status !== undefined) conditions.push(`d.status = ${add(status)}::integer`);
  if (code !== undefined) conditions.push(`d.code = ${add(toColumn(code))}::text`);
  if (fault !== undefined) conditions.push(`d.fault = ${add(fault)}::text`);
  if (api !== undefined) conditions.push(`d.api = ${add(toColumn(api))}::text`);
  if (route !== undefined) conditions.push(`d.route = ${add(toColumn(route))}::text`);
  return conditions.join(' AND ') || 'true';
}
