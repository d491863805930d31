/** The thread that reads: questions come in, answers go out. Its own connection, so that it never waits for writes. */

import { show } from '../../codes.ts';
import type { Group, GroupQuery } from '../group.ts';
import type { SearchQuery, Selection, Series, SeriesQuery, StatusCount } from '../query.ts';
import type { Driver } from './driver.ts';
import { failureOf, reasonOf } from './failure.ts';
import type { Answer, Call, CallFailure } from './messages.ts';
import { openToRead, type OpenFile } from './open-file.ts';
import { series, totals } from './read-counts.ts';
import { group, groups, type GroupPlace, type Groups } from './read-groups.ts';
import { find, list, search, type Summaries, type Texts } from './read-occurrences.ts';
import type { Statements } from './statements.ts';
import type { Order, Place } from './walk.ts';

/** Milliseconds for another process that has the file for itself. */
const WAIT = 2000;

/** What can be asked. Questions were checked before they came here. */
export interface Questions {
  /** JSON of occurrences. */
  readonly find: (reference: string) => readonly string[];
  readonly list: (selection: Selection, order: Order, after: Place | undefined, limit: number) => Texts;
  readonly search: (query: SearchQuery, after: Place | undefined) => Summaries;
  readonly groups: (query: GroupQuery, after: GroupPlace | undefined, now: number) => Groups;
  readonly group: (fingerprint: string, now: number) => Group | undefined;
  readonly totals: (selection: Selection) => readonly StatusCount[];
  readonly series: (query: SeriesQuery) => Series;
}

export type Question = keyof Questions;
export type QuestionValues<Name extends Question> = Parameters<Questions[Name]>;
export type QuestionAnswer<Name extends Question> = ReturnType<Questions[Name]>;

type Answers = {
  readonly [Name in Question]: (
    statements: Statements,
    ...values: QuestionValues<Name>
  ) => QuestionAnswer<Name>;
};

const ANSWERS: Answers = { find, list, search, groups, group, totals, series };

export interface Reader {
  readonly answer: (call: Call) => Answer;
  readonly close: () => void;
}

export function createReader(driver: Driver, file: string): Reader {
  let open: OpenFile | undefined;

  function close(): void {
    open?.close();
    open = undefined;
  }

  function statements(): Statements | undefined {
    if (open?.isGone() === true) close();
    open ??= openToRead(driver, file, WAIT);
    return open?.statements;
  }

  return {
    close,
    answer({ id, name, values }) {
      try {
        const ready = statements();
        if (ready === undefined) return failed(id, 'absent', `There is no file ${show(file)} yet.`);
        const ask = ANSWERS[name as Question] as (from: Statements, ...rest: readonly unknown[]) => unknown;
        return { type: 'answer', id, value: ask(ready, ...values) };
      } catch (error) {
        const failure = failureOf(error);
        // As where it is written: what is not a lock may be cured by opening it again.
        if (failure !== 'locked') close();
        return failed(id, failure === 'damaged' ? 'damaged' : 'unavailable', reasonOf(file, error));
      }
    },
  };
}

function failed(id: number, kind: CallFailure['kind'], message: string): Answer {
  return { type: 'failed', id, failure: { kind, message } };
}
