import type { Recognition } from '../../model.ts';

/** What is answered to an upload that is refused, whichever package refuses it. Names of fields are client-made. */

export const FILE_TOO_LARGE: Recognition = {
  status: 413,
  code: 'FILE_TOO_LARGE',
  message: 'A file is too large.',
};
export const FILES_TOO_MANY: Recognition = {
  status: 413,
  code: 'FILES_TOO_MANY',
  message: 'The request has more files than are allowed.',
};
export const FILE_UNEXPECTED: Recognition = {
  status: 400,
  code: 'FILE_UNEXPECTED',
  message: 'The request has a file that is not expected.',
};
export const FIELD_TOO_LARGE: Recognition = {
  status: 413,
  code: 'FIELD_TOO_LARGE',
  message: 'A field of the request body is too large.',
};
export const FIELD_NAME_TOO_LONG: Recognition = {
  status: 400,
  code: 'FIELD_NAME_TOO_LONG',
  message: 'A field of the request body has a name that is too long.',
};
export const FIELD_NAME_INVALID: Recognition = {
  status: 400,
  code: 'FIELD_NAME_INVALID',
  message: 'A field of the request body has no name, or one that is not allowed.',
};
export const FIELD_MALFORMED: Recognition = {
  status: 400,
  code: 'FIELD_MALFORMED',
  message: 'A field of the request body could not be parsed.',
};
export const MEDIA_TYPE_MALFORMED: Recognition = {
  status: 400,
  code: 'MEDIA_TYPE_MALFORMED',
  message: 'The Content-Type of the request could not be parsed.',
};
