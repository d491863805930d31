/** A list of a length of one's own, of a store that gives it in pages. */

import { FaultlineError } from '../codes.ts';
import { UsageError } from './usage-error.ts';
import { wrongOption } from './wrong-option.ts';
import { integerOption } from './option-values.ts';
import { MAX_LIMIT } from '../store/check-query.ts';
import type { Page } from '../store/query.ts';
import type { Arguments, Options } from './arguments.ts';
import type { Io } from './io.ts';
import { printable } from './printable.ts';
import { styleFor } from './style.ts';

export const PAGING: Options = {
  limit: { value: 'N', help: 'At most as many, 1 to 10000. Default: 50.' },
  cursor: { value: 'CURSOR', help: 'Goes on where a list ended, which told it; with the same filters.' },
  json: { help: 'Print a line of JSON each.' },
};

const LIMIT = { least: 1, most: 10_000 };
const DEFAULT = 50;

export interface Paging {
  readonly command: string;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/**
 * @throws UsageError with the bounds
 */
export function pagingOf(command: string, given: Arguments): Paging {
  const cursor = given.text('cursor');
  if (cursor === '') throw new UsageError('--cursor is empty', 'write what the list before told', command);
  return { command, limit: integerOption(command, given, 'limit', LIMIT) ?? DEFAULT, cursor };
}

/**
 * As many as were asked for; a page may have fewer, and yet not be the last.
 * @param read of a question that was checked, but for the cursor: which there are, only the store knows
 * @throws UsageError where the cursor is none of that list, and what `read` throws
 */
export async function collected<Item>(
  { command, limit, cursor }: Paging,
  signal: AbortSignal,
  read: (page: { readonly limit: number; readonly cursor?: string }) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let next = cursor;
  do {
    const most = Math.min(limit - items.length, MAX_LIMIT);
    const page = await read({ limit: most, ...(next !== undefined && { cursor: next }) }).catch(
      (error: unknown) => {
        throw cursor !== undefined && isRefusal(error) ? wrongCursor(command, cursor) : error;
      },
    );
    items.push(...page.items);
    ({ next } = page);
  } while (next !== undefined && items.length < limit && !signal.aborted);
  return { items, ...(next !== undefined && { next }) };
}

function isRefusal(error: unknown): boolean {
  return error instanceof FaultlineError && error.code === 'FLT_QUERY_INVALID';
}

function wrongCursor(command: string, cursor: string): UsageError {
  return wrongOption(command, 'cursor', cursor, 'give what the list before told, with the same options');
}

/** How to go on goes to stderr: programs read stdout. */
export function printPage<Item>(
  { items, next }: Page<Item>,
  table: (items: readonly Item[]) => readonly string[],
  given: Arguments,
  io: Io,
): void {
  const isJson = given.has('json');
  const lines = isJson ? items.map((item) => printable(JSON.stringify(item))) : table(items);
  if (items.length > 0) io.stdout.write(`${lines.join('\n')}\n`);
  else if (!isJson) io.stderr.write('There are none.\n');
  if (next !== undefined)
    io.stderr.write(`${styleFor(io).faint(`There are more: add --cursor=${printable(next)}`)}\n`);
}
