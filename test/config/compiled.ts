/** A configuration, compiled for a test, with what was reported. */

import { compilePolicy, type CompiledPolicy } from '../../src/config/compile.ts';
import { ConfigError, type Fault } from '../../src/config/config-error.ts';
import { openPolicy } from '../../src/config/open.ts';
import type { Config } from '../../src/config/shapes.ts';
import { runAtOnce } from '../../src/slices.ts';

export type { Config } from '../../src/config/shapes.ts';

/** What loading it finds, as all of it is done at a start. */
export function compileConfig(config: Config): { readonly faults: readonly Fault[] } {
  try {
    runAtOnce(openPolicy({ config }));
    return { faults: [] };
  } catch (error) {
    if (error instanceof ConfigError) return { faults: error.faults };
    throw error;
  }
}

/** Without the checks of its shape. */
export function compiled(config: Config, report: (line: string) => void): CompiledPolicy {
  const sources = { config, serverErrors: [], env: new Map<string, string>() };
  return runAtOnce(compilePolicy(sources, (...fault) => report(fault.join(': '))));
}
