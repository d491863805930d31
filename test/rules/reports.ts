/** What a compiler of a configuration reports, collected. */

import type { Report } from '../../src/policy.ts';

export interface Reported {
  readonly pointer: string;
  readonly problem: string;
  readonly cure: string;
}

export function collect(): { readonly reported: Reported[]; readonly report: Report } {
  const reported: Reported[] = [];
  return { reported, report: (pointer, problem, cure) => void reported.push({ pointer, problem, cure }) };
}

/** A report that must not come. */
export const refuse: Report = (pointer, problem) => {
  throw new Error(`${pointer}: ${problem}`);
};
