import { viewOf } from '../../error-view.ts';
import type { FieldError, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { read } from './guarded.ts';
import { INVALID } from './invalid.ts';
import { isJoi, joiFieldErrors } from './joi.ts';
import { prefixOf } from './pointer.ts';

const SEGMENTS: readonly string[] = ['body', 'query', 'params', 'headers', 'cookies', 'signedCookies'];

/** celebrate's `CelebrateError`, whose mark is a private symbol: its text and Joi's errors by segment. */
export const celebrate: Family = {
  name: 'celebrate',
  packages: ['celebrate', 'joi'],
  answers: { CelebrateError: INVALID },
  marks: { message: ['Validation failed', 'celebrate request validation failed'] },
  recognize(view): Recognition | undefined {
    const details = view.read('details');
    const found = SEGMENTS.map((segment) => fieldErrorsOf(details, segment));
    if (found.includes(undefined)) return undefined;
    const errors = found.flatMap((part = []) => part);
    return errors.length === 0 ? undefined : { ...INVALID, errors: errors.slice(0, 100) };
  },
};

/** By the Map's own method: `details` may be anything, with a `get` of its own. */
function fieldErrorsOf(details: unknown, segment: string): readonly FieldError[] | undefined {
  try {
    const error: unknown = Map.prototype.get.call(details as Map<unknown, unknown>, segment);
    return isJoi(viewOf(error)) ? joiFieldErrors(read(error, 'details'), prefixOf(segment)) : [];
  } catch {
    return [];
  }
}
