/** What people are told. */

import type { Group } from '../store/group.ts';

/** Plain JSON data, freed of secrets like all that is stored. */
export interface Alert {
  /**
   * `rate`: more than usual. `new`, `reopened`: a group that nobody had seen, or that was resolved. `milestone`: it
   * has occurred a power of two times. `suppressed`: alerts that were held back, lest they be a flood.
   */
  readonly kind: 'rate' | 'new' | 'reopened' | 'milestone' | 'suppressed';
  /** One sentence for a person, at most 400 characters, on one line. */
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The host that tells it; absent before anything failed on it. */
  readonly host?: string;
  /** Of a rate: in the window. Of a group: ever. Of suppressed ones: how many. */
  readonly count: number;
  /** Of a rate: how many are usual in as much time. */
  readonly usual?: number;
  /** Of a rate. */
  readonly windowMinutes?: number;
  readonly group?: AlertGroup;
  /** `id` of the api; absent where there is none. */
  readonly api?: string;
  readonly release?: string;
  /** Of the newest occurrence: what to look up. */
  readonly reference?: string;
}

export type AlertGroup = Pick<Group, 'code' | 'fingerprint' | 'message' | 'name' | 'route' | 'status'>;

const MAX_MESSAGE = 160;
const MAX_NAME = 60;

/** Of a group: who it is, in a few words. */
export function nameOf({ name }: Pick<AlertGroup, 'name'>, api: string | undefined): string {
  const where = api === undefined ? '' : ` in "${inLine(api, MAX_NAME)}"`;
  return `${inLine(name, MAX_NAME) || 'An error'}${where}`;
}

/** What follows the fact. */
export function messageOf({ message }: Pick<AlertGroup, 'message'>): string {
  const text = inLine(message, MAX_MESSAGE);
  return text === '' ? '.' : `: ${text}`;
}

export function counted(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** Text that cannot break out of its line, nor turn around what stands beside it. */
export function inLine(text: string, most: number): string {
  const line = text.replace(UNSEEN, ' ').replace(/ {2,}/g, ' ').trim();
  if (line.length <= most) return line;
  return `${line.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Control and format characters, marks of direction, separators of lines, and halves of characters. */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]/gu;
