import { BusinessException } from './business-exception.ts';
import type { AuthenticationExceptionOptions } from './options.ts';

/** The caller is not known: 401, with a challenge. */
export class AuthenticationException extends BusinessException {
  static override readonly status: number | undefined = 401;
  static override readonly code: string | undefined = 'AUTHENTICATION_REQUIRED';

  // oxlint-disable-next-line no-useless-constructor -- it is there for the type of its options
  constructor(message?: string, options?: AuthenticationExceptionOptions) {
    super(message, options);
  }
}
