/** What calls of several libraries have in common. */

import { abortSoon, CANARY, type Kind } from './servers.ts';

/** Libraries on top of fetch hand on what fetch itself rejects with. */
export const OF_FETCH = {
  redirect: ['failed', 'fetch'],
  broken: ['unreachable', 'fetch'],
  reset: ['unreachable', 'fetch'],
  refused: ['unreachable', 'fetch'],
  'unknown-host': ['unreachable', 'fetch'],
  nonsense: ['failed', 'fetch'],
  abort: ['aborted', 'abort'],
} as const;
export const SYNTAX = ['unexpected', 'unexpected'] as const;
export const STATUS_IS_FINE = { 404: 'none', 429: 'none', 500: 'none' } as const;

const TOKEN = ['Bearer', CANARY].join(' ');
export const headers = { authorization: TOKEN };
export const soon = (kind: Kind): number | undefined => (kind === 'slow' ? 100 : undefined);
export const signal = (kind: Kind): { signal?: AbortSignal } =>
  kind === 'abort' ? { signal: abortSoon() } : {};
