/** The pipeline's one effect: a structured record of each failure to a logger. Never throws, never delays an answer. */

import { jsonLines } from './json-lines.ts';
import { toOccurrence } from './occurrence.ts';
import type { Decided, LogLevel, Plan, RequestFacts } from '../model.ts';

export interface Recorded {
  readonly decided: Decided | undefined;
  readonly correlationId: string;
  readonly replaced: string | undefined;
}

/** Writes the record of one failure. */
export function record(resolution: Recorded, facts: RequestFacts, plan: Plan): void {
  if (plan.logger === false) return;
  try {
    const logger = plan.logger ?? facts.logger ?? jsonLines;
    const { decided, correlationId, replaced } = resolution;
    const level: LogLevel = replaced === undefined ? (decided?.level ?? 'error') : 'error';
    if (logger.isLevelEnabled?.(level) === false) return;
    if (decided === undefined) {
      logger[level]({ correlationId, notes: [replaced] }, 'an error could not be resolved');
    } else {
      logger[level](
        toOccurrence(decided, facts, replaced),
        `${decided.status} ${decided.code} ${correlationId}`,
      );
    }
  } catch {
    lost(resolution.correlationId);
  }
}

/** When the logger itself fails, the reference at least is written, by the plainest means. */
function lost(correlationId: string): void {
  try {
    jsonLines.error({ correlationId }, 'the record of an error could not be logged');
  } catch {
    return;
  }
}
