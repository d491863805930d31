/** Everything that is wrong with the sources of a policy, and everything that was probably not meant so. */

import { ConfigError, type Fault } from '../config-error.ts';
import { warningOf, type Variables } from '../environment.ts';
import { makePolicy, refusalOr } from '../open.ts';
import { placesOf } from '../places.ts';
import { readText } from '../read.ts';
import { runAtOnce } from '../../slices.ts';
import { analyse } from './index.ts';
import type { Warning } from './warning.ts';

/** The paths of the files; at least one. */
export interface Files {
  readonly config: string | undefined;
  readonly serverErrors: string | undefined;
}

export interface Checked {
  readonly errors: readonly (Omit<Fault, 'source'> & InFile)[];
  /** None, as long as there are errors. */
  readonly warnings: readonly (Warning & InFile & { readonly line: number })[];
}

interface InFile {
  /** As it was named. */
  readonly file: string;
}

/**
 * @param variables the environment variables that the configuration may ask for
 * @throws FaultlineError on a runtime that cannot load what this needs
 */
export function checkFiles({ config: file, serverErrors }: Files, variables: Variables): Checked {
  const made = runAtOnce(refusalOr(makePolicy({ config: file, serverErrors }, variables)));
  if (made instanceof ConfigError) {
    const errors = made.faults.map(({ source = made.source, ...fault }) => ({ file: source, ...fault }));
    return { errors, warnings: [] };
  }
  const { config, mapped, policy, unset } = made;
  const warnings = analyse(config, mapped, policy);
  const inConfig = warnings.filter((warning) => !isMapped(warning));
  return {
    errors: [],
    warnings: [
      ...placed([...unset.map(warningOf), ...inConfig], file),
      ...placed(warnings.filter(isMapped), serverErrors),
    ],
  };
}

function isMapped({ pointer }: Warning): boolean {
  return pointer.startsWith('/server_error');
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
