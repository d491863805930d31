/** The nouns that the pipeline's stages hand to each other. Imports nothing. */

declare const vetted: unique symbol;

/**
 * Text that may be shown to a client: its author wrote it for that purpose, or the library did.
 * Minted in `pipeline/disclose.ts` only; a plain string is not assignable to it.
 */
export type Vetted = string & { readonly [vetted]: true };

/** A stage of the pipeline: synchronous and total. It never throws, does no I/O, has no clock. */
export type Stage<In, Out> = (input: In, plan: Plan) => Out;

/** `debug` shows real messages to the client; `release` shows vetted text only. */
export type Mode = 'debug' | 'release';

/** Whose failure it was. An `abort` is a client that went away before it was answered. */
export type Fault = 'server' | 'client' | 'abort';

export type Format = 'json' | 'xml' | 'text' | 'html';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** One faulty part of a request. */
export interface FieldError {
  /** JSON Pointer (RFC 6901) into the part of the request that is meant, e.g. `/items/0/sku`. */
  readonly pointer: string;
  /** What is wrong with it, in words meant for the client. */
  readonly message: string;
  /** Stable code for programs, e.g. `required`. */
  readonly code?: string;
}

/** Any pino-like logger: an object first, a sentence second. */
export interface Logger {
  error(record: object, message?: string): void;
  warn(record: object, message?: string): void;
  info(record: object, message?: string): void;
  debug(record: object, message?: string): void;
  /** When present, records of a level that is off are not even built. */
  isLevelEnabled?(level: LogLevel): boolean;
  /** Calls back where it declares the parameter, else returns a promise, when all that it was given has left. */
  flush?(done: (error?: Error) => void): unknown;
}

/** What an adapter knows about a request. Members are read when something asks, never before. */
export interface RequestFacts {
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  /** A request header by its lower-case name. */
  header(name: string): string | undefined;
  /** Address of the socket's other end. */
  readonly remoteAddress?: string | undefined;
  /** The route pattern that matched, where the framework knows it. */
  readonly route?: string | undefined;
  /** Path under which the part of the application that failed is mounted. */
  readonly mount?: string | undefined;
  /** The client went away before it was answered. */
  readonly aborted?: boolean | undefined;
  /** The request's own logger; used when `createFaultline` was given none. */
  readonly logger?: Logger | undefined;
  /** Made at the first read by `capture` or `fl.correlationId`, and kept here. */
  correlationId?: string | undefined;
}

/** A guarded look at a thrown value: nothing read through it can throw, and each property is read once. */
export interface ErrorView {
  readonly value: unknown;
  /** A real `Error`, of this realm or another. */
  readonly isError: boolean;
  readonly message: string;
  read(key: PropertyKey): unknown;
}

/** Stage 1: what was thrown, seen safely. */
export interface Captured {
  readonly view: ErrorView;
  /** Everything beneath it: causes and parts of an `AggregateError`, nearest first. */
  readonly causes: readonly ErrorView[];
  readonly facts: RequestFacts;
  readonly correlationId: string;
}

/** What a recognizer says about an error. Everything is optional; `classify` fills the rest. */
export interface Recognition {
  /** 400-599. */
  readonly status?: number | undefined;
  /** SCREAMING_SNAKE. */
  readonly code?: string | undefined;
  readonly fault?: Fault | undefined;
  /** Words for the client, written by the author of the recognizer. */
  readonly message?: string | undefined;
  /**
   * The error's own message was written for clients, as by your own error classes: show it. Without this,
   * an answer that contains the error's message is replaced by the generic one.
   */
  readonly exposeMessage?: boolean | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  readonly details?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly retryable?: boolean | undefined;
  /** Seconds or a date. */
  readonly retryAfter?: number | Date | undefined;
  /** An outcome the application foresaw: never logged as an error. */
  readonly expected?: boolean | undefined;
  /** For the record only; never sent. */
  readonly internal?: unknown;
  /** The status is a default that `defaultStatus` may override. */
  readonly statusIsDefault?: boolean | undefined;
  /** Faults found on the way; they go to the record. */
  readonly notes?: readonly string[] | undefined;
}

