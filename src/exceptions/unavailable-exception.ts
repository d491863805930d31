import { BusinessException } from './business-exception.ts';

/** A part that is needed is down or overloaded: 503, retryable. `retryAfter` is sent as `Retry-After`. */
export class UnavailableException extends BusinessException {
  static override readonly status: number | undefined = 503;
  static override readonly code: string | undefined = 'UNAVAILABLE';
  static override readonly retryable: boolean | undefined = true;
}
