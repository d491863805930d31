export type Properties = Readonly<Record<string, string | number | boolean>>;

/**
 * Properties of foreign errors that say what failed and hold no data of a request or a row: their libraries
 * document them so. Statements, parameters, rows, headers and bodies stand under other names.
 */
const TELLING: ReadonlySet<string> = new Set([
  // Node
  'errno',
  'syscall',
  'address',
  'port',
  'hostname',
  // databases
  'severity',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'routine',
  'sqlState',
  'errcode',
  'codeName',
  'clientVersion',
  // upstreams
  'status',
  'statusCode',
  'requestId',
  'requestID',
  'request_id',
]);

/** Of an error with more, the telling names are looked up instead of walking what it has. */
const MAX_KEYS = 100;

/** The own ones that an error has, texts through `write`, but for a status that was answered; `undefined` when there are none. Never throws. */
export function propertiesOf(
  error: object,
  answered: number,
  write: (text: string, key: string) => string,
): Properties | undefined {
  let found: Record<string, string | number | boolean> | undefined;
  for (const key of keysOf(error)) {
    if (!TELLING.has(key)) continue;
    const value = toPrimitive(error, key, write);
    if (value === undefined || (key.startsWith('status') && value === answered)) continue;
    (found ??= {})[key] = value;
  }
  return found;
}

function keysOf(error: object): readonly string[] {
  try {
    const keys = Object.keys(error);
    if (keys.length <= MAX_KEYS) return keys;
    return [...TELLING].filter((key) => Object.prototype.propertyIsEnumerable.call(error, key));
  } catch {
    return [];
  }
}

function toPrimitive(
  error: object,
  key: string,
  write: (text: string, key: string) => string,
): string | number | boolean | undefined {
  try {
    const value = (error as Record<string, unknown>)[key];
    if (typeof value === 'string') return value === '' ? undefined : write(value, key);
    if (typeof value === 'boolean') return value;
    // JSON knows no negative zero.
    return typeof value === 'number' && Number.isFinite(value) ? value + 0 : undefined;
  } catch {
    return undefined;
  }
}
