/** What clients are told about failures of a database, the same for all of them. */

import type { Recognition } from '../../model.ts';
import { unsure } from '../retryable.ts';

export const ALREADY_EXISTS: Recognition = {
  status: 409,
  code: 'ALREADY_EXISTS',
  message: 'The item exists already.',
};
/** Rules between items that are no mere equality, such as bookings that overlap. */
export const ITEM_CONFLICT: Recognition = {
  status: 409,
  code: 'ITEM_CONFLICT',
  message: 'The item conflicts with another one.',
};
export const REFERENCE_CONFLICT: Recognition = {
  status: 409,
  code: 'REFERENCE_CONFLICT',
  message: 'The item refers to another one that is missing, or another one still refers to it.',
};
export const EDIT_CONFLICT: Recognition = {
  status: 409,
  code: 'EDIT_CONFLICT',
  message: 'The item was changed in the meantime.',
};
export const ITEM_NOT_FOUND: Recognition = {
  status: 404,
  code: 'ITEM_NOT_FOUND',
  message: 'The item does not exist.',
};
/**
 * Whether the value came from the client, only the application knows: 500, until it says
 * `statuses: { VALUE_REFUSED: 400 }`. The text is true of both.
 */
export const VALUE_REFUSED: Recognition = {
  status: 500,
  code: 'VALUE_REFUSED',
  message: 'A value could not be stored.',
};
/** Others were in the way: locks, deadlocks, too many connections. Nothing was done. */
export const DATABASE_BUSY: Recognition = {
  status: 503,
  code: 'DATABASE_BUSY',
  message: 'The service is busy. Please try again.',
  retryable: true,
};
/**
 * Cancelled by the database, which took back what was done. 503, because 504 is for a gateway;
 * `statuses: { DATABASE_TIMEOUT: 504 }` changes it.
 */
export const DATABASE_TIMEOUT: Recognition = {
  status: 503,
  code: 'DATABASE_TIMEOUT',
  message: 'The request took too long. Please try again.',
  retryable: true,
};
/** Given up by the client; the database may go on. */
export const DATABASE_SILENT: Recognition = unsure(DATABASE_TIMEOUT);
/**
 * Not reached, or not at work. Without words of its own, so that the answer mentions the reference: it may last.
 */
export const DATABASE_UNAVAILABLE: Recognition = {
  status: 503,
  code: 'DATABASE_UNAVAILABLE',
  retryable: true,
};
/** Lost in the middle of the work. */
export const DATABASE_LOST: Recognition = unsure(DATABASE_UNAVAILABLE);

export type Answers = Readonly<Record<string, Recognition>>;

/**
 * A table ready to look up. In its keys, the first word is what the library reports, and the rest is for
 * readers.
 */
export function byFirstWord(answers: Answers): ReadonlyMap<unknown, Recognition> {
  return new Map(Object.entries(answers).map(([key, said]) => [key.split(' ', 1)[0], said]));
}

/** For messages, the only mark that some errors have: keys in quotes, as in the documentation. */
export function quoted(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).map(([message, said]) => [`"${message}"`, said]));
}
