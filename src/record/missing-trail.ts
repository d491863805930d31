import { isTrailMissing } from '../http/trail.ts';
import type { Decided, Plan, RequestFacts } from '../model.ts';
import { tell } from './tell.ts';

type Warn = (decided: Decided | undefined, facts: RequestFacts) => void;

const MESSAGE = 'detail.path is on, but requests have no trail: register context(fl) first';

/** R52: the first answer that would show a trail and has none says so, once. Never throws. */
export function createMissingTrailWarning({ logger }: Plan): Warn {
  let warned = false;
  return (decided, facts) => {
    if (warned || decided?.opening.path !== true || !isTrailMissing(facts)) return;
    warned = true;
    tell(logger, 'warn', MESSAGE);
  };
}
