import type { Recognition, Recognizer } from '../model.ts';

/** A path parameter that cannot be decoded: Express throws a `URIError` with status 400, quoting it. */
export const url: Recognizer = {
  name: 'url',
  marks: { name: ['URIError'] },
  recognize(view): Recognition | undefined {
    if (view.read('status') !== 400) return undefined;
    return { status: 400, code: 'URL_MALFORMED', message: 'The URL is malformed.' };
  },
};
