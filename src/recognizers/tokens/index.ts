import type { Family } from '../../model.ts';

export const tokens: readonly Family[] = [];
