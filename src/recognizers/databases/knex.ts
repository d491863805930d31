import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { DATABASE_TIMEOUT } from './answers.ts';

/** Knex passes on the driver's errors; of its own it has one, for connections and queries that take too long. */
export const knex: Family = {
  name: 'knex',
  packages: ['knex'],
  answers: { KnexTimeoutError: DATABASE_TIMEOUT },
  marks: { name: ['KnexTimeoutError'] },
  recognize(view): Recognition | undefined {
    return view.isError && view.read('name') === 'KnexTimeoutError' ? DATABASE_TIMEOUT : undefined;
  },
};
