/** What `createFaultline` accepts. */

import type { AlertOptions } from './alerts/index.ts';
import type { Config } from './config/shapes.ts';
import type { DetailOptions } from './detail/options.ts';
import type { Format, Logger, Mode, Recognizer, Renderer, RequestFacts, TrustStatus } from './model.ts';
import type { Observer } from './record/observer.ts';
import type { RedactOptions } from './redact/index.ts';
import type { BodyTransform } from './renderers/guarded.ts';
import type { PresetName } from './renderers/presets/index.ts';
import type { Store } from './store/store.ts';

export interface CorrelationOptions {
  /** Header that carries the ID, both ways. Default: `x-request-id`. */
  readonly header?: string;
  /**
   * Whose inbound IDs are used instead of a fresh one: a predicate, or the addresses of the socket's other
   * end. Default `false`: nobody's.
   */
  readonly trust?: false | readonly string[] | ((facts: RequestFacts) => boolean);
  /** Send the header on successful answers too (needs `context` on Express). Default: `false`. */
  readonly onSuccess?: boolean;
  /**
   * Make `fl.currentId()` work anywhere below a request, by AsyncLocalStorage; it costs 10 to 30 % of a
   * trivial request on Node 20. Default: `false`.
   */
  readonly async?: boolean;
}

export interface RecordOptions {
  /** Names of request headers that are kept. Default: such as tell the client apart, and none that has secrets. */
  readonly headers?: readonly string[];
  /**
   * Failures of one kind in a second whose stacks are read; of those beyond, all but the stack is recorded, and the
   * record says `unsampled`. 1 or more; `Infinity`: all. Default: 50.
   */
  readonly stacksPerSecond?: number;
}

export interface FaultlineOptions {
  /** Default: `debug` when `NODE_ENV` is exactly `development`, else `release`. */
  readonly mode?: Mode;
  readonly correlation?: CorrelationOptions;
  readonly detail?: DetailOptions;
  /**
   * The configuration: the path of a JSON file, or the same as an object. Whatever is wrong with it refuses to
   * start. Default: none, every error is answered by the library's own words.
   */
  readonly config?: string | Config;
  /** `server_error.json`: names and messages by status, as a path or an object. A missing file refuses to start. */
  readonly serverErrors?: string | object;
  /**
   * Load the files of `config` and `serverErrors` again when they change; at least one must be a path, although a reload
   * could bring a file in later. What `fl.reload` brings is watched in its place. Default: `false`.
   */
  readonly watch?: boolean;
  /** The shape of default bodies: a preset, or renderers of your own by `defineRenderer`. Default: `problem`. */
  readonly format?: PresetName | Renderer | readonly Renderer[];
  /** Has the last word on each default body. What it throws, or returns but text, is recorded and changes nothing. */
  readonly transform?: BodyTransform;
  /** Address of an XSLT or CSS stylesheet for XML bodies of presets. Default: none. */
  readonly stylesheet?: string;
  /** The formats that clients may get, preferred first. Default: `['json', 'xml', 'text', 'html']`. */
  readonly formats?: readonly Format[];
  /** Status of a `BusinessException` that names none, 400-599. Default: 500, with one warning when it is relied on. */
  readonly defaultStatus?: number;
  /**
   * Whose `status` on a foreign error is used: `application` - on a plain `Error`, or one that http-errors
   * made or decorated; `always` - any error's, also the upstream status that HTTP clients put there; `never`.
   * It is never consent to show the message. Default: `application`.
   */
  readonly trustStatus?: TrustStatus;
  /** Asked after our own exceptions and before the built-in families, in order. */
  readonly recognizers?: readonly Recognizer[];
  /** Built-in families of foreign errors that are switched off, e.g. `{ mysql: false }`. Default: all are on. */
  readonly families?: Readonly<Record<string, boolean>>;
  /** Statuses for codes of the built-in families, 400-599, e.g. `{ VALIDATION_FAILED: 422 }`. Default: theirs. */
  readonly statuses?: Readonly<Record<string, number>>;
  /** What else must not be logged, or may be; `false`: everything is logged as it stands. Default: `{}`. */
  readonly redact?: RedactOptions | false;
  /** Milliseconds since 1970, for templates that show the time and for the expiry of detail tokens. Default: `Date.now`. */
  readonly now?: () => number;
  /** Where failures are kept, to be found by their reference. Default: `memoryStore()`; `false`: nowhere. */
  readonly store?: Store | false;
  /** What failures are recorded with. */
  readonly record?: RecordOptions;
  /** Which release of the application this is, e.g. its version or commit: groups tell which one brought a bug. */
  readonly release?: string;
  /** Tells people of failures that need them. Default: nobody is told. */
  readonly alerts?: AlertOptions;
  /** Are told of every failure, once it was answered. Default: none. */
  readonly observers?: readonly Observer[];
  /** A pino-like logger, or `false`. Default: the request's own (Fastify), else JSON lines on stderr. */
  readonly logger?: Logger | false;
}
