import { BusinessException } from './business-exception.ts';

/** The request is at fault: 400. Its `errors` name the fields. */
export class ValidationException extends BusinessException {
  static override readonly status: number | undefined = 400;
  static override readonly code: string | undefined = 'VALIDATION_FAILED';
}
