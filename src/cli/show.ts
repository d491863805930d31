/** `faultline show`: everything about a reference. */

import { isCorrelationId } from '../http/correlation.ts';
import { lookUp, type Lookup } from '../store/lookup.ts';
import { groupLines, titleOf } from './group-text.ts';
import { occurrenceText } from './occurrence-text.ts';
import { occurrenceTable } from './occurrence-table.ts';
import { counted } from './counted.ts';
import { printable, printableJson } from './printable.ts';
import { STORE, withStore } from './store.ts';
import { styleFor } from './style.ts';
import { UsageError } from './usage-error.ts';
import { wrap } from './layout.ts';
import { summaryOf } from '../store/summary.ts';
import type { StoredOccurrence } from '../record/stored-occurrence.ts';
import type { Group } from '../store/group.ts';
import type { Store } from '../store/store.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { nowOf, type Io } from './io.ts';

export const show: Command = {
  name: 'show',
  summary: 'show everything about the failure that a reference is of',
  usage: '<REFERENCE|GROUP> [--all] [--json] [--store STORE]',
  description:
    'Shows what failed, with its stack and causes, the request, what the client saw and why, and the group. A ' +
    'reference is read as people write it: in any case, with any separators, O for 0, I and L for 1. One that was ' +
    'misread is told from one that the store does not have. Of a group it shows the newest occurrence.',
  options: {
    all: { help: 'With the frames of libraries, the whole answer, and every occurrence of the reference.' },
    json: { help: 'Print what the store has, as JSON.' },
    ...STORE,
  },
  examples: [
    ['faultline show K7QF-2MXD-9TRP', 'What somebody read on the phone:'],
    ['faultline show k7qf 2mxd 9trp --all', 'As it was typed, and with every frame:'],
    ['faultline show K7QF-2MXD-9TRP --json | jq .occurrences[0].error', 'For other programs:'],
  ],
  run: (given, io) => {
    // Groups of a reference are easily typed as words of their own.
    const text = given.positionals.join(' ');
    if (text.trim() === '')
      throw new UsageError('there is no REFERENCE to show', 'write faultline show REFERENCE', 'show');
    return withStore({ command: 'show', given, io }, (store) => showOne(store, text, given, io));
  },
};

async function showOne(store: Store, text: string, given: Arguments, io: Io): Promise<number> {
  const found = await newestOf(store, text);
  if (given.has('json')) {
    const { group: _group, ...lookup } = found;
    const group = found.kind === 'found' ? { group: found.group ?? null } : {};
    io.stdout.write(`${printableJson({ ...lookup, ...group })}\n`);
    return found.kind === 'found' ? 0 : 1;
  }
  if (found.kind !== 'found') {
    io.stderr.write(missed(found, io));
    return 1;
  }
  const { occurrences, group, reference } = found;
  const [isWhole, now] = [given.has('all'), nowOf(io)];
  const shown = isWhole ? occurrences : occurrences.slice(0, 1);
  const texts = shown.map((occurrence) => occurrenceText({ occurrence, group, now, isWhole }, io));
  const line = styleFor(io).faint('—'.repeat(Math.min(io.columns ?? 80, 80)));
  io.stdout.write(shown.length === 0 ? removed(group!, now, io) : texts.join(`\n${line}\n\n`));
  if (shown.length < occurrences.length) io.stdout.write(others(reference, occurrences.slice(1), io));
  return 0;
}

type Found = Lookup & { readonly group?: Group | undefined };

/** The occurrences of a reference; of a group its newest, where it was not removed. */
async function newestOf(store: Store, text: string): Promise<Found> {
  const lookup = await lookUp(store, text);
  if (lookup.kind === 'found') {
    const [newest] = lookup.occurrences;
    return { ...lookup, group: await store.group(newest!.fingerprint) };
  }
  const fingerprint = text.trim();
  const group = isFingerprint(fingerprint) ? await store.group(fingerprint) : undefined;
  if (group === undefined) return lookup;
  const occurrences = await store.latest({ fingerprint }, 1);
  return { kind: 'found', reference: group.lastReference, occurrences, group };
}

/** What a group's name may be. */
function isFingerprint(text: string): boolean {
  return /^[\w.:-]{1,64}$/.test(text);
}

const MISREAD =
  'is no reference: a symbol was misread, swapped or left out. Ask for it again, symbol by symbol; references look ' +
  'like K7QF-2MXD-9TRP, and have no I, L, O or U.';
const ELSEWHERE =
  'it is of another application, was removed since, or was never stored; the log may have it.';

function missed({ kind, reference }: Lookup, io: Io): string {
  const read = isCorrelationId(reference)
    ? 'Its check symbol is right, so it was hardly misread:'
    : 'It was misread, or';
  const why = kind === 'mistyped' ? MISREAD : `is not in the store. ${read} ${ELSEWHERE}`;
  return `${styleFor(io).bad('not found:')} ${wrap(`${printable(reference)} ${why}`, io.columns, 11)}\n`;
}

function removed(group: Group, now: number, io: Io): string {
  const style = styleFor(io);
  const title = style.strong(wrap(titleOf(group), io.columns, 0));
  return `${[title, ...groupLines(group, now, io, style), 'All of its occurrences were removed.'].join('\n')}\n`;
}

function others(reference: string, rest: readonly StoredOccurrence[], io: Io): string {
  const title = `${counted(rest.length, 'other occurrence')} of ${printable(reference)}`;
  const lines = occurrenceTable(rest.map(summaryOf), io);
  return `\n${styleFor(io).strong(title)}\n${lines.join('\n')}\n`;
}
