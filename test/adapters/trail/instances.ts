/** Instances whose trails a test can read. */

import { createFaultline, type Faultline } from 'faultline';

export interface Tracing {
  readonly fl: Faultline;
  /** Of each failure, in the order in which they were handled. */
  readonly trails: (readonly string[] | undefined)[];
}

export function tracing(traces: boolean = true): Tracing {
  const trails: (readonly string[] | undefined)[] = [];
  const real = createFaultline({
    logger: false,
    mode: 'release',
    correlation: { async: true },
    detail: { path: traces, allowInProduction: true },
  });
  const fl: Faultline = {
    ...real,
    handle(thrown, facts) {
      trails.push(facts.trail);
      return real.handle(thrown, facts);
    },
  };
  return { fl, trails };
}
