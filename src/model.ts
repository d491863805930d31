/** The nouns that the pipeline's stages hand to each other. Imports nothing but other nouns. */

import type { Body, Policy, Selection, Shown, TemplateContext } from './policy.ts';
import type { Recognition, RecognizerIndex } from './recognition.ts';
import type { Detail, Opening } from './detail/plan.ts';
import type { Redactor } from './redact/index.ts';

export type { Attribute, ConsideredLanguage, Shown, Trail } from './policy.ts';
export type { Mark, Recognition, Recognizer, RecognizerIndex } from './recognition.ts';

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
  readonly code?: string | undefined;
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
  /** The path that the framework routes by, where it reads `url` in its own way; never what was rewritten. */
  readonly path?: string | undefined;
  /** A request header by its lower-case name. */
  header(name: string): string | undefined;
  /** Address of the socket's other end. */
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  /** Of this side of the socket. */
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
  /** The route pattern that matched, where the framework knows it. */
  readonly route?: string | undefined;
  /** Path under which the part of the application that failed is mounted. */
  readonly mount?: string | undefined;
  /** Names of the middleware and hooks run so far, the last one being the one that failed. */
  readonly trail?: readonly string[] | undefined;
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
  /** What it would be without a configuration. */
  readonly own: { readonly status: number; readonly code: string };
  /** What the answer may show for diagnosis. */
  readonly opening: Opening;
  /** What the configuration says about it; `undefined` without one. */
  readonly selection: Selection | undefined;
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
  readonly code: Vetted | undefined;
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
  /** What the `detail` options let through; `undefined` when that is nothing. */
  readonly shown: Shown | undefined;
  /** Language of the detail, or else of the title, where a translation was chosen (RFC 5646). */
  readonly language: string | undefined;
  /** The body that the configuration chose; `undefined`: the negotiated format. */
  readonly body: Body | undefined;
  /** Bodies that the configuration has for negotiated formats. */
  readonly formats: Readonly<Partial<Record<Format, Body>>> | undefined;
  /** What placeholders of those bodies see. */
  readonly context: TemplateContext | undefined;
  /** The reason phrase that the configuration gave. */
  readonly phrase: string | undefined;
  /** What the configuration says whatever failed: no leak, whoever else may have used the same words. */
  readonly ownWords: (() => string) | undefined;
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
  /** The reason phrase, where it is not that of the status; HTTP/1.1 only. */
  readonly phrase?: string | undefined;
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
  /** The same without what users' functions make of bodies. */
  readonly own: Readonly<Record<Format, Renderer>>;
  /** Why a user's function did not make the body of a problem. */
  failureOf(problem: Problem): string | undefined;
  /** Status of a `BusinessException` that names none. */
  readonly defaultStatus: number;
  readonly trustStatus: TrustStatus;
  readonly users: RecognizerIndex;
  readonly families: RecognizerIndex;
  /** Statuses chosen for codes of the families, in place of their own. */
  readonly statuses: ReadonlyMap<unknown, number> | undefined;
  /** The compiled configuration. */
  readonly policy: Policy | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  readonly redactor: Redactor;
  /** What answers may show for diagnosis. */
  readonly detail: Detail;
  /** `undefined`: the request's own, else JSON lines on stderr. `false`: none. */
  readonly logger: Logger | false | undefined;
}

/** Whose `status` property is used as a status: `application` (see `classify`), every error's, or nobody's. */
export type TrustStatus = 'application' | 'always' | 'never';
