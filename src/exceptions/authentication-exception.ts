import { BusinessException } from './business-exception.ts';
import type { BusinessExceptionOptions } from './options.ts';

export interface AuthenticationExceptionOptions extends BusinessExceptionOptions {
  /** Value of `WWW-Authenticate` (RFC 9110, section 11.6.1). Default: `Bearer`. */
  readonly challenge?: string;
}

/** The caller is not known: 401, with a challenge. */
export class AuthenticationException extends BusinessException {
  static override readonly status: number | undefined = 401;
  static override readonly code: string | undefined = 'AUTHENTICATION_REQUIRED';

  constructor(message?: string, options?: AuthenticationExceptionOptions) {
    super(message, withChallenge(options));
  }
}

function withChallenge(
  options: AuthenticationExceptionOptions | undefined,
): BusinessExceptionOptions | undefined {
  if (typeof options !== 'object' || options === null) return options;
  try {
    if (!Object.hasOwn(options, 'challenge')) return options;
    const { challenge = 'Bearer', ...rest } = options;
    return { ...rest, headers: { ...rest.headers, 'www-authenticate': challenge } };
  } catch {
    // Left to the check of the options, which knows how to report what cannot be read.
    return options;
  }
}
