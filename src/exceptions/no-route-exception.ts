import { BusinessException } from './business-exception.ts';

/**
 * Nothing answers this request: 404; or the path exists, but not for this method: 405 with `Allow`.
 * Thrown by the adapters; an application's own router may throw it too.
 */
export class NoRouteException extends BusinessException {
  static override readonly status: number | undefined = 404;
  static override readonly code: string | undefined = 'NOT_FOUND';
  static override readonly stack: boolean | undefined = false;

  /** @param allow the methods that the path does answer; absent: the path is unknown */
  constructor(allow?: readonly string[]) {
    super('', allow && { status: 405, code: 'METHOD_NOT_ALLOWED', headers: { allow: allow.join(', ') } });
  }
}
