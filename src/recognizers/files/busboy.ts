import type { Recognition, RequestFacts } from '../../model.ts';
import { BODY_MALFORMED, MEDIA_TYPE_MISSING } from '../answers.ts';
import type { Family } from '../family.ts';
import { rowOf } from '../row-of.ts';
import { MEDIA_TYPE_MALFORMED } from './uploads.ts';

/** Message -> what the client is told. */
const MESSAGES: Readonly<Record<string, Recognition>> = {
  'Malformed content type': MEDIA_TYPE_MALFORMED,
  'Malformed part header': BODY_MALFORMED,
  'Malformed urlencoded form': BODY_MALFORMED,
  'Missing Content-Type': MEDIA_TYPE_MISSING,
  'Multipart: Boundary not found': BODY_MALFORMED,
  'Part terminated early due to unexpected end of multipart data': BODY_MALFORMED,
  'Unexpected end of form': BODY_MALFORMED,
  'Unexpected end of multipart data': BODY_MALFORMED,
};

/**
 * busboy throws plain errors without a code: it counts only what it says itself, word for word, of a request
 * that it would read. Its error for a content type that it does not read quotes that type, and stays unexpected.
 */
export const busboy: Family = {
  name: 'busboy',
  packages: ['busboy', '@fastify/busboy'],
  // The request is the proof.
  plain: true,
  answers: MESSAGES,
  marks: { message: Object.keys(MESSAGES) },
  recognize(view, facts): Recognition | undefined {
    const isPlain = view.isError && view.read('name') === 'Error' && view.read('code') === undefined;
    const said = isPlain ? rowOf(MESSAGES, view.message) : undefined;
    return said !== undefined && isOf(facts, said) ? said : undefined;
  },
};

/** Whether the request has the content type that is complained of, or that busboy reads. */
function isOf(facts: RequestFacts, said: Recognition): boolean {
  const contentType = facts.header('content-type');
  if (contentType === undefined) return said === MEDIA_TYPE_MISSING && hasBody(facts);
  return said === MEDIA_TYPE_MALFORMED || (said === BODY_MALFORMED && FORM.test(contentType));
}

/** Most requests need no content type. */
function hasBody(facts: RequestFacts): boolean {
  const length = facts.header('content-length') ?? '0';
  return length !== '0' || facts.header('transfer-encoding') !== undefined;
}

const FORM = /^(?:multipart\/|application\/x-www-form-urlencoded)/i;
