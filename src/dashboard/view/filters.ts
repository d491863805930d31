/** What was written into the fields of a form that narrows a list. */

import type { Fault } from '../../model.ts';
import { timeIn } from '../time.ts';
import type { Option } from './fields.ts';

export const FAULTS: readonly Fault[] = ['server', 'client', 'abort'];
export const FAULT_OPTIONS: readonly Option[] = [
  ['', 'any'],
  ['server', 'server'],
  ['client', 'client'],
  ['abort', 'client went away'],
];

/** A field that holds no such value is told of, and otherwise as if it were empty. */
export interface Filters {
  text(name: string, most: number): string | undefined;
  status(name: string): number | undefined;
  time(name: string): number | undefined;
  choice<Word extends string>(name: string, words: readonly Word[]): Word | undefined;
  /** A sentence about each that could not be read. */
  readonly problems: readonly string[];
}

export function filtersIn(query: URLSearchParams): Filters {
  const problems: string[] = [];

  function read<Value>(
    name: string,
    expected: string,
    readValue: (text: string) => Value | undefined,
  ): Value | undefined {
    const text = query.get(name)?.trim() ?? '';
    if (text === '') return undefined;
    const value = readValue(text);
    if (value === undefined)
      problems.push(`“${text.slice(0, 60)}” is left out: ${name} must be ${expected}.`);
    return value;
  }

  return {
    problems,
    text: (name, most) =>
      read(name, `at most ${most} characters`, (text) => (text.length <= most ? text : undefined)),
    status: (name) =>
      read(name, 'a status from 100 to 599', (text) => (/^[1-5]\d\d$/.test(text) ? Number(text) : undefined)),
    time: (name) => read(name, 'a time such as 2026-11-21T16:30, in UTC', timeIn),
    choice: (name, words) =>
      read(name, `one of ${words.join(', ')}`, (text) => words.find((word) => word === text)),
  };
}
