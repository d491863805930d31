import type { Family } from '../../model.ts';

export const databases: readonly Family[] = [];
