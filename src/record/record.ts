/**
 * The pipeline's one effect: a structured record of each failure, to a logger and to those who keep it. Never throws,
 * never delays an answer.
 */

import { jsonLines } from './json-lines.ts';
import { ignoreRejection } from '../rejection.ts';
import type { Build, Built } from './build.ts';
import type { Keep } from './keep.ts';
import type { Decided, Logger, LogLevel, RequestFacts } from '../model.ts';

export interface Recorded {
  readonly decided: Decided | undefined;
  readonly correlationId: string;
  readonly replaced: string | undefined;
}

/** Whom a record was handed to, and the end of its writing where that is asynchronous; it never rejects. */
export interface Handed {
  readonly logger?: Logger;
  readonly written?: Promise<void>;
  /** Nobody wanted it. */
  readonly skipped?: true;
}

/** Where an instance's records go. */
export interface Destination {
  /** `undefined`: the request's own, else JSON lines on stderr. `false`: nowhere. */
  readonly logger: Logger | false | undefined;
  readonly build: Build;
  readonly keep: Keep | undefined;
}

const NOBODY: Handed = Object.freeze({});
const SKIPPED: Handed = Object.freeze({ skipped: true });
const OFF = Symbol('the level is off');

/**
 * Writes the record of one failure.
 * @param built its records, each made when it is first asked for
 */
export function record(
  resolution: Recorded,
  facts: RequestFacts,
  { logger: own, keep }: Omit<Destination, 'build'>,
  built: Built,
): Handed {
  // First: what keeps it may outlive a process that ends while it logs.
  keep?.(built);
  if (own === false) return SKIPPED;
  try {
    const logger = own ?? facts.logger ?? jsonLines;
    const written = write(logger, resolution, built);
    if (written === OFF) return SKIPPED;
    if (!(written instanceof Promise)) return { logger };
    // A logger whose methods are asynchronous fails later, and must not take the process with it.
    const attended = Promise.prototype.then.call(written, ignore, () => recordPlainly(resolution, built));
    return { logger, written: attended as Promise<void> };
  } catch {
    recordPlainly(resolution, built);
    return NOBODY;
  }
}

function ignore(): void {}

function write(logger: Logger, { decided, correlationId, replaced }: Recorded, built: Built): unknown {
  const level: LogLevel = replaced === undefined ? (decided?.level ?? 'error') : 'error';
  const isEnabled: unknown = logger.isLevelEnabled?.(level);
  if (isEnabled === false) return OFF;
  ignoreRejection(isEnabled);
  if (decided === undefined)
    return logger[level]({ correlationId, notes: [replaced] }, 'an error could not be resolved');
  return logger[level](built.occurrence(), `${decided.status} ${decided.code} ${correlationId}`);
}

/** When the logger itself fails, the record goes to stderr; when the record fails, the reference at least does. */
export function recordPlainly(resolution: Recorded, built: Built): void {
  try {
    write(jsonLines, resolution, built);
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
