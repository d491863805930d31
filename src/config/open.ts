/** From the sources of a configuration to the policy that answers follow. */

import { compilePolicy, type CompiledPolicy } from './compile.ts';
import { createFaults } from './faults.ts';
import { readConfig, type Loaded } from './load.ts';
import { checkReferences } from './references.ts';
import { loadServerErrors } from './server-errors.ts';
import type { Config } from './shapes.ts';

export interface PolicySources {
  readonly config?: string | object | undefined;
  readonly serverErrors?: string | object | undefined;
}

export interface Opened {
  readonly policy: CompiledPolicy | undefined;
  /** What is allowed, and probably meant otherwise. */
  readonly warnings: readonly string[];
  /** Absolute paths of what was read. */
  readonly files: readonly string[];
}

/**
 * Yields often; see `runAtOnce` and `runInSlices`.
 * @throws ConfigError naming everything that is wrong with the first source that has any fault
 * @throws FaultlineError on a runtime that cannot load what this needs
 */
export function* openPolicy({ config: source, serverErrors }: PolicySources): Generator<void, Opened> {
  const mapped = serverErrors === undefined ? undefined : loadServerErrors(serverErrors);
  yield;
  const { config, file, faults } = source === undefined ? empty() : yield* readConfig(source);
  yield;
  checkReferences(config, faults.report);
  const sources = { config, serverErrors: mapped?.errors ?? [], env: environment(config) };
  const policy = yield* compilePolicy(sources, faults.report);
  faults.throwIfAny();
  const files = [file, mapped?.file].filter((path) => path !== undefined);
  return { policy, warnings: mapped?.warnings ?? [], files };
}

function empty(): Loaded {
  return { config: {}, file: undefined, faults: createFaults() };
}

/** As it is when the configuration is loaded; a variable that is missing is empty. */
function environment({ env = [] }: Config): ReadonlyMap<string, string> {
  const variables = globalThis.process?.env ?? {};
  return new Map(env.map((name) => [name, variables[name] ?? '']));
}
