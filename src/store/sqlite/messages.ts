/** What the threads say to each other. Plain data. */

import type { GroupChange, GroupUpdate } from '../group.ts';
import type { AdoptedSpool, SpoolPosition } from '../spool/index.ts';
import type { RetentionLimits, StoreEvent } from '../store.ts';
import type { DriverName } from './driver.ts';

/** What a thread is given when it starts. */
export interface ThreadOptions {
  readonly role: 'read' | 'write';
  readonly file: string;
  readonly driver: DriverName;
  /** Where spools of dead processes are looked for. */
  readonly spools: string;
  /** Adopted by a thread before this one, which ended unexpectedly. */
  readonly adopted: readonly AdoptedSpool[];
  readonly retention: RetentionLimits;
  /** Nothing is made, moved or replaced. */
  readonly mustExist: boolean;
}

export interface Call {
  readonly type: 'call';
  readonly id: number;
  readonly name: string;
  readonly values: readonly unknown[];
}

export type Answer =
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly failure: CallFailure };

/** `absent`: the writing thread must make it first. `damaged`: it must look at it. */
export interface CallFailure {
  readonly kind: 'absent' | 'damaged' | 'unavailable';
  readonly message: string;
}

export type ToWriter =
  | Call
  /** There is a spool to read from now on, instead of the one before. */
  | { readonly type: 'spool'; readonly spool: AdoptedSpool }
  /** Something was appended. `now`: somebody waits for it. */
  | { readonly type: 'wake'; readonly now: boolean }
  | { readonly type: 'stop' };

export type FromWriter =
  | Answer
  | {
      readonly type: 'stored';
      /** `id` of the one that it was in. */
      readonly spool: string;
      readonly stored: number;
      readonly refused: number;
      readonly changes: readonly GroupChange[];
      readonly bytes: number;
    }
  /** Nothing is left to be read. `read`: all before it, of this process's own spool, is stored. */
  | { readonly type: 'idle'; readonly read: SpoolPosition | undefined }
  | { readonly type: 'adopted'; readonly spool: AdoptedSpool }
  | { readonly type: 'failing'; readonly message: string }
  | { readonly type: 'well' }
  | Extract<StoreEvent, { readonly type: 'trouble' }>
  | { readonly type: 'stopped' };

export interface WriterCalls {
  readonly open: () => void;
  /** After a reader met damage. */
  readonly check: () => void;
  readonly updateGroup: (fingerprint: string, update: GroupUpdate) => unknown;
  readonly prune: (limits: RetentionLimits) => unknown;
}
