import { BusinessException } from './business-exception.ts';

/**
 * There is no such thing: 404. Its message goes to the log only, unless `expose: true` is given,
 * because it often says more than whether the thing exists.
 */
export class NotFoundException extends BusinessException {
  static override readonly status: number | undefined = 404;
  static override readonly code: string | undefined = 'NOT_FOUND';
  static override readonly expose: boolean | undefined = false;
}
