/** From the sources of a configuration to the policy that answers follow. */

import { compilePolicy, type CompiledPolicy } from './compile.ts';
import { createFaults } from './faults.ts';
import { readConfig, type Loaded } from './load.ts';
import { checkReferencesInSteps } from './references.ts';
import { readServerErrors } from './server-errors.ts';
import type { Config } from './shapes.ts';
import { takeSource, type Reading } from './source.ts';

export interface PolicySources {
  readonly config?: string | object | undefined;
  readonly serverErrors?: string | object | undefined;
  /** Absolute paths of those two that are paths; by default they lead from the working directory. */
  readonly files?: { readonly config?: string | undefined; readonly serverErrors?: string | undefined };
}

export interface Opened {
  readonly policy: CompiledPolicy | undefined;
  /** What is allowed, and probably meant otherwise. */
  readonly warnings: readonly string[];
  /** Absolute paths of what was read. */
  readonly files: readonly string[];
}

/** Objects are copied before this returns; the rest is done in steps: see `runAtOnce` and `runInSlices`. */
export function openPolicy({ config, serverErrors, files = {} }: PolicySources): Generator<void, Opened> {
  return openTaken(
    config === undefined ? undefined : takeSource(config, 'config', files.config),
    serverErrors === undefined ? undefined : takeSource(serverErrors, 'serverErrors', files.serverErrors),
  );
}

/**
 * Yields often.
 * @throws ConfigError naming everything that is wrong with the first source that has any fault
 * @throws FaultlineError on a runtime that cannot load what this needs
 */
function* openTaken(source: Reading | undefined, serverErrors: Reading | undefined): Generator<void, Opened> {
  const mapped = serverErrors === undefined ? undefined : yield* readServerErrors(serverErrors);
  yield;
  const { config, file, faults } = source === undefined ? empty() : yield* readConfig(source);
  yield;
  yield* checkReferencesInSteps(config, faults.report);
  const sources = { config, serverErrors: mapped?.errors ?? [], env: environment(config) };
  const policy = yield* compilePolicy(sources, faults.report);
  yield* faults.throwInSteps();
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
