import { classDefaultsOf } from './class-defaults.ts';
import { DISCLOSURE, type Disclosure } from './disclosure.ts';
import { checkOptions, type BusinessExceptionOptions } from './options.ts';
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

  /** Stable code for programs. */
  readonly code: string;
  /** HTTP status, 400-599. */
  readonly status: number;
  readonly details?: Readonly<Record<string, JsonValue>>;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly retryable?: boolean;
  readonly retryAfter?: number | Date;

  readonly #disclosure: Disclosure;

  /** @param message for the client, unless the class or the options say `expose: false` */
  constructor(message?: string, options?: BusinessExceptionOptions) {
    const defaults = classDefaultsOf(new.target);
    const checked = checkOptions(options, defaults.name);
    const text = typeof message === 'string' ? message : '';
    const limit = Error.stackTraceLimit;
    if (!defaults.stack) limitStack(0);
    super(text);
    if (!defaults.stack) limitStack(limit);
    if ('cause' in checked) {
      Object.defineProperty(this, 'cause', { value: checked.cause, writable: true, configurable: true });
    }
    this.code = checked.code ?? defaults.code;
    this.status = checked.status ?? defaults.status;
    if (checked.details !== undefined) this.details = checked.details;
    if (checked.errors !== undefined) this.errors = checked.errors;
    if (checked.headers !== undefined) this.headers = checked.headers;
    const retryable = checked.retryable ?? defaults.retryable;
    if (retryable !== undefined) this.retryable = retryable;
    if (checked.retryAfter !== undefined) this.retryAfter = checked.retryAfter;
    this.#disclosure = {
      message: text,
      expose: (checked.expose ?? defaults.expose) && text !== '',
      code: this.code,
      status: this.status,
      statusIsDefault: checked.status === undefined && defaults.statusIsDefault,
      details: checked.details,
      errors: checked.errors,
      headers: checked.headers,
      retryable,
      retryAfter: checked.retryAfter,
      internal: checked.internal,
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
