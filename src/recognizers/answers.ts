import type { Recognition } from '../model.ts';

/** What several families answer alike. */

export const BODY_MALFORMED: Recognition = {
  status: 400,
  code: 'BODY_MALFORMED',
  message: 'The request body could not be parsed.',
};
export const PARAMETERS_TOO_MANY: Recognition = {
  status: 413,
  code: 'PARAMETERS_TOO_MANY',
  message: 'The request body has more parameters than are allowed.',
};
export const PARAMETERS_TOO_DEEP: Recognition = {
  status: 400,
  code: 'PARAMETERS_TOO_DEEP',
  message: 'The parameters of the request body are nested too deeply.',
};
export const MEDIA_TYPE_UNSUPPORTED: Recognition = {
  status: 415,
  code: 'MEDIA_TYPE_UNSUPPORTED',
  message: 'The media type of the request body is not supported.',
};
export const MEDIA_TYPE_MISSING: Recognition = {
  status: 400,
  code: 'MEDIA_TYPE_MISSING',
  message: 'The request must have a Content-Type.',
};
export const URL_MALFORMED: Recognition = {
  status: 400,
  code: 'URL_MALFORMED',
  message: 'The URL is malformed.',
};

/** The client went away before it was answered. */
export const GONE: Recognition = { status: 499, code: 'CLIENT_CLOSED_REQUEST', fault: 'abort' };
