import { BusinessException } from './business-exception.ts';

/** Too many requests: 429, retryable. `retryAfter` is sent as `Retry-After`. */
export class RateLimitException extends BusinessException {
  static override readonly status: number | undefined = 429;
  static override readonly code: string | undefined = 'RATE_LIMITED';
  static override readonly retryable: boolean | undefined = true;
}
