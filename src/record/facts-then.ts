import type { Logger, RequestFacts } from '../model.ts';
import { MAX_STEPS } from './stored.ts';
import { tryRead } from './try-read.ts';

/**
 * The facts as they were when the failure was answered. A socket that closes behind the answer forgets its addresses, and
 * what runs behind it adds to the trail, or goes on to another route.
 */
export function factsThen(facts: RequestFacts): RequestFacts {
  return new FactsThen(facts);
}

class FactsThen implements RequestFacts {
  readonly remoteAddress: string | undefined;
  readonly remotePort: number | undefined;
  readonly localAddress: string | undefined;
  readonly localPort: number | undefined;
  readonly route: string | undefined;
  readonly trail: readonly string[] | undefined;
  readonly #facts: RequestFacts;

  constructor(facts: RequestFacts) {
    this.#facts = facts;
    this.remoteAddress = tryRead(() => facts.remoteAddress);
    this.remotePort = tryRead(() => facts.remotePort);
    this.localAddress = tryRead(() => facts.localAddress);
    this.localPort = tryRead(() => facts.localPort);
    this.route = tryRead(() => facts.route);
    this.trail = tryRead(() => stepsOf(facts));
  }

  get method(): string {
    return this.#facts.method;
  }

  get url(): string {
    return this.#facts.url;
  }

  get path(): string | undefined {
    return this.#facts.path;
  }

  get mount(): string | undefined {
    return this.#facts.mount;
  }

  get aborted(): boolean | undefined {
    return this.#facts.aborted;
  }

  get logger(): Logger | undefined {
    return this.#facts.logger;
  }

  get correlationId(): string | undefined {
    return this.#facts.correlationId;
  }

  header(name: string): string | undefined {
    return this.#facts.header(name);
  }
}

/** Not by the list's own functions, which may do anything. */
function stepsOf({ trail }: RequestFacts): readonly string[] | undefined {
  if (!Array.isArray(trail)) return undefined;
  const steps: string[] = [];
  for (let index = 0; index < Math.min(trail.length, MAX_STEPS); index++)
    steps.push((trail as readonly string[])[index]!);
  return steps;
}
