/** Uploads, and what is answered to those that are refused. */

import type { Asked } from '../serve.ts';

export const CANARY = 'canary-4711';

export interface Expected {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

const refused = (status: number, code: string, detail: string): Expected => ({ status, code, detail });

export const MALFORMED = refused(400, 'BODY_MALFORMED', 'The request body could not be parsed.');
export const FILE_TOO_LARGE = refused(413, 'FILE_TOO_LARGE', 'A file is too large.');
export const FILES_TOO_MANY = refused(413, 'FILES_TOO_MANY', 'The request has more files than are allowed.');
export const FILE_UNEXPECTED = refused(
  400,
  'FILE_UNEXPECTED',
  'The request has a file that is not expected.',
);
export const TOO_MANY = refused(
  413,
  'PARAMETERS_TOO_MANY',
  'The request body has more parameters than are allowed.',
);
export const TOO_DEEP = refused(
  400,
  'PARAMETERS_TOO_DEEP',
  'The parameters of the request body are nested too deeply.',
);
export const FIELD_TOO_LARGE = refused(413, 'FIELD_TOO_LARGE', 'A field of the request body is too large.');
export const NAME_TOO_LONG = refused(
  400,
  'FIELD_NAME_TOO_LONG',
  'A field of the request body has a name that is too long.',
);
export const NAME_INVALID = refused(
  400,
  'FIELD_NAME_INVALID',
  'A field of the request body has no name, or one that is not allowed.',
);
export const FIELD_MALFORMED = refused(
  400,
  'FIELD_MALFORMED',
  'A field of the request body could not be parsed.',
);
export const TYPE_UNSUPPORTED = refused(
  415,
  'MEDIA_TYPE_UNSUPPORTED',
  'The media type of the request body is not supported.',
);
export const TYPE_MALFORMED = refused(
  400,
  'MEDIA_TYPE_MALFORMED',
  'The Content-Type of the request could not be parsed.',
);
export const TYPE_MISSING = refused(400, 'MEDIA_TYPE_MISSING', 'The request must have a Content-Type.');

const END = '--XX--\r\n';

export const field = (name: string, content: string = CANARY, more = ''): string =>
  `--XX\r\nContent-Disposition: form-data; name="${name}"\r\n${more}\r\n${content}\r\n`;
export const file = (name: string, content: string = CANARY): string =>
  `--XX\r\nContent-Disposition: form-data; name="${name}"; filename="${CANARY}.txt"\r\nContent-Type: text/plain\r\n\r\n${content}\r\n`;

/** A whole form of parts. */
export const form = (...parts: readonly string[]): string => parts.join('') + END;

export const upload = (
  body: string,
  path = '/',
  type: string | undefined = 'multipart/form-data; boundary=XX',
): Asked => ({
  method: 'POST',
  path,
  headers: {
    ...(type === '' ? {} : { 'content-type': type }),
    'content-length': String(Buffer.byteLength(body)),
  },
  body,
});

export const LARGE: string = CANARY.repeat(200);
