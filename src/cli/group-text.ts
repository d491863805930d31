/** A group, in few words. */

import { counted } from './counted.ts';
import { wrap } from './layout.ts';
import { printable } from './printable.ts';
import { ago, stamp } from './time-text.ts';
import type { Group, GroupEvent, GroupNote, GroupState, GroupSummary } from '../store/group.ts';
import type { Io } from './io.ts';
import type { Paint, Style } from './style.ts';

/** Of what continues a line. */
const INDENT = 4;

export const STATES: readonly GroupState[] = ['open', 'resolved', 'muted', 'ignored'];

/** `open`, `open again since 1.4.2`, `open again, 3 min ago`, … */
export function stateText(
  { state, reopened }: Pick<GroupSummary, 'reopened' | 'state'>,
  now: number,
): string {
  if (state !== 'open' || reopened === undefined) return printable(state);
  const { at, release } = reopened;
  return release === undefined ? `open again, ${ago(at, now)}` : `open again since ${printable(release)}`;
}

export function statePaint(
  { state, reopened }: Pick<GroupSummary, 'reopened' | 'state'>,
  { doubtful, faint, good }: Style,
): Paint {
  if (state === 'open') return reopened === undefined ? (text) => text : doubtful;
  return state === 'resolved' ? good : faint;
}

/** Name and message of its newest occurrence. */
export function titleOf({ name, message }: { readonly name: string; readonly message: string }): string {
  return printable(message === '' ? name : `${name}: ${message}`);
}

/** How often, since when, until when. */
export function extentOf({ count, firstAt, lastAt }: GroupSummary, now: number): string {
  const first = `first ${stamp(firstAt)}`;
  return count === 1
    ? `1 occurrence, ${stamp(firstAt)}`
    : `${counted(count, 'occurrence')}, ${first}, last ${ago(lastAt, now)}`;
}

/** What became of it, the last of it; and every note. */
const MAX_EVENTS = 8;

export function groupLines(group: Group, now: number, io: Io, style: Style): readonly string[] {
  const { fingerprint, notes, history } = group;
  const state = statePaint(group, style)(stateText(group, now));
  return [
    `${printable(fingerprint)}  ${state}`,
    style.faint(extentOf(group, now)),
    ...history.slice(-MAX_EVENTS).map((event) => style.faint(eventLine(event))),
    ...notes.map((note) => wrap(noteLine(note), io.columns, INDENT)),
  ];
}

function noteLine({ at, by, text }: GroupNote): string {
  return printable(`${stamp(at)} ${by}: ${text}`);
}

function eventLine({ at, by, state, release }: GroupEvent): string {
  const where = release === undefined ? '' : ` in ${release}`;
  return printable(`${stamp(at)} ${by === undefined ? `recurred${where}` : `${state}${where} by ${by}`}`);
}
