import type { Recognition, Recognizer } from '../model.ts';

/** A built-in recognizer, with what it knows as data: `docs/recognizers.md` is made from it. */
export interface Family extends Recognizer {
  /** Packages whose real errors it is tested with, by their npm names. */
  readonly packages: readonly string[];
  /**
   * Its library throws direct instances of `Error`, or what is no error at all, so that it is asked about those too
   * and must tell by itself what can be believed. Others are asked only about errors with a class of their own:
   * JSON of an upstream that was thrown, or assigned to an error, has none.
   */
  readonly plain?: boolean;
  /** What is recognised, as the packages document it -> what is answered. */
  readonly answers: Readonly<Record<string, Recognition>>;
  /** For validators: the package's own name of a rule -> our rule, which has the words. */
  readonly rules?: (() => Readonly<Record<string, string>>) | undefined;
}
