import { BusinessException } from './business-exception.ts';

/** The caller is known and may not do this: 403. */
export class UserPermissionsException extends BusinessException {
  static override readonly status: number | undefined = 403;
  static override readonly code: string | undefined = 'PERMISSION_DENIED';
}
