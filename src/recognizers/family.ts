import type { Recognition, Recognizer } from '../model.ts';

/** A built-in recognizer, with what it knows as data: `docs/recognizers.md` is made from it. */
export interface Family extends Recognizer {
  /** Packages whose real errors it is tested with, by their npm names. */
  readonly packages: readonly string[];
  /** What is recognised, as the packages document it -> what is answered. */
  readonly answers: Readonly<Record<string, Recognition>>;
  /** For validators: the package's own name of a rule -> our rule, which has the words. */
  readonly rules?: Readonly<Record<string, string>> | undefined;
}
