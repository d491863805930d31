/** A JSON text as data, without what `JSON.parse` passes over in silence. */

import type { ConfigError } from './config-error.ts';
import { refused } from './faults.ts';
import { MAX_DEPTH, PROTO, TOO_DEEP } from './limits.ts';
import { pointerOf } from './pointer.ts';
import { createPieces } from './pieces.ts';
import { scan, type Leave, type Visit } from './scan.ts';
import type { Malformed } from './tokens.ts';
import type { Report } from '../policy.ts';

/**
 * Yields often. What can be told beside the rest is reported.
 * @throws ConfigError for a text that is not JSON, or nested too deep to be looked at
 */
export function* parseData(text: string, source: string, report: Report): Generator<void, unknown> {
  const path: (string | number)[] = [];
  const pieces = createPieces(text);
  let tooDeep: string | undefined;
  const visit: Visit = (depth, name, _offset, repeated, start) => {
    if (depth > MAX_DEPTH) {
      tooDeep ??= pointerOf(path);
      return;
    }
    path.length = depth - 1;
    path.push(name);
    if (name === '__proto__') report(pointerOf(path), ...PROTO);
    else if (repeated) report(pointerOf(path), 'is given twice', 'keep one of the two');
    if (tooDeep === undefined) pieces.enter(depth, name, start);
  };
  const leave: Leave = (depth, end) => {
    if (tooDeep === undefined) pieces.leave(depth, end);
  };
  try {
    yield* scan(text, visit, leave);
  } catch (error) {
    throw malformed(text, source, error as Malformed);
  }
  if (tooDeep !== undefined) throw refused(source, tooDeep, ...TOO_DEEP);
  return pieces.whole();
}

function malformed(text: string, source: string, { offset, message, cure }: Malformed): ConfigError {
  if (text.trim() === '') return refused(source, '', 'is empty', 'write a JSON object, {} at least');
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  return refused(source, '', `line ${line}, column ${column} ${message}`, cure, line);
}
