import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import {
  ALREADY_EXISTS,
  DATABASE_BUSY,
  DATABASE_UNAVAILABLE,
  EDIT_CONFLICT,
  ITEM_CONFLICT,
  ITEM_NOT_FOUND,
  REFERENCE_CONFLICT,
  VALUE_REFUSED,
  type Answers,
} from './answers.ts';
import { wrapped } from './wrapped.ts';

/**
 * Sequelize's classes, by name. A ValidationError comes from the rules of the model, which check what the
 * application made of a request: whether its author or the client is at fault, and which part of the request
 * an attribute came from, only the application knows. So it is a refused value, without field errors. Not
 * listed: wrong credentials and settings.
 */
const ANSWERS: Answers = {
  SequelizeUniqueConstraintError: ALREADY_EXISTS,
  SequelizeExclusionConstraintError: ITEM_CONFLICT,
  SequelizeForeignKeyConstraintError: REFERENCE_CONFLICT,
  SequelizeOptimisticLockError: EDIT_CONFLICT,
  SequelizeEmptyResultError: ITEM_NOT_FOUND,
  SequelizeValidationError: VALUE_REFUSED,
  SequelizeConnectionAcquireTimeoutError: DATABASE_BUSY,
  SequelizeTimeoutError: DATABASE_BUSY,
  SequelizeConnectionError: DATABASE_UNAVAILABLE,
  SequelizeConnectionRefusedError: DATABASE_UNAVAILABLE,
  SequelizeConnectionTimedOutError: DATABASE_UNAVAILABLE,
  SequelizeHostNotFoundError: DATABASE_UNAVAILABLE,
  SequelizeHostNotReachableError: DATABASE_UNAVAILABLE,
};
const BY_NAME = new Map<unknown, Recognition>(Object.entries(ANSWERS));
/** Classes that say less than the driver's error that they hold. */
const VAGUE: ReadonlySet<unknown> = new Set(['SequelizeDatabaseError', 'SequelizeConnectionError']);

/** Sequelize: its own classes, and what the driver says where they only wrap. */
export const sequelize: Family = {
  name: 'sequelize',
  packages: ['sequelize'],
  answers: ANSWERS,
  marks: { name: [...Object.keys(ANSWERS), 'SequelizeDatabaseError'] },
  recognize(view, facts): Recognition | undefined {
    if (!view.isError) return undefined;
    const name = view.read('name');
    const ofDriver = VAGUE.has(name) ? wrapped(view, 'original', facts) : undefined;
    return ofDriver ?? BY_NAME.get(name);
  },
};
