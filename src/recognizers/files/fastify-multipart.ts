import type { Recognition } from '../../model.ts';
import { BODY_MALFORMED, GONE, MEDIA_TYPE_UNSUPPORTED, PARAMETERS_TOO_MANY } from '../answers.ts';
import type { Family } from '../family.ts';
import { isFastifyError } from '../fastify-error.ts';
import { rowOf } from '../row-of.ts';
import { FIELD_MALFORMED, FIELD_NAME_INVALID, FILES_TOO_MANY, FILE_TOO_LARGE } from './uploads.ts';

const CODES: Readonly<Record<string, Recognition>> = {
  FST_FIELDS_LIMIT: PARAMETERS_TOO_MANY,
  FST_FILES_LIMIT: FILES_TOO_MANY,
  FST_INVALID_JSON_FIELD_ERROR: FIELD_MALFORMED,
  FST_INVALID_MULTIPART_CONTENT_TYPE: MEDIA_TYPE_UNSUPPORTED,
  FST_MP_PREMATURE_CLOSE: BODY_MALFORMED,
  FST_PARTS_LIMIT: PARAMETERS_TOO_MANY,
  FST_PROTO_VIOLATION: FIELD_NAME_INVALID,
  FST_REQ_FILE_TOO_LARGE: FILE_TOO_LARGE,
};

/** @fastify/multipart by its codes; those that are not listed are the application's mistakes. */
export const fastifyMultipart: Family = {
  name: 'fastify-multipart',
  packages: ['@fastify/multipart'],
  answers: { ...CODES, 'FST_MP_PREMATURE_CLOSE: the client went away': GONE },
  marks: { code: Object.keys(CODES) },
  recognize(view, facts): Recognition | undefined {
    if (!isFastifyError(view)) return undefined;
    const code = view.read('code');
    return code === 'FST_MP_PREMATURE_CLOSE' && facts.aborted === true ? GONE : rowOf(CODES, code);
  },
};
