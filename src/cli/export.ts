/** `faultline export`: whole occurrences as lines of JSON. */

import { FILTERS, selectionFrom } from './filters.ts';
import { nowOf } from './io.ts';
import { OUTPUT, writeTo, type Output } from './output.ts';
import { printable } from './printable.ts';
import { createProgress } from './progress.ts';
import { INTERRUPTED, STORE, withStore } from './store.ts';
import { TIMES } from './time-option.ts';
import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import type { Command } from './command.ts';

/** Characters that are written at once: a write for each line would take longer than the line. */
const CHUNK = 65_536;

export const exportLines: Command = {
  name: 'export',
  summary: 'write failures as lines of JSON, whole, oldest first',
  usage: '[--since TIME] [--api ID] … [--output FILE] [--store STORE]',
  description:
    'Writes whole failures as lines of JSON, oldest first, as they are read: a reader that is slow or stops early ' +
    `is heeded. A FILE is there once it is whole. ${TIMES}`,
  options: { ...FILTERS, ...OUTPUT, ...STORE },
  examples: [
    ['faultline export --since 7d --output week.jsonl', 'A week, into a file:'],
    [`faultline export --api shop | jq -r '.error.message' | sort | uniq -c`, 'Into another program:'],
  ],
  isOptionsOnly: true,
  run: (given, io) => {
    const selection = selectionFrom('export', given, nowOf(io));
    return withStore({ command: 'export', given, io, heedsSignal: true }, async (store, signal) => {
      const progress = createProgress(io);
      const isFile = given.text('output') !== undefined;
      try {
        const isWhole = await writeTo({ command: 'export', given, io }, (output) =>
          copied(store.export(selection), output, signal, progress.count),
        );
        if (isWhole || !isFile) progress.end(isFile);
      } finally {
        progress.clear();
      }
      return signal.aborted ? INTERRUPTED : 0;
    });
  },
};

/** Resolves with `false` where it ended early. */
async function copied(
  occurrences: AsyncIterable<StoredOccurrence>,
  output: Output,
  signal: AbortSignal,
  count: () => void,
): Promise<boolean> {
  let chunk = '';
  for await (const occurrence of occurrences) {
    if (signal.aborted) return false;
    // JSON's own escapes stand for what a terminal must not see: it parses to the same.
    chunk += `${printable(JSON.stringify(occurrence))}\n`;
    count();
    if (chunk.length < CHUNK) continue;
    const isRead = await output.write(chunk);
    chunk = '';
    if (!isRead) return false;
  }
  if (signal.aborted) return false;
  return chunk === '' ? true : output.write(chunk);
}
