/** What the analysis finds, in words for a log. */

import { warningsOf } from './index.ts';
import type { CompiledPolicy } from '../compile.ts';
import type { Config } from '../shapes.ts';
import type { Warning } from './warning.ts';

/** Lines; nobody reads more of them in a log. */
const MOST = 10;

/** Yields a line, or nothing for a pause. The rest is counted. */
export function* toldOf(
  config: Config,
  policy: CompiledPolicy,
  name: string,
  isFile: boolean,
): Generator<string | undefined, void> {
  let found = 0;
  for (const warning of warningsOf(config, policy)) {
    if (warning !== undefined) found += 1;
    yield warning === undefined || found > MOST ? undefined : lineOf(name, warning);
  }
  if (found > MOST)
    yield `${name}: and ${found - MOST} more${isFile ? `; run \`faultline check ${name}\`` : ''}`;
}

function lineOf(name: string, { pointer, message, witness }: Warning): string {
  const line = `${name} ${pointer}: ${message}`;
  if (witness === undefined) return line;
  const { method, path, error } = witness;
  return `${line}; e.g. ${method} ${path} failing with ${error.code} ${error.status}`;
}
