import type { Logger } from '../model.ts';
import { ignoreRejection } from '../rejection.ts';
import { jsonLines } from './json-lines.ts';
import { neutral } from './neutral.ts';

const MAX_MESSAGE = 8192;

/** Tells operators something that is no failure of a request. Never throws. */
export function tell(
  logger: Logger | false | undefined,
  level: 'error' | 'info' | 'warn',
  message: string,
): void {
  if (logger === false) return;
  try {
    const written: unknown = (logger ?? jsonLines)[level]({}, neutral(message, MAX_MESSAGE));
    ignoreRejection(written);
  } catch {
    // A logger that fails is told of by the next failure that it cannot record.
  }
}
