import type { Answered } from './stored.ts';
import type { Occurrence } from './occurrence.ts';

/** What is known of a failure without a look at what was thrown. */
export type Outcome = Pick<Occurrence, 'code' | 'family' | 'fault' | 'status'>;

/** Also where a stage failed before there was a decision. */
export function outcomeOf({ decided, reply }: Answered): Outcome {
  return {
    code: decided?.code ?? 'INTERNAL_ERROR',
    status: decided?.status ?? reply?.status ?? 500,
    fault: decided?.fault ?? 'server',
    family: decided?.classified.family ?? 'unexpected',
  };
}
