/** The records of one failure: what the logger gets and what observers get are built from one look at it. */

import type { RequestFacts } from '../model.ts';
import { toOccurrence, type Occurrence } from './occurrence.ts';
import { createToStored, type Answered, type Key, type StoredOptions } from './stored.ts';
import type { StoredOccurrence } from './stored-occurrence.ts';
import { outcomeOf } from './outcome.ts';
import { createSampler, type Kind } from './storm.ts';
import { writeOf } from './write.ts';

/** Each is made when it is first asked for. */
export interface Built {
  /** Throws where the record cannot be built, as what it reads may do anything. */
  occurrence(): Occurrence;
  /** Never throws: what is left then has the reference, the code and the status at least. */
  stored(): StoredOccurrence;
}

export interface BuildOptions extends StoredOptions {
  /** Failures of a kind in a second whose stacks are read; see `createSampler`. */
  readonly perSecond: number;
  /** Whether `stored` will be asked for. */
  readonly stores: boolean;
}

/**
 * @param whole stacks are read whatever else is going on
 * @param key that was announced
 */
export type Build = (answered: Answered, facts: RequestFacts, whole?: boolean, key?: Key) => Built;

const MAX_NOTE = 512;

/** Makes the function that builds. */
export function createBuild(options: BuildOptions): Build {
  const { redactor, perSecond, stores } = options;
  const toStored = createToStored(options);
  const sampler = createSampler(perSecond, stores);

  function noted(note: string | undefined): string | undefined {
    return note === undefined ? undefined : writeOf(redactor.on())(note, MAX_NOTE);
  }

  return (answered, facts, whole = false, key) => {
    let occurrence: Occurrence | undefined;
    let kind: Kind | undefined;

    function build(): Occurrence {
      const { decided, replaced } = answered;
      if (decided === undefined) return bare(answered, noted(replaced));
      // Not by the clock of the application, which may stand still.
      kind ??= sampler.take(decided, facts, performance.now());
      return toOccurrence(decided, facts, replaced, redactor, whole || sampler.samples(kind));
    }

    function whatCanBe(): Occurrence {
      try {
        return (occurrence ??= build());
      } catch {
        kind = undefined;
        return bare(answered, noted(answered.replaced ?? 'the record could not be built'));
      }
    }

    return {
      occurrence: () => (occurrence ??= build()),
      stored() {
        const built = whatCanBe();
        if (kind === undefined) return toStored(built, answered, facts, key);
        if (built.unsampled === true) return toStored(built, answered, facts, key, kind.fingerprint);
        const stored = toStored(built, answered, facts, key);
        sampler.learn(kind, stored.fingerprint);
        return stored;
      },
    };
  };
}

/** What is left where a stage failed before there was a decision, or nothing can be read: the reference must be found. */
function bare(answered: Answered, note: string | undefined): Occurrence {
  return {
    correlationId: answered.correlationId,
    ...outcomeOf(answered),
    error: { name: 'unknown', message: 'an error that could not be read' },
    ...(note !== undefined && { notes: [note] }),
  };
}
