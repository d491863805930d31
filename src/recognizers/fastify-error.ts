import type { ErrorView } from '../model.ts';

/**
 * Whether @fastify/error made its class, as Fastify's and its plugins' are: every version of it puts this tag on the
 * prototype. Their codes alone prove nothing, as Fastify writes them into the JSON of its answers.
 */
export function isFastifyError(view: ErrorView): boolean {
  return view.isError && view.read(Symbol.toStringTag) === 'Error';
}
