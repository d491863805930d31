import type { Recognition } from '../model.ts';
import type { Family } from './family.ts';

const MALFORMED: Recognition = { status: 400, code: 'URL_MALFORMED', message: 'The URL is malformed.' };

/** A path parameter that cannot be decoded: Express throws a `URIError` with status 400, quoting it. */
export const url: Family = {
  name: 'url',
  packages: ['express'],
  answers: { URIError: MALFORMED },
  marks: { name: ['URIError'] },
  recognize(view): Recognition | undefined {
    if (view.read('status') !== 400) return undefined;
    return MALFORMED;
  },
};
