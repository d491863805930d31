import type { Logger, LogLevel } from '../model.ts';

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
  // Through console, which unlike the stream itself survives a closed pipe.
  // oxlint-disable-next-line no-console
  console.error('%s', line);
}
