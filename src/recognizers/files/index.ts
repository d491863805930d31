import type { Family } from '../../model.ts';

export const files: readonly Family[] = [];
