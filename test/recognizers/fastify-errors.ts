/** Errors of @fastify/error's classes, as Fastify and its plugins throw them. */

import { createRequire } from 'node:module';

type CreateError = (code: string, message: string, status: number) => new () => Error;

const require = createRequire(import.meta.url);

/** The copies that the two majors of Fastify bring along. */
const creators = [require.resolve('fastify'), require.resolve('fastify4')].map(
  (from) => createRequire(from)('@fastify/error') as CreateError,
);

const [create] = creators as [CreateError];

export const fastifyError = (code: string, status = 400, message = 'canary-4711'): Error =>
  new (create(code, message, status))();

/** The same of every copy. */
export const fastifyErrors = (code: string): readonly Error[] =>
  creators.map((createError) => new (createError(code, 'canary-4711', 400))());
