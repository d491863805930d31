/** The numbers that stand for what occurrences have in common. */

import type { OccurrenceSummary } from '../store.ts';
import type { Value } from './driver.ts';
import type { Statements } from './statements.ts';
import { keyOf } from './text.ts';

export interface Names {
  /** To be called in each transaction before the others: forgets what may be gone. */
  readonly begin: () => void;
  readonly dimOf: (summary: OccurrenceSummary) => number;
  readonly kindOf: (group: number, dim: number) => number;
  /** After a transaction that was not committed. */
  readonly forget: () => void;
}

const MAX_REMEMBERED = 20_000;

/** @param most of each sort, that are remembered */
export function createNames(statements: Statements, most: number = MAX_REMEMBERED): Names {
  const dims = new Map<string, number>();
  const kinds = new Map<string, number>();
  let generation: Value | undefined;

  function forget(): void {
    dims.clear();
    kinds.clear();
  }

  function remembered(names: Map<string, number>, key: string, find: () => number): number {
    const known = names.get(key);
    if (known !== undefined) return known;
    if (names.size >= most) names.clear();
    const id = find();
    names.set(key, id);
    return id;
  }

  return {
    forget,
    begin() {
      const now = statements.get(`SELECT value FROM meta WHERE key = 'generation'`)!.value!;
      if (now !== generation) forget();
      generation = now;
    },
    dimOf({ status, code, fault, api, route }) {
      const key = JSON.stringify([status, code, fault, api ?? '', route ?? '']);
      return remembered(dims, key, () => {
        statements.run(ADD_DIM, key, status, keyOf(code), fault, keyOf(api), keyOf(route));
        return idOf(statements.get('SELECT id FROM dim WHERE key = ?', key));
      });
    },
    kindOf(group, dim) {
      return remembered(kinds, `${group}.${dim}`, () => {
        statements.run('INSERT OR IGNORE INTO kind (grp, dim) VALUES (?, ?)', group, dim);
        return idOf(statements.get('SELECT id FROM kind WHERE grp = ? AND dim = ?', group, dim));
      });
    },
  };
}

const ADD_DIM = `INSERT OR IGNORE INTO dim (key, status, code, fault, api, route) VALUES (?, ?, ?, ?, ?, ?)`;

function idOf(row: { readonly id?: Value } | undefined): number {
  return Number(row!.id);
}

/** What was removed may be remembered, by other processes too. */
export function nextGeneration(statements: Statements): void {
  statements.run(`UPDATE meta SET value = value + 1 WHERE key = 'generation'`);
}
