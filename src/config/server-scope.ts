/** `server_error.json` as a scope beneath the platform's own: names and messages by status (R5, R7). */

import type { CompiledRow, CompiledScope } from './place.ts';
import type { ServerError } from './server-errors.ts';

export function compileServerErrors(errors: readonly ServerError[]): CompiledScope {
  return {
    level: 'platform',
    pointer: '/server_error',
    rows: new Map(errors.map((error) => [error.key, toRow(error)])),
    template: undefined,
    rules: undefined,
  };
}

function toRow({ pointer, title, message, phrase }: ServerError): CompiledRow {
  return {
    pointer,
    status: undefined,
    code: undefined,
    retryable: undefined,
    title: () => title,
    message: () => message,
    headers: undefined,
    phrase,
    template: undefined,
    rules: undefined,
  };
}
