/** Questions to a store that may be slow, or gone: the page comes all the same. */

import { FaultlineError } from '../codes.ts';
import { html, type Html } from './markup.ts';

/** What came of a question. */
export type Asked<T> =
  | { readonly isAnswered: true; readonly value: T }
  | { readonly isAnswered: false; readonly problem: Problem };

export interface Problem {
  /** What people are told, in a sentence or two. */
  readonly message: string;
  /** The question itself was wrong: asking again will not help. */
  readonly isInvalid: boolean;
}

/** Milliseconds until a page comes without the answer. */
export const PATIENCE = 5000;

/** Never rejects. */
export async function ask<T>(question: () => Promise<T>, patience: number = PATIENCE): Promise<Asked<T>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Asked<T>>((done) => {
    const message = `The store took longer than ${patience / 1000} seconds.`;
    timer = setTimeout(() => done({ isAnswered: false, problem: { message, isInvalid: false } }), patience);
  });
  try {
    return await Promise.race([answerTo(question), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Never rejects, so that an answer that comes too late troubles nobody. */
async function answerTo<T>(question: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { isAnswered: true, value: await question() };
  } catch (error) {
    return { isAnswered: false, problem: problemOf(error) };
  }
}

/** Messages of others may tell of hosts and credentials. */
function problemOf(error: unknown): Problem {
  if (!(error instanceof FaultlineError)) return { message: 'The store failed.', isInvalid: false };
  return { message: error.message, isInvalid: error.code === 'FLT_QUERY_INVALID' };
}

/** A part of a page, or a note that it is missing. */
export function shown<T>(asked: Asked<T>, render: (value: T) => Html): Html {
  return asked.isAnswered ? render(asked.value) : noteOf(asked.problem);
}

export function noteOf({ message }: Problem): Html {
  return html`<p class="note problem"><strong>Not available.</strong> ${message}</p>`;
}

/** What a page answers with: there is a page as long as something was answered. */
export function statusOf(...asked: readonly Asked<unknown>[]): number {
  if (asked.some(({ isAnswered }) => isAnswered)) return 200;
  const areInvalid = asked.every((each) => !each.isAnswered && each.problem.isInvalid);
  return areInvalid ? 400 : 503;
}
