/** The environment variables that a configuration asks for, as they are when it is loaded. */

import type { Warning } from './analysis/warning.ts';
import type { Config } from './shapes.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

export interface Environment {
  /** A variable that is not set is empty. */
  readonly values: ReadonlyMap<string, string>;
  readonly unset: readonly Unset[];
}

/** What the process lacks. */
export interface Unset {
  readonly pointer: string;
  readonly variable: string;
}

export function environmentOf({ env = [] }: Config, variables: Variables): Environment {
  const values = new Map<string, string>();
  const unset: Unset[] = [];
  for (const [index, name] of env.entries()) {
    // `process.env` is no plain object, and none inherits a variable.
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined && !values.has(name)) unset.push({ pointer: `/env/${index}`, variable: name });
    values.set(name, value ?? '');
  }
  return { values, unset };
}

export function warningOf({ pointer, variable }: Unset): Warning {
  return { pointer, message: `${variable} is not set; set it, or remove it from "env"` };
}

/** Names in a line. */
const MOST = 10;

/** One warning for all of them, of which the first are named. */
export function warningOfAll(unset: readonly Unset[]): readonly Warning[] {
  if (unset.length < 2) return unset.map(warningOf);
  const names = unset.slice(0, MOST).map(({ variable }) => variable);
  const rest = unset.length > MOST ? ` and ${unset.length - MOST} more` : '';
  const message = `${names.join(', ')}${rest} are not set; set them, or remove them from "env"`;
  return [{ pointer: '/env', message }];
}

/** Where `env` itself could not be read: every variable may be meant to be there. */
export const ANY_VARIABLE: ReadonlyMap<string, string> = Object.assign(new Map<string, string>(), {
  get: () => '',
});
