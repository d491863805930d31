/** `faultline list`: the latest failures, newest first. */

import { FILTERS, SOUGHT, defined, selectionFrom } from './filters.ts';
import { occurrenceTable } from './occurrence-table.ts';
import { PAGING, collected, pagingOf, printPage } from './pages.ts';
import { STORE, withStore } from './store.ts';
import { TIMES } from './time-option.ts';
import { textOption } from './option-values.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { nowOf, type Io } from './io.ts';

export const list: Command = {
  name: 'list',
  summary: 'list failures, newest first',
  usage: '[--since TIME] [--status STATUS] [--text TEXT] … [--limit N] [--json] [--store STORE]',
  description: `Lists failures, newest first, a line each; what all filters let through. ${TIMES}`,
  options: {
    ...FILTERS,
    text: { value: 'TEXT', help: 'Those that have it in name, message, path or reference, in any case.' },
    ...PAGING,
    ...STORE,
  },
  examples: [
    ['faultline list --since 2h --fault server', 'What went wrong in the last two hours:'],
    ['faultline list --api shop --status 503 --since yesterday', 'Of one api, since yesterday morning:'],
    ['faultline list --text ECONNREFUSED --limit 200 --json', 'For other programs:'],
  ],
  isOptionsOnly: true,
  run: listAll,
};

function listAll(given: Arguments, io: Io): Promise<number> {
  const paging = pagingOf('list', given);
  const query = {
    ...selectionFrom('list', given, nowOf(io)),
    ...defined({ text: textOption('list', given, 'text', SOUGHT) }),
  };
  return withStore({ command: 'list', given, io }, async (store, signal) => {
    const page = await collected(paging, signal, (part) => store.search({ ...query, ...part }));
    printPage(page, (items) => occurrenceTable(items, io), given, io);
    return 0;
  });
}
