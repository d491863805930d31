/** The library's own errors: one table of codes, one class. */

/** Every code with its one-sentence meaning; `docs/codes.md` lists the same set, and a test keeps it so. */
export const CODES = {
  FLT_OPTION_INVALID: 'An option has a value it cannot have.',
  FLT_OPTION_UNKNOWN: 'An option does not exist.',
  FLT_EXCEPTION_OPTION_INVALID:
    'An argument of an exception, or a static of its class, has a value it cannot have.',
  FLT_RECOGNIZER_INVALID: 'A recognizer lacks a part or has one of the wrong kind.',
  FLT_RENDERER_INVALID: 'A renderer lacks a part or has one of the wrong kind.',
  FLT_CONFIG_INVALID: 'A configuration file cannot be read or has a value it cannot have.',
  FLT_CONFIG_UNAVAILABLE: 'The runtime cannot load what a configuration needs.',
  FLT_ASYNC_CONTEXT_UNAVAILABLE: 'The runtime has no AsyncLocalStorage.',
  FLT_PROCESS_UNAVAILABLE: 'The runtime has no process that tells of its errors.',
  FLT_QUERY_INVALID: 'A question to a store, or a change of a group, has a value it cannot have.',
  FLT_STORE_UNAVAILABLE: 'A store cannot be opened, read or written.',
  FLT_DRIVER_MISSING: 'A package that is not installed is needed for what was asked.',
} as const;

export type FaultlineCode = keyof typeof CODES;

/**
 * A mistake in the use of faultline, found at start-up or at construction, never while answering.
 * `message` names what was received and where, and ends with the cure.
 */
export class FaultlineError extends Error {
  override readonly name: string = 'FaultlineError';
  readonly code: FaultlineCode;

  constructor(code: FaultlineCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A received value in a few safe characters, for error messages. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return kindOf(value);
  if (typeof value === 'bigint') return `${value}n`;
  return String(value);
}

function kindOf(value: object): string {
  try {
    return Array.isArray(value) ? 'an array' : 'an object';
  } catch {
    return 'a revoked Proxy';
  }
}
