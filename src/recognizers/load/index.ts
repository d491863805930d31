import type { Family } from '../../model.ts';

export const load: readonly Family[] = [];