/** Stage 2: what kind of failure it is. */
export interface Classified {
  readonly captured: Captured;
  /** Name of the recognizer that knew it; `unexpected` if none did. */
  readonly family: string;
  readonly recognition: Recognition;
  readonly notes: readonly string[];
}

/** Stage 3: which values the answer has. Never looks at a message. */
export interface Decided {
  readonly classified: Classified;
  readonly status: number;
  readonly code: string;
  readonly fault: Fault;
  readonly level: LogLevel;
  readonly retryable: boolean | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly notes: readonly string[];
}

export interface Debug {
  readonly name: string;
  readonly message: string;
  readonly stack?: readonly string[];
  readonly causes: readonly { readonly name: string; readonly message: string }[];
}

/** A field error whose words passed the gate. */
export interface VettedFieldError {
  readonly pointer: Vetted;
  readonly message: Vetted;
  readonly code?: Vetted;
}

/** Stage 4: everything the client is told. There is no way back from here to the thrown value. */
export interface Problem {
  readonly status: number;
  readonly title: Vetted;
  readonly detail: Vetted | undefined;
  readonly code: Vetted;
  readonly correlationId: string;
  readonly errors: readonly VettedFieldError[] | undefined;
  readonly details: JsonValue | undefined;
  readonly retryable: boolean | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly debug: Debug | undefined;
  /** The thrown value's own message is among the vetted texts. */
  readonly ownMessageVetted: boolean;
  /** It says no more than the status does: its body is prebuilt. */
  readonly generic: boolean;
  /** The client is gone. */
  readonly abandoned: boolean;
  readonly facts: RequestFacts;
}

/** Stages 5 and 6: the answer as bytes. */
export interface Reply {
  readonly status: number;
  /** Lower-case names. Complete but for what the server adds itself (`date`, `connection`). */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly format: Format;
  /** Nobody is there to read it: close the connection, send nothing. */
  readonly abandoned: boolean;
}

export interface Renderer {
  readonly format: Format;
  readonly contentType: string;
  render(problem: Problem): string;
  /** How this format writes a piece of text; `verify` looks for unvetted text in this form. */
  escape(text: string): string;
  /** Headers that only bodies of this format need. */
  readonly headers: Readonly<Record<string, string>> | undefined;
}

/** Knows one family of errors. */
export interface Recognizer {
  readonly name: string;
  /**
   * Marks by which the family is known: properties and their possible values. The recognizer is asked
   * when an error carries any of them; without marks it is asked about every error.
   */
  readonly marks?: Readonly<Record<string, readonly Mark[]>> | undefined;
  /** Says what it knows, or nothing. Returned words are sent to clients: never pass on the error's own. */
  recognize(view: ErrorView, facts: RequestFacts): Recognition | undefined;
}

export type Mark = string | number | boolean;

/** Finds the recognizers worth asking, by lookups instead of a walk. */
export interface RecognizerIndex {
  readonly properties: readonly string[];
  readonly byValue: readonly ReadonlyMap<unknown, readonly Recognizer[]>[];
  readonly always: readonly Recognizer[];
}

/** The options and configuration, compiled once and frozen. */
export interface Plan {
  readonly mode: Mode;
  readonly correlation: {
    /** Lower case. */
    readonly header: string;
    readonly trusts: ((facts: RequestFacts) => boolean) | undefined;
    readonly onSuccess: boolean;
    readonly async: boolean;
  };
  /** The format that the client wants, of those offered. */
  negotiate(facts: RequestFacts): Format;
  /** Present when the format depends on the request. */
  readonly vary: string | undefined;
  readonly renderers: Readonly<Record<Format, Renderer>>;
  /** Status of a `BusinessException` that names none. */
  readonly defaultStatus: number;
  readonly trustStatus: TrustStatus;
  readonly stackInBody: boolean;
  readonly users: RecognizerIndex;
  readonly families: RecognizerIndex;
  /** Statuses chosen for codes of the families, in place of their own. */
  readonly statuses: ReadonlyMap<unknown, number> | undefined;
  /** `undefined`: the request's own, else JSON lines on stderr. `false`: none. */
  readonly logger: Logger | false | undefined;
}

/** Whose `status` property is used as a status: `application` (see `classify`), every error's, or nobody's. */
export type TrustStatus = 'application' | 'always' | 'never';
