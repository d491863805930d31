import type { Family } from '../family.ts';
import { fastifyRateLimit } from './fastify-rate-limit.ts';
import { opossum } from './opossum.ts';
import { timeout } from './timeout.ts';
import { underPressure } from './under-pressure.ts';

export const load: readonly Family[] = [timeout, opossum, underPressure, fastifyRateLimit];
