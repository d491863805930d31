/** From the sources of a configuration to the policy that answers follow. */

import { toldOf } from './analysis/told.ts';
import { compilePolicy, type CompiledPolicy } from './compile.ts';
import { ConfigError } from './config-error.ts';
import { ANY_VARIABLE, environmentOf, warningOfAll, type Unset, type Variables } from './environment.ts';
import { createFaults } from './faults.ts';
import { lookInto, type Loaded } from './load.ts';
import { NOTHING_LOST } from './lost.ts';
import { checkReferencesInSteps } from './references.ts';
import { readServerErrors, type ServerErrors } from './server-errors.ts';
import type { Config } from './shapes.ts';
import { takeSource, type Reading } from './source.ts';
import { OTHER_PLACEHOLDERS } from './translations.ts';
import type { Report } from '../policy.ts';

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
  /** Finds more of that: lines, and pauses. It holds the whole configuration; absent where there is none. */
  readonly analysis: (() => Generator<string | undefined, void>) | undefined;
}

/** What was opened, with what it was made of. */
export interface Made {
  readonly policy: CompiledPolicy;
  readonly config: Config;
  readonly mapped: ServerErrors | undefined;
  readonly unset: readonly Unset[];
  readonly name: string;
  /** Absolute path; `undefined` for an object. */
  readonly file: string | undefined;
}

/** Objects of up to 2,000 values are copied before this returns; the rest is done in steps: see `runAtOnce` and `runInSlices`. */
export function openPolicy(sources: PolicySources): Generator<void, Opened> {
  return opening(makePolicy(sources));
}

/**
 * The same. The work yields often.
 * @throws ConfigError naming everything that is wrong with both sources, when the work is done
 * @throws FaultlineError on a runtime that cannot load what this needs
 */
export function makePolicy(
  { config, serverErrors, files = {} }: PolicySources,
  variables: Variables = globalThis.process?.env ?? {},
): Generator<void, Made> {
  return makeTaken(
    config === undefined ? undefined : takeSource(config, 'config', files.config),
    serverErrors === undefined ? undefined : takeSource(serverErrors, 'serverErrors', files.serverErrors),
    variables,
  );
}

function* opening(work: Generator<void, Made>): Generator<void, Opened> {
  const { policy, config, mapped, unset, name, file } = yield* work;
  return {
    policy,
    warnings: [
      ...(mapped?.warnings ?? []),
      ...warningOfAll(unset).map(({ pointer, message }) => `${name} ${pointer}: ${message}`),
    ],
    files: [file, mapped?.file].filter((path) => path !== undefined),
    analysis: () => toldOf(config, policy, name, file !== undefined),
  };
}

function* makeTaken(
  source: Reading | undefined,
  serverErrors: Reading | undefined,
  variables: Variables,
): Generator<void, Made> {
  const mapped = serverErrors === undefined ? undefined : yield* refusalOr(readServerErrors(serverErrors));
  yield;
  const made = yield* refusalOr(compileSource(source, mapped, variables));
  const isRefused = mapped instanceof ConfigError;
  if (made instanceof ConfigError)
    throw isRefused ? new ConfigError(made.source, made.faults, made.more, mapped) : made;
  if (isRefused) throw mapped;
  return { ...made, mapped };
}

/** What is wrong with one source must not hide what is wrong with another. */
export function* refusalOr<T>(work: Generator<void, T>): Generator<void, T | ConfigError> {
  try {
    return yield* work;
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

/** @param mapped the other source, which may have been refused */
function* compileSource(
  source: Reading | undefined,
  mapped: ServerErrors | ConfigError | undefined,
  variables: Variables,
): Generator<void, Omit<Made, 'mapped'>> {
  const { name, config, file, faults, lost } = source === undefined ? empty() : yield* lookInto(source);
  yield;
  yield* checkReferencesInSteps(config, faults.report, lost);
  const isRefused = mapped instanceof ConfigError;
  const serverErrors = mapped === undefined || isRefused ? [] : mapped.errors;
  const { values, unset } = environmentOf(config, variables);
  const sources = { config, serverErrors, env: lost.env ? ANY_VARIABLE : values };
  const report = lost.texts || isRefused ? butOriginals(faults.report) : faults.report;
  const policy = yield* compilePolicy(sources, report);
  yield* faults.throwInSteps();
  return { policy, config, unset, name, file };
}

function empty(): Loaded {
  return { name: 'config', config: {}, file: undefined, faults: createFaults(), lost: NOTHING_LOST };
}

/** Some of the texts that translations stand for are not there to be compared with. */
function butOriginals(report: Report): Report {
  return (pointer, problem, cure) => {
    if (problem !== OTHER_PLACEHOLDERS) report(pointer, problem, cure);
  };
}
