/** The pipeline's one effect: a structured record of each failure to a logger. Never throws, never delays an answer. */

import { jsonLines } from './json-lines.ts';
import { ignoreRejection } from '../rejection.ts';
import { toOccurrence } from './occurrence.ts';
import { NONE } from './redact.ts';
import type { Decided, Logger, LogLevel, Plan, RequestFacts } from '../model.ts';

export interface Recorded {
  readonly decided: Decided | undefined;
  readonly correlationId: string;
  readonly replaced: string | undefined;
}

/** Writes the record of one failure. */
export function record(resolution: Recorded, facts: RequestFacts, plan: Plan): void {
  const { logger } = plan;
  if (logger === false) return;
  try {
    const written = write(logger ?? facts.logger ?? jsonLines, resolution, facts);
    // A logger whose methods are asynchronous fails later, and must not take the process with it.
    if (written instanceof Promise) written.catch(() => writePlainly(resolution, facts));
  } catch {
    writePlainly(resolution, facts);
  }
}

function write(logger: Logger, { decided, correlationId, replaced }: Recorded, facts: RequestFacts): unknown {
  const level: LogLevel = replaced === undefined ? (decided?.level ?? 'error') : 'error';
  const isEnabled: unknown = logger.isLevelEnabled?.(level);
  if (isEnabled === false) return undefined;
  ignoreRejection(isEnabled);
  if (decided === undefined)
    return logger[level]({ correlationId, notes: [replaced] }, 'an error could not be resolved');
  const occurrence = toOccurrence(decided, facts, replaced, NONE);
  return logger[level](occurrence, `${decided.status} ${decided.code} ${correlationId}`);
}

/** When the logger itself fails, the record goes to stderr; when the record fails, the reference at least does. */
function writePlainly(resolution: Recorded, facts: RequestFacts): void {
  try {
    write(jsonLines, resolution, facts);
  } catch {
    writeReference(resolution);
  }
}

function writeReference({ correlationId, decided }: Recorded): void {
  try {
    const { code, status } = decided ?? {};
    jsonLines.error({ correlationId, code, status }, 'the record of an error could not be logged');
  } catch {
    // Standard error itself is gone: nothing is left to tell, and nobody to tell it to.
  }
}
