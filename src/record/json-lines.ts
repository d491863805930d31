import type { Logger, LogLevel } from '../model.ts';
import { standard, writeTo } from './streams.ts';

/** The default logger: one JSON object a line on stderr, `level` and `time` (ISO 8601, UTC) first. */
export const jsonLines: Logger = {
  error: (record, message) => write('error', record, message),
  warn: (record, message) => write('warn', record, message),
  info: (record, message) => write('info', record, message),
  debug: (record, message) => write('debug', record, message),
  isLevelEnabled: (level) => level !== 'debug',
};

function write(level: LogLevel, record: object, message = ''): void {
  const line = JSON.stringify({ level, time: new Date().toISOString(), msg: message, ...record });
  const stream = standard('stderr');
  // Not through console where there is a stream: its lines survive one write to a closed pipe, not a second.
  if (stream !== undefined) writeTo(stream, `${line}\n`);
  // oxlint-disable-next-line no-console
  else console.error('%s', line);
}
