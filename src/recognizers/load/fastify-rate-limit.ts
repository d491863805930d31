import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';

const LIMITED: Recognition = {
  status: 429,
  code: 'RATE_LIMITED',
  message: 'There were too many requests in a short time.',
  retryable: true,
};

/**
 * @fastify/rate-limit throws a plain error without a code; its `Retry-After` stands on the reply, where the answer
 * keeps it. What an application's own `errorResponseBuilder` makes is the application's.
 */
export const fastifyRateLimit: Family = {
  name: 'fastify-rate-limit',
  packages: ['@fastify/rate-limit'],
  answers: { 'Rate limit exceeded': LIMITED },
  marks: { statusCode: [429] },
  recognize(view): Recognition | undefined {
    const isOwn = view.isError && view.read('name') === 'Error' && view.read('code') === undefined;
    return isOwn && view.message.startsWith('Rate limit exceeded, retry in ') ? LIMITED : undefined;
  },
};
