/** `faultline groups`: bugs, each with how often it occurred. */

import { ANSWERED, SOUGHT, answeredFrom, defined } from './filters.ts';
import { groupTable } from './group-table.ts';
import { STATES } from './group-text.ts';
import { textOption, wordOption } from './option-values.ts';
import { PAGING, collected, pagingOf, printPage } from './pages.ts';
import { STORE, withStore } from './store.ts';
import { TIMES, timeOption } from './time-option.ts';
import type { GroupQuery } from '../store/group.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { nowOf, type Io } from './io.ts';

const SORTS = ['recent', 'count', 'new'] as const;

export const groups: Command = {
  name: 'groups',
  summary: 'list bugs: failures with one cause, their counts and trends',
  usage: '[--sort recent|count|new] [--state STATE] [--since TIME] … [--json] [--store STORE]',
  description:
    'Lists groups of failures that most likely are one bug, with their counts, the trend of the last 24 hours, and ' +
    `their state. Those that are ignored are left out, unless --state ignored asks for them. ${TIMES}`,
  options: {
    sort: {
      value: 'ORDER',
      help: 'recent: last seen; count: most frequent ever; new: first seen. Default: recent.',
    },
    state: { value: 'STATE', help: 'open, resolved, muted or ignored.' },
    since: { value: 'TIME', help: 'Those that occurred since.' },
    ...ANSWERED,
    text: { value: 'TEXT', help: 'Those that have it in name, message, code or route, in any case.' },
    ...PAGING,
    ...STORE,
  },
  examples: [
    ['faultline groups --sort count --since 1d', 'What failed today, the most frequent ever first:'],
    ['faultline groups --sort new --state open', 'What is new:'],
  ],
  isOptionsOnly: true,
  run: groupsAll,
};

function groupsAll(given: Arguments, io: Io): Promise<number> {
  const now = nowOf(io);
  const paging = pagingOf('groups', given);
  const query: GroupQuery = {
    ...defined({
      state: wordOption('groups', given, 'state', STATES),
      sort: wordOption('groups', given, 'sort', SORTS),
      since: timeOption('groups', given, 'since', now),
      text: textOption('groups', given, 'text', SOUGHT),
    }),
    ...answeredFrom('groups', given),
    now,
  };
  return withStore({ command: 'groups', given, io }, async (store, signal) => {
    const page = await collected(paging, signal, (part) => store.groups({ ...query, ...part }));
    printPage(page, (items) => groupTable(items, now, io), given, io);
    return 0;
  });
}
