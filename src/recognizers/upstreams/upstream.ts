import { viewOf } from '../../error-view.ts';
import type { BusinessException } from '../../exceptions/index.ts';
import type { ErrorView, Mark, Recognition, Recognizer, RequestFacts } from '../../model.ts';
import { business } from '../business.ts';
import { askFamily } from '../guard.ts';
import { FAILED } from './answers.ts';
import type { UpstreamResponse } from './client.ts';
import { clients } from './clients.ts';

import { headerOf } from './headers.ts';
import { keptHeader } from './kept.ts';
import {
  checkUpstreamOptions,
  isExceptionClass,
  type CheckedUpstreamOptions,
  type UpstreamFailure,
  type UpstreamMapping,
  type UpstreamOptions,
} from './options.ts';

/**
 * A recognizer for answers of upstream servers that mean something to the client. An error of any of the known
 * client libraries that carries such an answer is answered as `map` says for its status, else 502 as without it;
 * the headers that `keep` names are passed on either way. Nothing else of the upstream is: not its text, not its
 * status. Families that are switched off take part: whoever asks for this recognizer wants them.
 *
 * ```ts
 * createFaultline({ recognizers: [upstream({ keep: ['retry-after'], map: { 404: NotFoundException } })] });
 * ```
 * @throws FaultlineError on a wrong option
 */
export function upstream(options: UpstreamOptions = {}): Recognizer {
  const checked = checkUpstreamOptions(options);
  return Object.freeze({
    name: 'upstream',
    answers: ANSWERS,
    marks: MARKS,
    recognize: (view: ErrorView, facts: RequestFacts) => answer(view, facts, checked),
  });
}

/** What is answered to what is not mapped: its status can be chosen, as those of the families. */
const ANSWERS: Readonly<Record<string, Recognition>> = Object.freeze({
  'a status that is not mapped': FAILED,
});

/** What any of the clients is known by. */
const MARKS: Readonly<Record<string, readonly Mark[]>> = mergeMarks();

function answer(
  view: ErrorView,
  facts: RequestFacts,
  { keep, map }: CheckedUpstreamOptions,
): Recognition | undefined {
  // A client that is gone is not answered at all.
  if (facts.aborted === true) return undefined;
  const found = find(view, facts);
  if (found === undefined) return undefined;
  const { said, response } = found;
  const failure = failureOf(response);
  const mapping = map.get(response.status);
  const answered =
    mapping === undefined ? said : (mapped(mapping, failure, facts) ?? refused(said, response.status));
  return { ...answered, headers: { ...kept(keep, failure), ...answered.headers } };
}

interface Found {
  readonly said: Recognition;
  readonly response: UpstreamResponse;
}

function find(view: ErrorView, facts: RequestFacts): Found | undefined {
  for (const client of clients) {
    const said = askFamily(client, view, facts);
    if (said === undefined) continue;
    const response = client.responseOf?.(view);
    return response && { said, response };
  }
  return undefined;
}

function failureOf({ status, headers }: UpstreamResponse): UpstreamFailure {
  return Object.freeze({ status, header: (name: string) => headerOf(headers, name) });
}

function kept(keep: readonly string[], failure: UpstreamFailure): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const name of keep) {
    const value = keptHeader(name, failure.header(name) ?? '');
    if (value !== undefined && value !== '') headers[name] = value;
  }
  return headers;
}

/**
 * What the exception says. Its words are the application's; they are never taken from the error that was thrown,
 * whose message is the upstream's.
 */
function mapped(
  mapping: UpstreamMapping,
  failure: UpstreamFailure,
  facts: RequestFacts,
): Recognition | undefined {
  const view = viewOf(make(mapping, failure));
  const said = business.recognize(view, facts);
  return said && { ...said, exposeMessage: false };
}

function make(mapping: UpstreamMapping, failure: UpstreamFailure): BusinessException | undefined {
  try {
    return isExceptionClass(mapping) ? new mapping() : mapping(failure);
  } catch {
    return undefined;
  }
}

function refused(said: Recognition, status: number): Recognition {
  return { ...said, notes: [`upstream: what "map" has for ${status} threw, or gave no exception`] };
}

function mergeMarks(): Readonly<Record<string, readonly Mark[]>> {
  const marks: Record<string, Mark[]> = {};
  for (const client of clients) {
    for (const [property, values] of Object.entries(client.marks))
      marks[property] = [...new Set([...(marks[property] ?? []), ...values])];
  }
  return marks;
}
