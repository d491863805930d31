/** `faultline prune`: removes the oldest failures. */

import { counted } from './counted.ts';
import { defined } from './filters.ts';
import { bytesOption, integerOption } from './option-values.ts';
import { STORE, withStore } from './store.ts';
import { UsageError } from './usage-error.ts';
import { printable } from './printable.ts';
import { wrap } from './layout.ts';
import type { RetentionLimits, Store } from '../store/store.ts';
import type { Selection } from '../store/query.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { nowOf, type Io } from './io.ts';

const DAY = 86_400_000;

export const prune: Command = {
  name: 'prune',
  summary: 'remove the oldest failures, by age, number or size',
  usage: '[--days N] [--occurrences N] [--bytes SIZE] [--yes] [--store STORE]',
  description:
    'Removes the oldest failures until all limits that are given hold. Groups without failures go too, unless they ' +
    'are muted, ignored or have notes. What is removed is gone for good: in a terminal it asks first, elsewhere it ' +
    'wants --yes.',
  options: {
    days: { value: 'N', help: 'Keeps what is younger than this.' },
    occurrences: { value: 'N', help: 'Keeps as many.' },
    bytes: { value: 'SIZE', help: 'Keeps what fits, such as 500MB or 2GiB.' },
    yes: { help: 'Does not ask.' },
    ...STORE,
  },
  examples: [
    ['faultline prune --days 30', 'What is older than thirty days, after a question:'],
    ['faultline prune --days 90 --bytes 2GB --yes', 'Every night, from cron:'],
  ],
  isOptionsOnly: true,
  run: pruneAll,
};

function pruneAll(given: Arguments, io: Io): Promise<number> {
  const limits = defined({
    days: integerOption('prune', given, 'days', { least: 1, most: 100_000 }),
    occurrences: integerOption('prune', given, 'occurrences', { least: 0, most: 1e12 }),
    bytes: bytesOption('prune', given, 'bytes'),
  });
  if (Object.keys(limits).length === 0)
    throw new UsageError('no limit is given', 'write --days, --occurrences or --bytes', 'prune');
  const { ask } = io;
  if (!given.has('yes') && ask === undefined)
    throw new UsageError('nobody can be asked here', 'write --yes, and what is removed is gone', 'prune');
  return withStore({ command: 'prune', given, io }, async (store, signal) => {
    if (!given.has('yes') && !(await agreed(store, limits, io, signal))) {
      io.stderr.write('Nothing was removed.\n');
      return 1;
    }
    const { occurrences, groups } = await store.prune(limits);
    io.stdout.write(`Removed ${counted(occurrences, 'occurrence')} and ${counted(groups, 'group')}.\n`);
    return 0;
  });
}

async function agreed(store: Store, limits: RetentionLimits, io: Io, signal: AbortSignal): Promise<boolean> {
  const { days, occurrences, bytes } = limits;
  const all = await countOf(store, {});
  const old = days === undefined ? undefined : await countOf(store, { to: nowOf(io) - days * DAY });
  const parts = [
    ...(days === undefined ? [] : [`${counted(old!, 'occurrence')} older than ${counted(days, 'day')}`]),
    ...(occurrences === undefined ? [] : [`all but the newest ${counted(occurrences, 'occurrence')}`]),
    ...(bytes === undefined ? [] : [`the oldest, until it takes at most ${counted(bytes, 'byte')}`]),
  ];
  const text = `${store.name} has ${counted(all, 'occurrence')}. To remove for good: ${parts.join('; ')}.`;
  const answer = await io.ask!(`${wrap(printable(text), io.columns, 0)}\nRemove them? [y/N] `, signal);
  return /^\s*y(?:es)?\s*$/i.test(answer);
}

async function countOf(store: Store, selection: Selection): Promise<number> {
  const totals = await store.totals(selection);
  return totals.reduce((sum, { count }) => sum + count, 0);
}
