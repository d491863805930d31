import type { ErrorView, Recognition } from '../model.ts';
import { URL_MALFORMED } from './answers.ts';
import type { Family } from './family.ts';
import { inherits } from './guard.ts';

/** A path parameter that cannot be decoded: Express throws a `URIError` with status 400, quoting it. */
export const url: Family = {
  name: 'url',
  packages: ['express'],
  answers: { URIError: URL_MALFORMED },
  marks: { name: ['URIError'] },
  recognize(view): Recognition | undefined {
    return isUriError(view) && view.read('status') === 400 ? URL_MALFORMED : undefined;
  },
};

function isUriError(view: ErrorView): boolean {
  return view.read('name') === 'URIError' && inherits(view, 'name');
}
