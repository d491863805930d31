/** What errors say, whatever was thrown: values that pose as errors, getters that throw. Never throws. */

import { neutral } from '../../record/neutral.ts';

const MAX_MESSAGE = 300;

/** One line, for operators. */
export function messageOf(error: unknown): string {
  const message = member(error, 'message');
  return neutral(typeof message === 'string' && message !== '' ? message : textOf(error), MAX_MESSAGE);
}

export function codeOf(error: unknown): string {
  const code = member(error, 'code');
  return typeof code === 'string' ? code : '';
}

function member(error: unknown, name: 'code' | 'message'): unknown {
  try {
    return (error as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  } catch {
    return undefined;
  }
}

function textOf(error: unknown): string {
  return typeof error === 'string'
    ? error
    : `a rejection with ${error === null ? 'null' : `a value of type ${typeof error}`}`;
}
