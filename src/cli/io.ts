/** What the command line needs of its process, so that it runs without one too. */

import type { OpenStore } from './store.ts';

export interface Out {
  write(text: string): unknown;
  /** Whether more may be written: `true` at once, or once there is room; `false` when nobody reads any more. */
  readonly ready?: () => boolean | Promise<boolean>;
  /** Whether people read it in a terminal. */
  readonly isTTY?: boolean;
}

export interface Io {
  readonly stdout: Out;
  readonly stderr: Out;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether people read stdout and stderr in a terminal. */
  readonly isTTY: boolean;
  /** Of the terminal; `undefined`: lines may have any length. */
  readonly columns?: number | undefined;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
  /** Asks whoever sits at the terminal. Absent where nobody does. */
  readonly ask?: (question: string, signal: AbortSignal) => Promise<string>;
  /** Default: the stores that have a name. */
  readonly openStore?: OpenStore;
  /** Aborted when the command is to end. From the first call on, Ctrl-C does so instead of ending the process. */
  readonly interruption?: () => AbortSignal;
  /** The login name of whoever runs the command. Default: the system's. */
  readonly userName?: () => string;
}

/** Milliseconds since 1970. */
export function nowOf({ now = Date.now }: Pick<Io, 'now'>): number {
  return now();
}
