/** What a compiled configuration is made of, and what holds where a request is. */

import type { Format } from '../model.ts';
import type { Body, Named, Selection, Source, Values } from '../policy.ts';
import type { Test } from '../rules/condition.ts';
import type { Condition } from './shapes.ts';

export type Level = 'platform' | 'group' | 'api' | 'route';

export interface CompiledRule {
  readonly pointer: string;
  readonly name: string;
  readonly active: boolean;
  readonly when: Condition | undefined;
  /** `undefined`: it always holds. */
  readonly test: Test | undefined;
  readonly source: Source;
}

export interface CompiledRow extends Values {
  readonly pointer: string;
  readonly template: Source | undefined;
  readonly rules: RuleList | undefined;
}

/** The rules of one row or one scope, in the order in which they are asked. */
export interface RuleList {
  readonly rules: readonly CompiledRule[];
  /** The first that is active and holds. */
  first(...asked: Parameters<Test>): CompiledRule | undefined;
}

export interface CompiledScope {
  readonly level: Level;
  readonly pointer: string;
  /** By code, name of an exception, status or class of statuses. */
  readonly rows: ReadonlyMap<string, CompiledRow>;
  readonly template: Source | undefined;
  readonly rules: RuleList | undefined;
}

/** A body for a negotiated format, of the nearest level that has one. */
export interface FormatBody extends Body {
  readonly level: Level;
  readonly pointer: string;
  /** The one that would be used without it. */
  readonly behind: FormatBody | undefined;
}

export type FormatBodies = Readonly<Partial<Record<Format, FormatBody>>>;

/** What an error gets at a place, but for what depends on the request. */
export interface Settled {
  readonly name: string;
  readonly status: number;
  readonly values: Values;
  /** Priorities 1 and 2. */
  readonly template: Source | undefined;
  /** Priority 3, the nearest first; of a scope, those of its row before its own. */
  readonly rules: readonly RuleList[];
}

/** What holds for a request: the scopes that have anything to say, the nearest first. */
export interface Place {
  readonly api: Named | undefined;
  readonly scopes: readonly CompiledScope[];
  readonly formats: FormatBodies | undefined;
  /** By code: what was worked out before. */
  readonly settled: Map<string, Settled>;
}

/** Knows where it was made, so that nobody has to look for the place again: a reload may have replaced it since. */
export interface PlacedSelection extends Selection {
  readonly place: Place;
}
