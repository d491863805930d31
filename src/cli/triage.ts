/** `faultline resolve`, `mute`, `ignore`, `reopen` and `note`: what people decide about a bug. */

import { AUTHOR, authorOf } from './author.ts';
import { counted } from './counted.ts';
import { groupNamed } from './group-named.ts';
import { titleOf } from './group-text.ts';
import { wrap } from './layout.ts';
import { textOption } from './option-values.ts';
import { printable, printableJson } from './printable.ts';
import { STORE, withStore } from './store.ts';
import { styleFor } from './style.ts';
import { UsageError } from './usage-error.ts';
import type { Group, GroupState, GroupUpdate } from '../store/group.ts';
import type { Arguments, Options } from './arguments.ts';
import type { Command } from './command.ts';
import { nowOf, type Io } from './io.ts';

interface Decision {
  readonly name: string;
  readonly state: GroupState;
  readonly summary: string;
  readonly description: string;
  /** What becomes of the group, once it is done. */
  readonly effect: (release: string | undefined) => string;
}

const DECISIONS: readonly Decision[] = [
  {
    name: 'resolve',
    state: 'resolved',
    summary: 'say that a bug is cured; when it recurs, it is open again',
    description:
      'Marks a group as resolved. When it recurs, it is open again, and alerts tell. With --release, occurrences of ' +
      'releases that had the bug already only count: those are hosts that do not have the cure yet.',
    effect: (release) =>
      release === undefined
        ? 'It is open again when it recurs.'
        : `It is open again when it recurs in ${release}, or in a release that did not have it before.`,
  },
  {
    name: 'mute',
    state: 'muted',
    summary: 'keep counting a bug, without alerts',
    description: 'Mutes a group: it is counted and listed, but alerts say nothing of it.',
    effect: () => 'It is counted and listed; alerts say nothing of it.',
  },
  {
    name: 'ignore',
    state: 'ignored',
    summary: 'keep counting a bug, without alerts and out of lists',
    description: 'Ignores a group: it is counted, but alerts say nothing of it, and lists leave it out.',
    effect: () => 'It is counted; alerts say nothing of it, and lists leave it out.',
  },
  {
    name: 'reopen',
    state: 'open',
    summary: 'open a bug again that was resolved, muted or ignored',
    description:
      'Opens a group again that was resolved, muted or ignored: lists have it, and alerts tell of it.',
    effect: () => 'Lists have it, and alerts tell of it.',
  },
];

const TARGET = '<GROUP|REFERENCE>';
const NOTE = { least: 1, most: 4000 };
const RELEASE = { least: 1, most: 200 };

const COMMON: Options = {
  ...AUTHOR,
  json: { help: 'Print the group as JSON.' },
  ...STORE,
};

export const triage: readonly Command[] = [
  ...DECISIONS.map((decision): Command => {
    const { name, state, summary, description } = decision;
    const isCure = state === 'resolved';
    return {
      name,
      summary,
      usage: `${TARGET} ${isCure ? '[--release RELEASE] ' : ''}[--note TEXT] [--by NAME] [--store STORE]`,
      description: `${description} A reference means the group of its failure.`,
      options: {
        ...(isCure && { release: { value: 'RELEASE', help: 'The release that has the cure.' } }),
        note: { value: 'TEXT', help: 'Why: stands among the notes of the group.' },
        ...COMMON,
      },
      examples: [
        isCure
          ? [
              `faultline ${name} 9f31c0de77aa0142 --release 1.4.2 --note 'See #812.'`,
              'With the next release:',
            ]
          : [`faultline ${name} 9f31c0de77aa0142 --note 'Known, harmless.'`, 'And why:'],
        [`faultline ${name} K7QF-2MXD-9TRP`, 'By the reference of a failure:'],
      ],
      run: (given, io) => {
        const target = targetOf(name, given.positionals, 1);
        const release = textOption(name, given, 'release', RELEASE);
        const note = textOption(name, given, 'note', NOTE);
        const update = {
          state,
          ...(release !== undefined && { release }),
          ...(note !== undefined && { note }),
        };
        return change({ name, target, given, io, update, effect: decision.effect(release) });
      },
    };
  }),
  {
    name: 'note',
    summary: 'write a note to a bug',
    usage: `${TARGET} <TEXT> [--by NAME] [--store STORE]`,
    description:
      'Adds a note to a group, for whoever looks at it next. A reference means the group of its failure.',
    options: COMMON,
    examples: [[`faultline note 9f31c0de77aa0142 'Waits for the new driver, see #812.'`, 'To a group:']],
    run: (given, io) => {
      const target = targetOf('note', given.positionals, 2);
      const [, text = ''] = given.positionals;
      if (text.length < NOTE.least || text.length > NOTE.most)
        throw new UsageError(`the TEXT has ${text.length} characters`, `give 1 to ${NOTE.most}`, 'note');
      return change({ name: 'note', target, given, io, update: { note: text }, effect: '' });
    },
  },
];

function targetOf(command: string, positionals: readonly string[], most: number): string {
  const [target = ''] = positionals;
  const what = most === 1 ? 'GROUP' : 'GROUP TEXT';
  if (target.trim() === '' || positionals.length < most)
    throw new UsageError(
      `there is no ${target.trim() === '' ? 'GROUP' : 'TEXT'}`,
      `write faultline ${command} ${what}`,
      command,
    );
  if (positionals.length > most)
    throw new UsageError(
      `${printable(JSON.stringify(positionals[most]))} is one argument too many`,
      'put quotes around what has spaces',
      command,
    );
  return target;
}

interface Change {
  readonly name: string;
  readonly target: string;
  readonly given: Arguments;
  readonly io: Io;
  readonly update: Pick<GroupUpdate, 'note' | 'release' | 'state'>;
  readonly effect: string;
}

function change({ name, target, given, io, update, effect }: Change): Promise<number> {
  const by = authorOf(name, given, io);
  const at = nowOf(io);
  return withStore({ command: name, given, io }, async (store) => {
    const before = await groupNamed(store, target);
    // Removed in between: what was read is what is told.
    const after = (await store.updateGroup(before.fingerprint, { ...update, by, at })) ?? before;
    io.stdout.write(given.has('json') ? `${printableJson(after)}\n` : changedText(before, after, effect, io));
    return 0;
  });
}

function changedText(before: Group, after: Group, effect: string, io: Io): string {
  const { good, faint } = styleFor(io);
  const was = before.state === after.state ? '' : `, was ${printable(before.state)}`;
  const what = effect === '' ? 'noted' : printable(after.state);
  return [
    `${good(what)}  ${printable(after.fingerprint)}${faint(`${was}, ${counted(after.count, 'occurrence')}`)}`,
    `  ${wrap(titleOf(after), io.columns, 2)}`,
    ...(effect === '' ? [] : [faint(`  ${wrap(printable(effect), io.columns, 2)}`)]),
    '',
  ].join('\n');
}
