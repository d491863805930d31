/** What placeholders see, read when one of them asks. */

import type { RequestFacts } from '../model.ts';
import type { Answered, Named, TemplateContext, Translated } from '../policy.ts';

/** What makes a context. */
export interface Seen {
  readonly correlationId: string;
  readonly defaults: Answered;
  readonly facts: RequestFacts;
  readonly api: Named | undefined;
  now(): number;
  responseFromApi(): string;
}

/** One answer's context. Texts of the configuration see it before it has final values: those they make themselves. */
export class Context implements TemplateContext {
  readonly correlationId: string;
  defaults: Answered;
  customized: Answered;
  final: Answered;
  readonly facts: RequestFacts;
  readonly api: Named | undefined;
  translated: Translated | undefined = undefined;
  readonly #seen: Seen;
  #now: number | undefined = undefined;
  #response: string | undefined = undefined;

  constructor(seen: Seen) {
    this.#seen = seen;
    this.correlationId = seen.correlationId;
    this.defaults = seen.defaults;
    this.customized = seen.defaults;
    this.final = seen.defaults;
    this.facts = seen.facts;
    this.api = seen.api;
  }

  /** One moment for the whole answer. */
  get now(): number {
    return (this.#now ??= this.#seen.now());
  }

  get responseFromApi(): string {
    return (this.#response ??= this.#seen.responseFromApi());
  }
}
