import type { Family } from '../../model.ts';
import { ajv } from './ajv.ts';

export const validators: readonly Family[] = [ajv];
