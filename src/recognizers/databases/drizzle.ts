import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { wrapped } from './wrapped.ts';

/**
 * Drizzle: what the driver says about the cause. A DrizzleQueryError has no name of its own, and its first
 * words are the only mark; so the family is asked about every error, for the price of comparing those.
 */
export const drizzle: Family = {
  name: 'drizzle',
  packages: ['drizzle-orm'],
  answers: {},
  recognize(view, facts): Recognition | undefined {
    if (!view.isError) return undefined;
    return isQueryError(view) || view.read('name') === 'DrizzleError'
      ? wrapped(view, 'cause', facts)
      : undefined;
  },
};

function isQueryError(view: ErrorView): boolean {
  return view.message.startsWith('Failed query: ') && typeof view.read('query') === 'string';
}
