/** Everything that is wrong with the sources of a policy, and everything that was probably not meant so. */

import { ConfigError, type Fault } from '../config-error.ts';
import { createFaults } from '../faults.ts';
import { compilePolicy, type CompiledPolicy } from '../compile.ts';
import { loadConfig } from '../load.ts';
import { placesOf } from '../places.ts';
import { readText } from '../read.ts';
import { checkReferences } from '../references.ts';
import { loadServerErrors, type ServerErrors } from '../server-errors.ts';
import { runAtOnce } from '../../slices.ts';
import { analyse } from './index.ts';
import type { Config } from '../shapes.ts';
import type { Warning } from './warning.ts';

/** The paths of the files; at least one. */
export interface Files {
  readonly config: string | undefined;
  readonly serverErrors: string | undefined;
}

export interface Checked {
  readonly errors: readonly (Fault & InFile)[];
  /** None, as long as there are errors. */
  readonly warnings: readonly (Warning & InFile & { readonly line: number })[];
}

interface InFile {
  /** As it was named. */
  readonly file: string;
}

/**
 * @param env the environment variables that the configuration may ask for
 * @throws FaultlineError on a runtime that cannot load what this needs
 */
export function checkFiles(files: Files, env: Readonly<Record<string, string | undefined>>): Checked {
  const errors: (Fault & InFile)[] = [];
  const attempt = <T>(file: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      for (const fault of error.faults) errors.push({ file, ...fault });
      return undefined;
    }
  };
  const { config: file, serverErrors } = files;
  const mapped =
    serverErrors === undefined ? undefined : attempt(serverErrors, () => loadServerErrors(serverErrors));
  const compiled = attempt(file ?? '', () => compile(file, mapped, env));
  if (compiled === undefined || errors.length > 0) return { errors, warnings: [] };
  const { config, policy } = compiled;
  const warnings = analyse(config, mapped, policy);
  const inConfig = warnings.filter((warning) => !isMapped(warning));
  return {
    errors,
    warnings: [...placed(inConfig, file), ...placed(warnings.filter(isMapped), serverErrors)],
  };
}

function isMapped({ pointer }: Warning): boolean {
  return pointer.startsWith('/server_error');
}

interface Compiled {
  readonly config: Config;
  readonly policy: CompiledPolicy;
}

/** @throws ConfigError when anything is wrong with the file */
function compile(
  file: string | undefined,
  mapped: ServerErrors | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): Compiled {
  const { config, faults } = file === undefined ? { config: {}, faults: createFaults() } : loadConfig(file);
  checkReferences(config, faults.report);
  const env = new Map((config.env ?? []).map((name) => [name, variables[name] ?? '']));
  const policy = runAtOnce(compilePolicy({ config, serverErrors: mapped?.errors ?? [], env }, faults.report));
  faults.throwIfAny();
  return { config, policy };
}

/** In the order of the file. */
function placed(warnings: readonly Warning[], file: string | undefined): Checked['warnings'] {
  if (file === undefined || warnings.length === 0) return [];
  const { text } = readText(file);
  const places = placesOf(
    text,
    warnings.map(({ pointer }) => pointer),
  );
  const sorted = warnings
    .map((warning, index) => ({ warning, offset: places[index]! }))
    .toSorted((a, b) => a.offset - b.offset);
  let line = 1;
  let counted = 0;
  return sorted.map(({ warning, offset }) => {
    for (; counted < offset; counted++) if (text.charCodeAt(counted) === 0x0a) line += 1;
    return Object.assign({ file, line }, warning);
  });
}
