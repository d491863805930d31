import { FaultlineError } from '../../codes.ts';
import { STEPS } from './schema.ts';
import { inTransaction, type Statements } from './statements.ts';

/**
 * Changes the file, wholly or not at all, and only while its schema is the one that is known here: a newer release may
 * have changed it since it was opened, or while this waited for its turn.
 * @throws FaultlineError where the schema is another one, and what the library or `work` throws
 */
export function changing<Result>(statements: Statements, work: () => Result): Result {
  return inTransaction(statements.db, () => {
    const version = Number(statements.get('PRAGMA user_version')!.user_version);
    if (version !== STEPS.length)
      throw new FaultlineError(
        'FLT_STORE_UNAVAILABLE',
        `The file has schema ${version}, and this version of faultline knows ${STEPS.length}; update faultline here.`,
      );
    return work();
  });
}
