import { disclosureOf, type Disclosure } from '../exceptions/disclosure.ts';
import { isErrorStatus } from '../http/syntax.ts';
import type { Recognition, Recognizer } from '../model.ts';

/** The library's own exceptions: the author of the text consented to show it. */
export const business: Recognizer = {
  name: 'business',
  recognize(view): Recognition | undefined {
    const disclosure = disclosureOf(view.value);
    return disclosure && recognitionOf(disclosure, view.read('status'), view.message);
  },
};

/** `status` and `message` are those that the exception has by now. */
export function recognitionOf(disclosure: Disclosure, status: unknown, message: string): Recognition {
  // A status that was assigned after construction is the application's decision.
  const changed = status !== disclosure.status && isErrorStatus(status);
  return {
    status: changed ? status : disclosure.status,
    statusIsDefault: disclosure.statusIsDefault && !changed,
    code: disclosure.code,
    message: disclosure.expose ? disclosure.message : undefined,
    exposeMessage: disclosure.expose && disclosure.message === message,
    errors: disclosure.errors,
    details: disclosure.details,
    headers: disclosure.headers,
    retryable: disclosure.retryable,
    retryAfter: disclosure.retryAfter,
    expected: true,
    internal: disclosure.internal,
    notes: disclosure.notes,
  };
}
