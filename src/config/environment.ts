/** The environment variables that a configuration asks for, as they are when it is loaded. */

import type { Warning } from './analysis/warning.ts';
import type { Config } from './shapes.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

export interface Environment {
  /** A variable that is not set is empty. */
  readonly values: ReadonlyMap<string, string>;
  readonly warnings: readonly Warning[];
}

export function environmentOf({ env = [] }: Config, variables: Variables): Environment {
  const values = new Map<string, string>();
  const warnings: Warning[] = [];
  for (const [index, name] of env.entries()) {
    // `process.env` is no plain object, and none inherits a variable.
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined && !values.has(name))
      warnings.push({
        pointer: `/env/${index}`,
        message: `${name} is not set; set it, or remove it from "env"`,
      });
    values.set(name, value ?? '');
  }
  return { values, warnings };
}

/** Where `env` itself could not be read: every variable may be meant to be there. */
export const ANY_VARIABLE: ReadonlyMap<string, string> = Object.assign(new Map<string, string>(), {
  get: () => '',
});
