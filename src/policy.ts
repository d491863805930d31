/** The nouns of the policy: what a configuration is compiled to, and what it says about one failure. */

import type { Format, RequestFacts } from './model.ts';

/** What an error is before any overlay. */
export interface ErrorFacts {
  readonly code: string;
  /** The name of its exception, e.g. `ValidationException`. */
  readonly name: string;
  readonly status: number;
}

/** Everything that a placeholder can be. Members are read when a template asks, never before. */
export interface TemplateContext {
  readonly correlationId: string;
  /** What the library would have answered: the vetted text in release mode. */
  readonly defaults: Answered;
  /** The overlaid values, which are the defaults where nothing was set. */
  readonly customized: Answered;
  /** What is sent. */
  readonly final: Answered;
  readonly facts: RequestFacts;
  readonly api: Named | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What an upstream answered, where it may be shown; else empty. */
  readonly responseFromApi: string;
  /** Of title and message, where a translation was chosen. */
  readonly translated?: Translated | undefined;
}

/** Words in another language than the rest. */
export interface Translated {
  /** RFC 5646. */
  readonly language: string;
  readonly texts: readonly string[];
}

/** What stands in place of a reason that is not told (R51). */
export const BLOCKED = 'message blocked';

export interface Answered {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A compiled body. Never throws; whatever the values are, they do not leave their places. */
export interface Body {
  /** How its values are escaped. */
  readonly format: Format;
  readonly contentType: string;
  /**
   * Ends early where it becomes longer than an answer may be.
   * @param most characters; values that do not fit are cut, or left out. At least what the body says itself
   */
  render(context: TemplateContext, most?: number): string;
}

/** A compiled text, of a title, a message or a header's value. Never throws. */
export type Text = (context: TemplateContext) => string;

/** What the levels have set, the nearest first. */
export interface Values {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly retryable: boolean | undefined;
  readonly title: Text | undefined;
  readonly message: Text | undefined;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, Text>> | undefined;
  /** The reason phrase of HTTP/1.1. */
  readonly phrase: string | undefined;
}

/** Where a body comes from: priorities 1 to 3. */
export interface Source {
  readonly body: Body;
  readonly status: number | undefined;
}

/** A code's texts in the language that the client wants. */
export interface TranslatedText {
  /** RFC 5646; `undefined`: none of those that it wants has any. */
  readonly language: string | undefined;
  readonly title: Text | undefined;
  readonly message: Text | undefined;
  /** Why it is that language. Never throws. */
  consider(code: string, facts: RequestFacts): readonly ConsideredLanguage[];
}

/** A language, and whether the texts are in it. */
export interface ConsideredLanguage {
  /** RFC 5646. */
  readonly language: string;
  /** JSON Pointer of its texts for the code, where it has any. */
  readonly pointer: string | undefined;
  readonly verdict: 'used' | 'not used';
  /** In a few words. */
  readonly why: string;
}

/** What the policy says about one failure. */
export interface Selection {
  readonly api: Named | undefined;
  readonly values: Values;
  /** `undefined`: the values are formatted by `formats`, else by the default format. */
  readonly source: Source | undefined;
  /** Stands for default and overlaid texts alike; `undefined`: the policy has no other language. */
  readonly translation?: TranslatedText | undefined;
  /** The bodies of the nearest level that has one for a format. */
  readonly formats: Readonly<Partial<Record<Format, Body>>> | undefined;
}

/** A compiled configuration. */
export interface Policy {
  /** Whether answers depend on the language that a client wants. */
  readonly translates: boolean;
  /** Never throws. */
  select(error: ErrorFacts, facts: RequestFacts): Selection;
}

/** What operators opened for diagnosis; see the option `detail`. */
export interface Shown {
  readonly explanation: boolean;
  readonly trail: Trail | undefined;
  readonly stack: readonly string[] | undefined;
  readonly attributes: readonly Attribute[] | undefined;
}

/** Middleware and hooks run before and including the failing one, in order. */
export interface Trail {
  readonly policy: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name: string;
  readonly status: 'Pass' | 'Fail';
}

export interface Attribute {
  readonly name: string;
  readonly value: string;
}

/** Where compilers of a configuration put what is wrong, so that all of it is told at once. */
export type Report = (pointer: string, problem: string, cure: string) => void;
