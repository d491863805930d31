/** What it costs to make an error, ten calls deep, its stack never formatted. */

import createError from 'http-errors';
import { BusinessException, NotFoundException, ValidationException } from '../../dist/src/index.js';
import { timeInTurns } from './clock.mjs';

class QuotaReachedException extends BusinessException {
  static status = 429;
  static stack = false;
}

class PlainError extends Error {}

/** As deep as a family of exceptions is. */
class BaseError extends Error {
  constructor(message) {
    super(message);
    this.code = 'BASE';
  }
}
class FamilyError extends BaseError {}

const MESSAGE = 'The date must not be in the past';
const errors = [{ pointer: '/date', message: 'must not be in the past' }];

const makers = {
  'new Error(m)': () => new Error(MESSAGE),
  'class extends Error': () => new PlainError(MESSAGE),
  'class extends a class that extends Error': () => new FamilyError(MESSAGE),
  'new BusinessException(m)': () => new BusinessException(MESSAGE),
  'new NotFoundException(m)': () => new NotFoundException(MESSAGE),
  'new ValidationException(m, { errors })': () => new ValidationException(MESSAGE, { errors }),
  'static stack = false': () => new QuotaReachedException(MESSAGE),
  'http-errors createError(404)': () => createError(404),
};

/** As deep in the stack as a stack trace is long. */
function deep(make) {
  const call = (level) => (level === 0 ? make() : call(level - 1));
  return () => call(10);
}

process.stdout.write(
  JSON.stringify(
    timeInTurns(Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, deep(make)]))),
  ),
);
