import type { Recognition } from '../../model.ts';
import type { Family } from '../family.ts';
import { MALFORMED, MEDIA_TYPE_MALFORMED, MEDIA_TYPE_MISSING } from './uploads.ts';

/** Message -> what the client is told. */
const MESSAGES: Readonly<Record<string, Recognition>> = {
  'Malformed content type': MEDIA_TYPE_MALFORMED,
  'Malformed part header': MALFORMED,
  'Malformed urlencoded form': MALFORMED,
  'Missing Content-Type': MEDIA_TYPE_MISSING,
  'Multipart: Boundary not found': MALFORMED,
  'Part terminated early due to unexpected end of multipart data': MALFORMED,
  'Unexpected end of form': MALFORMED,
  'Unexpected end of multipart data': MALFORMED,
};

/**
 * busboy throws plain errors without a code: it counts only what it says itself, word for word, of a request
 * that it would read. Its error for a content type that it does not read quotes that type, and stays unexpected.
 */
export const busboy: Family = {
  name: 'busboy',
  packages: ['busboy', '@fastify/busboy'],
  answers: MESSAGES,
  marks: { message: Object.keys(MESSAGES) },
  recognize(view, facts): Recognition | undefined {
    const isPlain = view.isError && view.read('name') === 'Error' && view.read('code') === undefined;
    const said = isPlain ? MESSAGES[view.message] : undefined;
    return said !== undefined && isOf(facts.header('content-type'), said) ? said : undefined;
  },
};

/** Whether the request has the content type that is complained of, or that busboy reads. */
function isOf(contentType: string | undefined, said: Recognition): boolean {
  if (contentType === undefined) return said === MEDIA_TYPE_MISSING;
  return said === MEDIA_TYPE_MALFORMED || (said === MALFORMED && FORM.test(contentType));
}

const FORM = /^(?:multipart\/|application\/x-www-form-urlencoded)/i;
