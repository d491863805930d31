import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { EDIT_CONFLICT, ITEM_NOT_FOUND, type Answers } from './answers.ts';
import { wrapped } from './wrapped.ts';

const ANSWERS: Answers = {
  EntityNotFoundError: ITEM_NOT_FOUND,
  OptimisticLockVersionMismatchError: EDIT_CONFLICT,
};

const BY_NAME = new Map<unknown, Recognition>(Object.entries(ANSWERS));

/** TypeORM: its own classes; for a QueryFailedError what the driver says. */
export const typeorm: Family = {
  name: 'typeorm',
  packages: ['typeorm'],
  answers: ANSWERS,
  marks: { name: [...Object.keys(ANSWERS), 'QueryFailedError'] },
  recognize(view, facts): Recognition | undefined {
    if (!view.isError) return undefined;
    const name = view.read('name');
    if (name === 'QueryFailedError') return wrapped(view, 'driverError', facts);
    if (name === 'EntityNotFoundError' && view.read('entityClass') === undefined) return undefined;
    return BY_NAME.get(name);
  },
};
