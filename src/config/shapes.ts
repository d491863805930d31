/** What a configuration file holds. `schema.json` says the same to editors and to the loader. */

import type { JsonValue } from '../model.ts';

export interface Config {
  readonly $schema?: string;
  readonly platform?: Platform;
  readonly groups?: readonly Group[];
  readonly apis?: readonly Api[];
  /** Environment variables that templates may show. */
  readonly env?: readonly string[];
  /** The language of every text outside of `locales`. Default: `en`. */
  readonly language?: string;
  /** Language (RFC 5646) -> code, as it is sent, -> its texts. */
  readonly locales?: Readonly<Record<string, Readonly<Record<string, Translation>>>>;
}

/** What every level may hold. */
export interface Scope {
  /** By code, name of an exception, status (`404`) or class of statuses (`4xx`), the most exact first. */
  readonly errors?: Readonly<Record<string, Row>>;
  readonly rules?: readonly Rule[];
  readonly template?: Template;
}

/** Level 1: everything. */
export interface Platform extends Scope {
  readonly templates?: Formats;
}

/** Level 2, for several apis. */
export interface Group extends Scope {
  readonly id: string;
  readonly name: string;
  readonly templates?: Formats;
}

/** Level 2: a part of the application. */
export interface Api extends Scope {
  readonly id: string;
  readonly name: string;
  /** The id of its group. */
  readonly group?: string;
  /** Patterns of path-to-regexp. Of several apis that match, the first that is declared has the request. */
  readonly match: readonly string[];
  readonly templates?: Formats;
  readonly routes?: readonly Route[];
}

/** Level 3. */
export interface Route extends Scope {
  readonly id?: string;
  /** A whole path, with that of the api. */
  readonly path: string;
  /** `GET` includes `HEAD`. Default: all. */
  readonly methods?: readonly string[];
}

/** Level 4: one error. The texts and the values of headers may have placeholders. */
export interface Row {
  readonly message?: string;
  readonly title?: string;
  readonly code?: string;
  readonly status?: number;
  readonly retryable?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly template?: Template;
  readonly rules?: readonly Rule[];
}

export interface Template {
  /** A text with placeholders, or JSON whose texts have them. */
  readonly body: JsonValue;
  /** Default: `application/json;charset=utf-8`. */
  readonly contentType?: string;
  readonly status?: number;
}

export interface Rule extends Template {
  /** The lowest is asked first; among equals the one declared first. */
  readonly order: number;
  readonly name: string;
  /** Absent or empty: it always holds. */
  readonly when?: Condition;
  /** Default: `true`. */
  readonly active?: boolean;
}

/** Bodies by negotiated format. */
export interface Formats {
  readonly json?: JsonValue;
  readonly xml?: string;
  readonly text?: string;
  readonly html?: string;
}

/** All members that are there must hold. */
export interface Condition {
  /** Patterns of path-to-regexp, of which one must match. */
  readonly path?: OneOrMore<string>;
  readonly method?: OneOrMore<string>;
  readonly header?: Readonly<Record<string, Expected>>;
  /** A parameter that is given several times holds if one of its values does. */
  readonly query?: Readonly<Record<string, Expected>>;
  /** Addresses or networks (CIDR), of the socket's other end. */
  readonly ip?: OneOrMore<string>;
  /** Media types of the request, without parameters; `*` may stand for a type or subtype. */
  readonly contentType?: OneOrMore<string>;
  /** The error's own, before any overlay: 404, "404" or "4xx". */
  readonly status?: OneOrMore<number | string>;
  /** The error's own, before any overlay. */
  readonly code?: OneOrMore<string>;
  /** The id of the api that has the request. */
  readonly api?: OneOrMore<string>;
  readonly all?: readonly Condition[];
  readonly any?: readonly Condition[];
  readonly not?: Condition;
}

/** A value that must be equal, several of which one must be, or a pattern that must be found in it. */
export type Expected = string | readonly string[] | { readonly matches: string };

export type OneOrMore<T> = T | readonly T[];

export interface Translation {
  readonly title?: string;
  readonly message?: string;
}
