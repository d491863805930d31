import { listOf } from './guarded.ts';
import { RULES } from './rules.ts';

/** The words for a broken rule. A limit or a name that may not be repeated counts as untold. */
export function wordsFor(rule: string, limit: unknown, name: unknown): string {
  const wording = (Object.hasOwn(RULES, rule) ? RULES[rule] : undefined) ?? 'is not valid';
  if (typeof wording === 'string') return wording;
  const [told, untold] = wording;
  const placeholder = told.includes('{limit}') ? '{limit}' : '{name}';
  const text = placeholder === '{limit}' ? limitText(limit) : word(name);
  return text === undefined ? untold : told.replace(placeholder, text);
}

/** Beyond 30 digits nobody reads a limit. */
const MAX_BIGINT = 10n ** 30n;

/** Numbers and dates: where a schema refers to another field, its limit may be what the client sent. */
function limitText(limit: unknown): string | undefined {
  if (typeof limit === 'number') return Number.isFinite(limit) ? String(limit) : undefined;
  if (typeof limit === 'bigint') return limit < MAX_BIGINT && limit > -MAX_BIGINT ? String(limit) : undefined;
  try {
    return Date.prototype.toISOString.call(limit);
  } catch {
    return undefined;
  }
}

/** Names of types, formats and keywords are words of the schema; anything else is not repeated. */
export function word(name: unknown): string | undefined {
  const text = typeof name === 'string' ? name : listOf(name).map(plain).join(' or ');
  return /^[A-Za-z][A-Za-z0-9 -]{0,63}$/.test(text) ? text : undefined;
}

function plain(name: unknown): string {
  return typeof name === 'string' ? name : '?';
}

/** The libraries' names of types and formats -> JSON Schema's. */
const NAMES: Readonly<Record<string, string>> = {
  Array: 'array',
  Date: 'date',
  File: 'file',
  Map: 'map',
  Object: 'object',
  Set: 'set',
  date_time: 'date-time',
  datetime: 'date-time',
  guid: 'uuid',
  int: 'integer',
  json_string: 'JSON text',
  record: 'object',
  tuple: 'array',
  url: 'uri',
};

/** One name for one thing, whichever library it comes from. */
export function commonName(name: unknown): unknown {
  return typeof name === 'string' && Object.hasOwn(NAMES, name) ? NAMES[name] : name;
}
