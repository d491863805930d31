/** Who changes a group: it stands in the group's history. */

import { userInfo } from 'node:os';
import { UsageError } from './usage-error.ts';
import { wrongOption } from './wrong-option.ts';
import type { Arguments, Options } from './arguments.ts';
import type { Io } from './io.ts';

export const AUTHOR: Options = {
  by: { value: 'NAME', help: 'Who does it. Default: your login name.' },
};

const MAX_NAME = 200;

/** @throws UsageError where nobody is known */
export function authorOf(command: string, given: Arguments, { userName = systemName }: Io): string {
  const name = given.text('by') ?? loginName(userName);
  if (name === undefined || name === '')
    throw new UsageError('your login name is not known', 'write --by with your name', command);
  if (name.length > MAX_NAME) throw wrongOption(command, 'by', name, `give at most ${MAX_NAME} characters`);
  return name;
}

function systemName(): string {
  return userInfo().username;
}

/** A user may have no name, in containers for one. */
function loginName(userName: () => string): string | undefined {
  try {
    return userName().slice(0, MAX_NAME);
  } catch {
    return undefined;
  }
}
