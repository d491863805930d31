import type { Family } from '../../model.ts';

export const upstreams: readonly Family[] = [];
