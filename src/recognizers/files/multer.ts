import type { ErrorView, Recognition } from '../../model.ts';
import { GONE, PARAMETERS_TOO_DEEP, PARAMETERS_TOO_MANY } from '../answers.ts';
import type { Family } from '../family.ts';
import { classOf } from '../guard.ts';
import { rowOf } from '../row-of.ts';
import {
  FIELD_NAME_INVALID,
  FIELD_NAME_TOO_LONG,
  FIELD_TOO_LARGE,
  FILES_TOO_MANY,
  FILE_TOO_LARGE,
  FILE_UNEXPECTED,
} from './uploads.ts';

const CODES: Readonly<Record<string, Recognition>> = {
  INVALID_FIELD_NAME: FIELD_NAME_INVALID,
  LIMIT_FIELD_ARRAY_INDEX: FIELD_NAME_INVALID,
  LIMIT_FIELD_COUNT: PARAMETERS_TOO_MANY,
  LIMIT_FIELD_KEY: FIELD_NAME_TOO_LONG,
  LIMIT_FIELD_NESTING: PARAMETERS_TOO_DEEP,
  LIMIT_FIELD_VALUE: FIELD_TOO_LARGE,
  LIMIT_FILE_COUNT: FILES_TOO_MANY,
  LIMIT_FILE_SIZE: FILE_TOO_LARGE,
  LIMIT_PART_COUNT: PARAMETERS_TOO_MANY,
  LIMIT_UNEXPECTED_FILE: FILE_UNEXPECTED,
  MISSING_FIELD_NAME: FIELD_NAME_INVALID,
};

/** Plain errors, by which multer tells that the client went away. */
const ABORTS: readonly string[] = ['Request aborted', 'Request closed'];

/**
 * multer's `MulterError`, which has its name from its class, by its documented codes. `STREAM_DESTROYED` follows a
 * failure of the storage.
 */
export const multer: Family = {
  name: 'multer',
  packages: ['multer'],
  plain: true,
  answers: { ...CODES, 'the client went away': GONE },
  marks: { code: Object.keys(CODES), message: ABORTS },
  recognize(view, facts): Recognition | undefined {
    if (!view.isError) return undefined;
    if (ABORTS.includes(view.message)) return facts.aborted === true ? GONE : undefined;
    return isMulterError(view) ? rowOf(CODES, view.read('code')) : undefined;
  },
};

function isMulterError(view: ErrorView): boolean {
  return view.read('name') === 'MulterError' && classOf(view)?.read('name') === 'MulterError';
}
