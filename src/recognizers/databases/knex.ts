import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { DATABASE_SILENT, DATABASE_TIMEOUT, type Answers } from './answers.ts';

const NAME = 'KnexTimeoutError';
const ANSWERS: Answers = {
  [NAME]: DATABASE_SILENT,
  [`${NAME} of the pool`]: DATABASE_TIMEOUT,
};
const OF_POOL = 'Knex: Timeout acquiring a connection.';

/** Knex passes on the driver's errors; of its own it has one, for connections and queries that take too long. */
export const knex: Family = {
  name: 'knex',
  packages: ['knex'],
  answers: ANSWERS,
  marks: { name: [NAME] },
  recognize(view): Recognition | undefined {
    if (!view.isError || view.read('name') !== NAME) return undefined;
    return view.message.startsWith(OF_POOL) ? DATABASE_TIMEOUT : DATABASE_SILENT;
  },
};
