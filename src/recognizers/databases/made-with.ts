import type { ErrorView } from '../../model.ts';

/**
 * Whether an error was constructed with these words, so that its message ends with them and is not listed among
 * its properties. mysql2, node:sqlite and sqlite3 make plain errors and leave nothing else: it tells their errors
 * from a server's JSON that was assigned to an error with words of its own, but not from JSON made to deceive.
 */
export function madeWith(view: ErrorView, words: unknown): boolean {
  if (typeof words !== 'string' || words === '' || !view.message.endsWith(words)) return false;
  try {
    return Object.getOwnPropertyDescriptor(view.value, 'message')?.enumerable === false;
  } catch {
    return false;
  }
}
