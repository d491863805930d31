/** Of a storm of one failure only some have their stacks read; all are counted, recorded and found by their reference. */

import type { Decided, ErrorView, RequestFacts } from '../model.ts';
import { routeOf } from './occurrence.ts';

/** What can be told of a failure without its stack. */
export interface Kind {
  /** How many came in the second that it is now, this one included. */
  readonly count: number;
  /** The group of the last one whose stack was read; `undefined`: nobody asked for it. */
  readonly fingerprint: string | undefined;
}

export interface Sampler {
  /**
   * Counts a failure. Reads nothing that `resolve` has not read, and never throws.
   * @param now milliseconds since any moment
   */
  take(decided: Decided, facts: RequestFacts, now: number): Kind;
  /** Whether its stacks are to be read: it is among the first of its kind in its second. */
  samples(kind: Kind): boolean;
  /** Those like it belong to this group. */
  learn(kind: Kind, fingerprint: string): void;
}

/** Failures of a kind in a second whose stacks are read. */
export const DEFAULT_SAMPLE = 50;

/** Kinds that are known at least; at most twice as many. */
const MAX_KINDS = 1000;
const MAX_NAME = 128;

interface Known {
  second: number;
  count: number;
  fingerprint: string | undefined;
}

/**
 * @param perSecond of one kind, 1 or more; `Infinity`: all are read. A kind is of one class, code, status, route and
 * beginning of the message, and so are its first two causes: failures of several groups may be of one kind, and those
 * beyond `perSecond` then count for the group that was told last
 * @param groups whether each must belong to a group: then stacks are read until one is told
 */
export function createSampler(perSecond: number, groups: boolean): Sampler {
  let recent = new Map<string, Known>();
  let older = new Map<string, Known>();

  function known(key: string): Known {
    const found = recent.get(key);
    if (found !== undefined) return found;
    if (recent.size >= MAX_KINDS) [older, recent] = [recent, new Map<string, Known>()];
    const kind = older.get(key) ?? { second: 0, count: 0, fingerprint: undefined };
    recent.set(key, kind);
    return kind;
  }

  return {
    take(decided, facts, now) {
      const kind = known(keyOf(decided, facts));
      const second = Math.floor(now / 1000);
      if (kind.second !== second) {
        kind.second = second;
        kind.count = 0;
      }
      kind.count++;
      return kind;
    },
    samples: ({ count, fingerprint }) => count <= perSecond || (groups && fingerprint === undefined),
    learn: (kind, fingerprint) => void ((kind as Known).fingerprint = fingerprint),
  };
}

function keyOf({ classified, status, code }: Decided, facts: RequestFacts): string {
  const { captured, family } = classified;
  const [first, second] = captured.causes;
  let key = `${status}\n${code}\n${family}\n${shortOf(routeOf(facts))}\n${partOf(captured.view)}`;
  if (first !== undefined) key += `\n${captured.causes.length}\n${partOf(first)}`;
  if (second !== undefined) key += `\n${partOf(second)}`;
  return key;
}

function partOf(view: ErrorView): string {
  const { message } = view;
  return `${shortOf(view.read('name'))}\n${shortOf(view.read('code'))}\n${message.slice(0, endOfWords(message))}`;
}

function shortOf(value: unknown): string {
  if (typeof value === 'string') return value.length > MAX_NAME ? value.slice(0, MAX_NAME) : value;
  return typeof value === 'number' ? String(value) : '';
}

const MAX_WORDS = 64;

/** Where in a message data may begin: at the first digit, quote or other sign. */
function endOfWords(message: string): number {
  const most = Math.min(message.length, MAX_WORDS);
  for (let index = 0; index < most; index++) {
    if (!isOfWords(message.charCodeAt(index))) return index;
  }
  return most;
}

/** Letters and blanks. */
function isOfWords(code: number): boolean {
  return code === 0x20 || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}
