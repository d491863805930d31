/** Text of files and answers for a terminal: nothing in it may command one, or begin a line of its own. */

import { printableLines } from '../report/printable.ts';

export { printable, printableLines, widthOf } from '../report/printable.ts';

/** Data as JSON on several lines, in which JSON's own escapes stand for what a terminal must not see. */
export function printableJson(data: unknown): string {
  return printableLines(JSON.stringify(data, undefined, 2));
}
