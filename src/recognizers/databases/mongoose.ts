import type { ErrorView, Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import {
  DATABASE_UNAVAILABLE,
  EDIT_CONFLICT,
  ITEM_NOT_FOUND,
  VALUE_REFUSED,
  type Answers,
} from './answers.ts';

/**
 * Mongoose's classes, by name. Validators and casts are rules of the model; whether what breaks them came from
 * the client, only the application knows.
 */
const ANSWERS: Answers = {
  DocumentNotFoundError: ITEM_NOT_FOUND,
  VersionError: EDIT_CONFLICT,
  CastError: VALUE_REFUSED,
  ValidationError: VALUE_REFUSED,
  MongooseServerSelectionError: DATABASE_UNAVAILABLE,
  'MongooseError of buffering': DATABASE_UNAVAILABLE,
};

const BY_NAME = new Map<unknown, Recognition>(Object.entries(ANSWERS));

/** What else an error of that name must be like: other libraries have a ValidationError too. */
const SHAPES = new Map<unknown, (view: ErrorView) => boolean>([
  ['DocumentNotFoundError', (view) => view.read('filter') !== undefined],
  ['VersionError', (view) => isList(view.read('modifiedPaths'))],
  ['CastError', (view) => isText(view.read('kind')) && isText(view.read('valueType'))],
  ['ValidationError', (view) => ends(view.read('_message'), 'alidation failed')],
  ['MongooseServerSelectionError', () => true],
]);

/** Mongoose. What MongoDB's driver throws through it belongs to that family. */
export const mongoose: Family = {
  name: 'mongoose',
  packages: ['mongoose'],
  answers: ANSWERS,
  marks: { name: [...(SHAPES.keys() as Iterable<string>), 'MongooseError'] },
  recognize(view): Recognition | undefined {
    if (!view.isError) return undefined;
    const name = view.read('name');
    if (name === 'MongooseError') return BUFFERING.test(view.message) ? DATABASE_UNAVAILABLE : undefined;
    return SHAPES.get(name)?.(view) === true ? BY_NAME.get(name) : undefined;
  },
};

const BUFFERING = /\(\)` buffering timed out after \d{1,12}ms$/;

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** `Array.isArray` throws for a revoked Proxy. */
function isList(value: unknown): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

function ends(value: unknown, end: string): boolean {
  return isText(value) && value.endsWith(end);
}
