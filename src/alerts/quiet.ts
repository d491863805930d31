/** Groups that people want to hear nothing of, as far as their changes told. */

import type { GroupChange } from '../store/group.ts';

export interface Quiet {
  readonly learn: (change: GroupChange) => void;
  readonly has: (fingerprint: string) => boolean;
}

const MAX_KEPT = 10_000;

export function createQuiet(): Quiet {
  const fingerprints = new Set<string>();
  return {
    has: (fingerprint) => fingerprints.has(fingerprint),
    learn({ group: { fingerprint, state } }) {
      fingerprints.delete(fingerprint);
      if (state !== 'muted' && state !== 'ignored') return;
      fingerprints.add(fingerprint);
      if (fingerprints.size <= MAX_KEPT) return;
      for (const oldest of fingerprints) {
        fingerprints.delete(oldest);
        if (fingerprints.size <= MAX_KEPT * 0.9) return;
      }
    },
  };
}
