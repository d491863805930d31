import { classDefaultsOf } from './class-defaults.ts';
import { DISCLOSURE, type Disclosure } from './disclosure.ts';
import { checkArguments, type BusinessExceptionOptions } from './options.ts';
import type { FieldError, JsonValue } from '../model.ts';

/**
 * A failure whose message was written for the client. Everything given to it, but for `cause` and
 * `internal`, may be shown.
 *
 * A subclass is one line, `class StockTooLowException extends BusinessException {}`: its `name` and `code`
 * (`STOCK_TOO_LOW`) follow from the class name, its status is inherited. Statics override them:
 * `static status = 409`, `static code`, `static retryable`, `static expose = false` (the message is for the
 * log only) and `static stack = false` (an expected outcome that needs no stack and costs next to nothing).
 *
 * @throws FaultlineError on a wrong option, in debug mode only; in release mode the option is ignored and noted.
 */
export class BusinessException extends Error {
  static readonly status: number | undefined = undefined;
  static readonly code: string | undefined = undefined;
  static readonly retryable: boolean | undefined = undefined;
  static readonly expose: boolean | undefined = undefined;
  static readonly stack: boolean | undefined = undefined;

  // Only declared: a field would be defined on every instance before the constructor fills in what there is.
  /** Stable code for programs. */
  declare readonly code: string;
  /** HTTP status, 400-599. */
  declare readonly status: number;
  declare readonly details?: Readonly<Record<string, JsonValue>>;
  declare readonly errors?: readonly FieldError[];
  declare readonly headers?: Readonly<Record<string, string>>;
  declare readonly retryable?: boolean;
  declare readonly retryAfter?: number | Date;

  readonly #disclosure: Disclosure;

  /** @param message for the client, unless the class or the options say `expose: false` */
  constructor(message?: string, options?: BusinessExceptionOptions) {
    const defaults = classDefaultsOf(new.target);
    const checked = checkArguments(message, options, defaults.name);
    const text = typeof message === 'string' ? message : '';
    const limit = Error.stackTraceLimit;
    if (!defaults.stack) limitStack(0);
    super(text, checked.cause === undefined ? undefined : checked);
    if (!defaults.stack) limitStack(limit);
    const { details, errors, headers, retryAfter } = checked;
    const retryable = checked.retryable ?? defaults.retryable;
    this.code = checked.code ?? defaults.code;
    this.status = checked.status ?? defaults.status;
    if (details !== undefined) this.details = details;
    if (errors !== undefined) this.errors = errors;
    if (headers !== undefined) this.headers = headers;
    if (retryable !== undefined) this.retryable = retryable;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
    this.#disclosure = {
      message: text,
      expose: (checked.expose ?? defaults.expose) && text !== '',
      code: this.code,
      status: this.status,
      statusIsDefault: checked.status === undefined && defaults.statusIsDefault,
      details,
      errors,
      headers,
      retryable,
      retryAfter,
      internal: checked.internal,
      fingerprint: checked.fingerprint,
      notes: checked.notes ?? defaults.notes,
    };
  }

  /** Facts for the record. Not enumerable, never shown. */
  get internal(): unknown {
    return this.#disclosure.internal;
  }

  static {
    // What any copy of the package reads; see `disclosure.ts`.
    Object.defineProperty(this.prototype, DISCLOSURE, {
      get(this: BusinessException): Disclosure {
        return this.#disclosure;
      },
    });
  }
}

/** Where intrinsics are frozen the limit cannot be set; the exception then just has a stack. */
function limitStack(limit: number): void {
  try {
    Error.stackTraceLimit = limit;
  } catch {
    return;
  }
}
