import type { Recognition } from '../../model.ts';

/** What is answered when the request breaks the application's own rules; the field errors say which. */
export const INVALID: Recognition = {
  status: 400,
  code: 'VALIDATION_FAILED',
  message: 'The request is not valid.',
};
