/** Records of a thrown value, built as an instance builds them. */

import type { FaultlineOptions, RequestFacts } from 'faultline';
import { createLivePolicy } from '../../src/config/live.ts';
import { compilePlan } from '../../src/plan.ts';
import { createBuild, type Build, type BuildOptions } from '../../src/record/build.ts';
import { createOccurrenceIds } from '../../src/record/occurrence-id.ts';
import type { StoredOccurrence } from '../../src/record/stored-occurrence.ts';
import { RECORDED_HEADERS } from '../../src/record/stored-request.ts';
import { createRedactor } from '../../src/redact/index.ts';
import { resolve } from '../../src/resolve.ts';
import { factsOf } from './logs.ts';

export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

export function builder(change: Partial<BuildOptions> = {}): Build {
  return createBuild({
    host: 'web-1',
    pid: 7,
    headers: RECORDED_HEADERS,
    redactor: createRedactor({}),
    now: () => NOW,
    perSecond: Infinity,
    stores: true,
    newId: createOccurrenceIds(),
    ...change,
  });
}

const usualOptions: FaultlineOptions = { mode: 'release', defaultStatus: 500, logger: false };
const USUAL = compilePlan(usualOptions);

export function planOf({ config, ...options }: FaultlineOptions = {}): ReturnType<typeof compilePlan> {
  if (config === undefined && Object.keys(options).length === 0) return USUAL;
  const loaded = createLivePolicy({ config, now: () => NOW }, () => {});
  loaded.close();
  return compilePlan({ ...usualOptions, ...options }, { policy: loaded });
}

export function stored(
  thrown: unknown,
  facts: RequestFacts = factsOf(),
  change: Partial<BuildOptions> = {},
  options: FaultlineOptions = {},
): StoredOccurrence {
  return builder(change)(resolve(thrown, facts, planOf(options)), facts).stored();
}
