import { countOf, isArray, listOf } from './guarded.ts';
import { NAMES } from './names.ts';
import { RULES } from './rules.ts';

/** The words for a broken rule. A limit or a name that may not be repeated counts as untold. */
export function wordsFor(rule: string, limit: unknown, name: unknown): string {
  const wording = (Object.hasOwn(RULES, rule) ? RULES[rule] : undefined) ?? 'is not valid';
  if (typeof wording === 'string') return wording;
  const [told, untold] = wording;
  const placeholder = told.includes('{limit}') ? '{limit}' : '{name}';
  const text = placeholder === '{limit}' ? limitText(limit) : nameText(name);
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

const MAX_NAMES = 8;

/** A name of a type or a format, or several; unknown ones may be what the client sent, and are not repeated. */
function nameText(name: unknown): string | undefined {
  const names = isArray(name) ? listOf(name, MAX_NAMES) : [name];
  return names.length > 0 && countOf(name) <= MAX_NAMES && names.every(isKnown)
    ? names.join(' or ')
    : undefined;
}

function isKnown(name: unknown): boolean {
  return typeof name === 'string' && NAMES.has(name);
}

/** The libraries' names of types and formats -> JSON Schema's. */
const COMMON: Readonly<Record<string, string>> = {
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
  return typeof name === 'string' && Object.hasOwn(COMMON, name) ? COMMON[name] : name;
}
