import { BusinessException } from './business-exception.ts';

/** The request contradicts the present state: 409. */
export class ConflictException extends BusinessException {
  static override readonly status: number | undefined = 409;
  static override readonly code: string | undefined = 'CONFLICT';
}
