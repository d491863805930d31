import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';

const LIMITED: Recognition = {
  status: 429,
  code: 'RATE_LIMITED',
  message: 'There were too many requests in a short time.',
  retryable: true,
};

/** What JSON of such an error, or a client's error, would have besides. */
const FOREIGN = ['code', 'status', 'error', 'response', 'request'];

/**
 * @fastify/rate-limit throws a plain error with a status and nothing else - Fastify's JSON of it has `error` - so that
 * no other member may be there. Its `Retry-After` stands on the reply, where the answer keeps it. What an application's
 * own `errorResponseBuilder` makes is the application's.
 */
export const fastifyRateLimit: Family = {
  name: 'fastify-rate-limit',
  packages: ['@fastify/rate-limit'],
  plain: true,
  answers: { 'Rate limit exceeded': LIMITED },
  marks: { statusCode: [429] },
  recognize(view): Recognition | undefined {
    const isOwn =
      view.isError && view.read('name') === 'Error' && FOREIGN.every((key) => view.read(key) === undefined);
    return isOwn && view.message.startsWith('Rate limit exceeded, retry in ') ? LIMITED : undefined;
  },
};
