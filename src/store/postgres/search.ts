/** Occurrences that are asked for: as pages of a list, the latest, and all of them. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import { DEFAULT_LIMIT } from '../check-query.ts';
import { cursorOf, positionOf } from '../cursor.ts';
import type { Page, SearchQuery, Selection } from '../query.ts';
import { hasText, isSelected } from '../selection.ts';
import { summaryOf } from '../summary.ts';
import type { OccurrenceSummary } from '../store.ts';
import { detailsOf } from './details.ts';
import { scan, type Key, type Question } from './scan.ts';
import type { Connections } from './session.ts';

const LIST = 'search';
/** Whole occurrences that are read at once. */
const CHUNK = 500;

export async function search(
  connections: Connections,
  schema: string,
  query: SearchQuery,
): Promise<Page<OccurrenceSummary>> {
  const { text, limit = DEFAULT_LIMIT, cursor, ...selection } = query;
  const position = cursor === undefined ? undefined : positionOf(LIST, cursor);
  const after = position === undefined ? undefined : { at: position.value, id: position.key };
  const { found, next } = await read(connections, schema, { selection, text, after, most: limit });
  const items = found.map(summaryOf).filter((summary) => text === undefined || hasText(summary, text));
  return next === undefined ? { items } : { items, next: cursorOf(LIST, { value: next.at, key: next.id }) };
}

export async function latest(
  connections: Connections,
  schema: string,
  selection: Selection,
  limit: number,
): Promise<readonly StoredOccurrence[]> {
  const all: StoredOccurrence[] = [];
  let after: Key | undefined;
  do {
    const most = Math.min(CHUNK, limit - all.length);
    const { found, next } = await read(connections, schema, { selection, after, most });
    all.push(...found);
    after = next;
  } while (after !== undefined && all.length < limit);
  return all;
}

/** Nothing is held between two chunks: whoever reads slowly, or stops, hinders nobody. */
export async function* exported(
  connections: Connections,
  schema: string,
  selection: Selection,
): AsyncGenerator<StoredOccurrence> {
  let after: Key | undefined;
  do {
    const question = { selection, after, most: CHUNK, isOldestFirst: true };
    const { found, next } = await read(connections, schema, question);
    yield* found;
    after = next;
  } while (after !== undefined);
}

function read(
  connections: Connections,
  schema: string,
  question: Question,
): Promise<{ readonly found: readonly StoredOccurrence[]; readonly next?: Key }> {
  return connections.read(async (session) => {
    const { keys, next } = await scan(session, schema, question);
    const whole = await detailsOf(session, schema, keys);
    // What columns say is held against what was stored.
    const found = whole.filter((occurrence) => isSelected(summaryOf(occurrence), question.selection));
    return next === undefined ? { found } : { found, next };
  });
}
