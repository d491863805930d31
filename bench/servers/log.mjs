import { pino } from 'pino';

/** The same destination, in its default mode, for everyone that logs through pino. */
export function createLog() {
  return pino({}, pino.destination('/dev/null'));
}

/** The line that the hand-written handlers write, stack included. */
export function logFailure(log, err, id, { method, url }) {
  log.error({ err, id, method, url }, 'request failed');
}
