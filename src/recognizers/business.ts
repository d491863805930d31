import { disclosureOf } from '../exceptions/disclosure.ts';
import { isErrorStatus } from '../http/syntax.ts';
import type { Recognition, Recognizer } from '../model.ts';

/**
 * The library's own exceptions: the author of the text consented to show it. Never throws; every member is an
 * own property, so that nothing has to be filled in.
 */
export const business: Recognizer = {
  name: 'business',
  recognize(view): Recognition | undefined {
    const disclosure = disclosureOf(view.value);
    if (disclosure === undefined) return undefined;
    // A status that was assigned after construction is the application's decision.
    const status = view.read('status');
    const changed = status !== disclosure.status && isErrorStatus(status);
    return {
      status: changed ? status : disclosure.status,
      statusIsDefault: disclosure.statusIsDefault && !changed,
      code: disclosure.code,
      fault: undefined,
      message: disclosure.expose ? disclosure.message : undefined,
      exposeMessage: disclosure.expose && disclosure.message === view.message,
      errors: disclosure.errors,
      details: disclosure.details,
      headers: disclosure.headers,
      retryable: disclosure.retryable,
      retryAfter: disclosure.retryAfter,
      expected: true,
      internal: disclosure.internal,
      fingerprint: disclosure.fingerprint,
      notes: disclosure.notes,
    };
  },
};
