import { viewOf } from '../../error-view.ts';
import type { ErrorView, Recognition, RequestFacts } from '../../model.ts';
import type { Family } from '../family.ts';
import { askFamily } from '../guard.ts';
import { connection } from './connection.ts';
import { mysql } from './mysql.ts';
import { postgres } from './postgres.ts';
import { sqlite } from './sqlite.ts';

const DRIVERS: readonly Family[] = [postgres, mysql, sqlite, connection];

/**
 * What a driver's family says about the error that a wrapper holds under `key`: one level deep, whatever that
 * one may hold. It says so too where the driver's family is switched off, which is about bare errors.
 */
export function wrapped(view: ErrorView, key: string, facts: RequestFacts): Recognition | undefined {
  const inner = viewOf(view.read(key));
  for (const driver of DRIVERS) {
    const said = askFamily(driver, inner, facts);
    if (said !== undefined) return said;
  }
  return undefined;
}
