/** The side of the store that is asked: by whoever looks something up, and by whoever changes a group. */

import type { StoredOccurrence } from '../../record/stored-occurrence.ts';
import * as check from '../check-query.ts';
import { cursorOf, positionOf } from '../cursor.ts';
import type { Group } from '../group.ts';
import type { Pruned, Store } from '../store.ts';
import type { Questions } from './questions.ts';
import type { Place } from './walk.ts';

type Asking = Omit<Store, 'announce' | 'close' | 'flush' | 'name' | 'put' | 'status' | 'subscribe'>;

/** Of occurrences that are read whole. */
const PAGE = 500;

export function createAsking(questions: Questions): Asking {
  return {
    async find(correlationId) {
      return parsed(await questions.ask('find', correlationId));
    },
    async latest(selection, limit) {
      check.checkLatest(selection, limit);
      const found: StoredOccurrence[] = [];
      let after: Place | undefined;
      do {
        const most = Math.min(PAGE, limit - found.length);
        const { texts, next } = await questions.ask('list', selection, 'DESC', after, most);
        found.push(...parsed(texts));
        after = next;
      } while (after !== undefined && found.length < limit);
      return found;
    },
    async search(query) {
      check.checkSearch(query);
      const after = query.cursor === undefined ? undefined : placeOf(query.cursor);
      const { items, next } = await questions.ask('search', query, after);
      if (next === undefined) return { items };
      return { items, next: cursorOf('search', { value: next.at, key: String(next.n) }) };
    },
    async *export(selection) {
      check.checkSelection(selection);
      let after: Place | undefined;
      do {
        const { texts, next } = await questions.ask('list', selection, 'ASC', after, PAGE);
        yield* parsed(texts);
        after = next;
      } while (after !== undefined);
    },
    async groups(query) {
      check.checkGroups(query);
      const { sort = 'recent', cursor, now = Date.now() } = query;
      const at = cursor === undefined ? undefined : positionOf(sort, cursor);
      const after = at === undefined ? undefined : { value: at.value, fingerprint: at.key };
      const { items, next } = await questions.ask('groups', query, after, now);
      if (next === undefined) return { items };
      return { items, next: cursorOf(sort, { value: next.value, key: next.fingerprint }) };
    },
    group: (fingerprint) => questions.ask('group', fingerprint, Date.now()),
    async updateGroup(fingerprint, update) {
      check.checkUpdate(update);
      return (await questions.change('updateGroup', fingerprint, update)) as Group | undefined;
    },
    async totals(selection) {
      check.checkSelection(selection);
      return questions.ask('totals', selection);
    },
    async series(query) {
      check.checkSeries(query);
      return questions.ask('series', query);
    },
    async prune(limits) {
      check.checkLimits(limits);
      return (await questions.change('prune', limits)) as Pruned;
    },
  };
}

function parsed(texts: readonly string[]): StoredOccurrence[] {
  return texts.map((text) => JSON.parse(text) as StoredOccurrence);
}

function placeOf(cursor: string): Place {
  const { value, key } = positionOf('search', cursor);
  const n = Number(key);
  if (!Number.isSafeInteger(n)) throw check.invalidCursor(cursor);
  return { at: value, n };
}
